import { nameBroken } from '../catalogue/broken-rows.ts'
import { SNAPSHOT_IS_STALE } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import { log } from '../log.ts'
import { buildSnapshot } from '../read/snapshot.ts'
import { Unavailable } from '../stores/timeout.ts'
import type { Committed } from './commit.ts'
import { fitSnapshot } from './fit-snapshot.ts'
import { fence, type Lease } from './lease.ts'
import { deleteState, getState, setState } from './state.ts'

/**
 * Phase 7: writes the snapshot, if something changed that it shows, or became due. KV takes one write
 * a second under one key: what comes too soon, or what KV refuses, is left to the next run by a mark.
 */
export async function publishSnapshot(
  { database, store, settings, clock }: Services,
  lease: Lease,
  { site, isSnapshotStale }: Committed,
): Promise<void> {
  const { now, snapshotDueAt, snapshotWrittenAt } = lease
  if (!isSnapshotStale && snapshotDueAt > now) return
  const postpone = () => database.run({ stale: SNAPSHOT_IS_STALE })
  // A clock that was ahead when it was written says nothing.
  if (Math.abs(clock() - snapshotWrittenAt) < settings.snapshotMs) return void (await postpone())
  const { snapshot, stale, broken } = await buildSnapshot(database, site, now, getState('stale'))
  try {
    await store.putSnapshot(JSON.stringify(fitSnapshot(snapshot)))
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log('the snapshot was not written; the next sync tries again', error)
    return void (await postpone())
  }
  try {
    await database.run({
      held: fence(lease),
      built: setState('front', String(clock()), snapshot.rebuildAt),
      // A later change has set another mark, which stays.
      done: deleteState('stale', stale[0]?.value ?? null),
      named: broken.length > 0 ? [nameBroken(broken, now)] : [],
    })
  } catch (error) {
    // Another run may have written a newer one before.
    await database.run({ stale: SNAPSHOT_IS_STALE }).catch(() => undefined)
    throw error
  }
}
