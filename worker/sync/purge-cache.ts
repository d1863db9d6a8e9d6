import type { CacheContext } from '@cloudflare/workers-types'
import { ALL_TAG, cacheTag, isKind, LISTS_TAG } from '../catalogue/cache-tag.ts'
import { dueTags, markSent, type StaleName } from '../catalogue/purge-queue.ts'
import type { Services } from '../context.ts'
import { log } from '../log.ts'

/** The free allowance is five calls a minute, and sync runs every other minute by itself. */
const MOST_CALLS = 3
/** https://developers.cloudflare.com/cache/how-to/purge-cache/ */
const TAGS_PER_CALL = 100

/**
 * Phase 6: tells the cache in front of the worker what is out of date. What was withdrawn, deleted or
 * expired is purged; the rest is invalidated, so that a stale copy is left for outages. What fails
 * stays in the queue for the next run.
 */
export async function purgeCache({ database, cache, clock }: Services): Promise<void> {
  const now = clock()
  const { due } = await database.run({ due: dueTags(now) })
  if (due.length === 0) return
  // Locally there is no cache.
  if (cache === undefined || (await send(cache, due))) {
    await database.run({ sent: markSent(due, now) })
  }
}

async function send(cache: CacheContext, due: StaleName[]): Promise<boolean> {
  const tagsOf = (purge: 0 | 1) =>
    Promise.all(due.filter((stale) => stale.purge === purge).map(({ name }) => tagFor(name)))
  const [purged, invalidated] = await Promise.all([tagsOf(1), tagsOf(0)])
  const calls = [
    ...chunks(purged).map((tags) => ({ method: 'purge' as const, tags })),
    ...chunks(invalidated).map((tags) => ({ method: 'invalidate' as const, tags })),
  ]
  try {
    for (const { method, tags } of calls.length <= MOST_CALLS ? calls : fewer(chunks(purged))) {
      const { success, errors } = await cache[method]({ tags })
      if (!success) throw new Error(errors.map(({ message }) => message).join('; '))
    }
    return true
  } catch (error) {
    log('the cache was not purged; the next sync tries again', error)
    return false
  }
}

/** Everything is invalidated; withdrawn articles are purged by name as long as the allowance lasts. */
function fewer(purged: string[][]) {
  if (purged.length >= MOST_CALLS) return [{ method: 'purge' as const, tags: [ALL_TAG] }]
  return [
    ...purged.map((tags) => ({ method: 'purge' as const, tags })),
    { method: 'invalidate' as const, tags: [ALL_TAG] },
  ]
}

function tagFor(name: string): Promise<string> {
  if (name === LISTS_TAG || name === ALL_TAG) return Promise.resolve(name)
  const at = name.indexOf(':')
  const kind = name.slice(0, at)
  if (!isKind(kind)) throw new Error(`no answer has a tag of the kind ${kind}`)
  return cacheTag(kind, name.slice(at + 1))
}

function chunks(tags: string[]): string[][] {
  const count = Math.ceil(tags.length / TAGS_PER_CALL)
  return Array.from({ length: count }, (_, index) =>
    tags.slice(index * TAGS_PER_CALL, (index + 1) * TAGS_PER_CALL),
  )
}
