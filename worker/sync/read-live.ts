import { LIVE_PREFIX, liveKey } from '../../content/model/key.ts'
import { Refusal } from '../../content/model/refusal.ts'
import { planLive, problemOf } from '../catalogue/live-row.ts'
import { updatesIn } from '../catalogue/parsed-updates.ts'
import { enqueueLive } from '../catalogue/purge-queue.ts'
import { reindexLive } from '../catalogue/queries/live.ts'
import { type Changes, merged, noChanges, SNAPSHOT_IS_STALE } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import type { Lease } from './lease.ts'
import type { NamesPage } from './read-page.ts'

/** What the live stories change in the catalogue. */
export interface ObservedLive {
  /** Rows, the purge queue, the search index. */
  statements: Statement[]
  /** Problems of their values. */
  changes: Changes
  /** What lists show of a story changed. */
  isShownOtherwise: boolean
}

/** Changed stories that one run writes: with what belongs to them, 7 of its 50 statements. */
const MAX_CHANGED = 3

/**
 * Phase 3: reads the updates of the stories that run, ten at most, and values of updates that are known
 * to be invalid. A value that KV does not return is left to the next run.
 */
export async function readLive(
  { store, settings }: Services,
  { now }: Lease,
  { liveStories, invalidLive }: NamesPage,
): Promise<ObservedLive> {
  const { settleMs, local } = settings
  const read = (id: string, part?: number) => unlessUnavailable(store.getLive(id, part))
  const plans = await Promise.all(
    liveStories.map(async ({ id, ...facts }) => {
      const value = await read(id)
      if (value === undefined) return []
      return [{ id, ...planLive({ id, value, facts, by: 'sync', now, settleMs }) }]
    }),
  )
  const planned = plans.flat()
  const changed = planned.filter(({ row }) => row !== null).slice(0, MAX_CHANGED)
  const known = new Set(liveStories.map(({ id }) => liveKey(id)))
  const checked = await Promise.all(
    invalidLive
      .filter((key) => !known.has(key))
      .map(async (key) => {
        const [id = '', part] = key.slice(LIVE_PREFIX.length).split(':')
        return check(key, await read(id, part === undefined ? undefined : Number(part)))
      }),
  )
  const isShownOtherwise = changed.some(({ isNewestChanged }) => isNewestChanged)
  const ids = liveStories.map(({ id }) => id)
  return {
    statements: [
      ...changed.flatMap(({ row }) => row ?? []),
      ...(changed.length > 0
        ? [
            enqueueLive(
              changed.map(({ id }) => id),
              now,
            ),
          ]
        : []),
      ...(isShownOtherwise ? [SNAPSHOT_IS_STALE] : []),
      ...(ids.length > 0 ? reindexLive(ids, now, local) : []),
    ],
    changes: merged([...planned.map(({ changes }) => changes), ...checked]),
    isShownOtherwise,
  }
}

/** A problem goes once its value is valid or deleted. */
function check(key: string, value: KvValue | null | undefined): Changes {
  if (value === undefined) return noChanges()
  try {
    if (value !== null) updatesIn(value)
    return { ...noChanges(), solved: [key] }
  } catch (error) {
    if (!(error instanceof Refusal) || value === null) throw error
    return { ...noChanges(), problems: [problemOf(key, value, error)] }
  }
}

async function unlessUnavailable<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}
