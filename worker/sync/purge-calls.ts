import { ALL_TAG, cacheTag, isKind, LISTS_TAG } from '../catalogue/cache-tag.ts'
import type { StaleName } from '../catalogue/purge-queue.ts'

/** The most calls of one run; what needs more is covered by one call for everything. */
export const CALLS_A_RUN = 3
/** https://developers.cloudflare.com/cache/how-to/purge-cache/#availability-and-limits */
const TAGS_A_CALL = 100

/** One call to the cache, with the names that it covers. */
export interface PurgeCall {
  method: 'purge' | 'invalidate'
  tags: string[]
  names: StaleName[]
}

/**
 * The calls for what is due. What was withdrawn, deleted or expired is purged and goes first; the rest
 * is invalidated. What would take more calls than a run may make is covered by one for `all`; what the
 * allowance of this minute has no room for is left out and stays due.
 * @param allowed how many calls may be made now
 */
export async function purgeCalls(due: StaleName[], allowed: number): Promise<PurgeCall[]> {
  const purges = await callsFor('purge', due, 1, CALLS_A_RUN)
  const invalidations = await callsFor('invalidate', due, 0, CALLS_A_RUN - purges.length)
  return [...purges, ...invalidations].slice(0, Math.max(0, allowed))
}

async function callsFor(
  method: PurgeCall['method'],
  due: StaleName[],
  purge: 0 | 1,
  most: number,
): Promise<PurgeCall[]> {
  // A name of a kind that this version does not have is in no answer's tags.
  const names = due.filter((stale) => stale.purge === purge && isKnown(stale))
  if (names.length === 0) return []
  const isAll = names.length > most * TAGS_A_CALL || names.some(({ name }) => name === ALL_TAG)
  if (isAll) return [{ method, tags: [ALL_TAG], names }]
  const calls = Array.from({ length: Math.ceil(names.length / TAGS_A_CALL) }, async (_, index) => {
    const covered = names.slice(index * TAGS_A_CALL, (index + 1) * TAGS_A_CALL)
    return {
      method,
      tags: await Promise.all(covered.map(({ name }) => tagFor(name))),
      names: covered,
    }
  })
  return Promise.all(calls)
}

/** Whether an answer may have the tag of this name: another version may have queued it. */
export function isKnown({ name }: StaleName): boolean {
  return name === LISTS_TAG || name === ALL_TAG || isKind(name.slice(0, name.indexOf(':')))
}

function tagFor(name: string): Promise<string> {
  const at = name.indexOf(':')
  const kind = name.slice(0, at)
  return isKind(kind) ? cacheTag(kind, name.slice(at + 1)) : Promise.resolve(name)
}
