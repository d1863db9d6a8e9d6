import type { CacheContext } from '@cloudflare/workers-types'
import { markSent, type StaleName } from '../catalogue/purge-queue.ts'
import { storedNumbers } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { log } from '../log.ts'
import type { Committed } from './commit.ts'
import type { Lease } from './lease.ts'
import { CALLS_A_RUN, isKnown, type PurgeCall, purgeCalls } from './purge-calls.ts'
import { setState } from './state.ts'

/** The free allowance, which holds for an account: cron and `POST /api/v1/sync` share it. */
const CALLS_A_MINUTE = 5
const MINUTE_MS = 60_000

/**
 * Phase 8: tells the cache in front of the worker what is out of date. What was withdrawn, deleted or
 * expired is purged; the rest is invalidated, so that a stale copy is left for outages. What fails, or
 * has no room in the allowance, stays in the queue for the next run.
 * @returns the names that were sent to the cache
 */
export async function purgeCache(
  { database, cache, clock }: Services,
  { purgeTimes }: Lease,
  { due }: Committed,
): Promise<Set<string>> {
  if (due.length === 0) return new Set()
  const now = clock()
  // Locally there is no cache.
  if (cache === undefined) {
    await database.run({ sent: markSent(due, now) })
    return namesOf(due)
  }
  const earlier = storedNumbers(purgeTimes).filter((time) => time > now - MINUTE_MS && time <= now)
  const planned = await purgeCalls(due, Math.min(CALLS_A_RUN, CALLS_A_MINUTE - earlier.length))
  const { made, sent } = await send(cache, planned)
  const unknown = due.filter((stale) => !isKnown(stale))
  sent.push(...unknown)
  if (made + unknown.length === 0) return new Set()
  const times = [...earlier, ...Array.from({ length: made }, () => now)]
  await database.run({
    calls: [setState('purges', JSON.stringify(times), now)],
    sent: markSent(sent, now),
  })
  return namesOf(sent)
}

function namesOf(stale: StaleName[]): Set<string> {
  return new Set(stale.map(({ name }) => name))
}

/** Stops at the first call that fails: the others would fail as well, and use up the allowance. */
async function send(
  cache: CacheContext,
  calls: PurgeCall[],
): Promise<{ made: number; sent: StaleName[] }> {
  const sent: StaleName[] = []
  let made = 0
  try {
    for (const { method, tags, names } of calls) {
      made += 1
      const { success, errors } = await cache[method]({ tags })
      if (!success) throw new Error(errors.map(({ message }) => message).join('; '))
      sent.push(...names)
    }
  } catch (error) {
    log('the cache was not purged; the next sync tries again', error)
  }
  return { made, sent }
}
