import type { Services } from '../context.ts'
import { buildSnapshot } from '../read/snapshot.ts'
import type { Committed } from './commit.ts'
import type { Lease } from './lease.ts'
import { deleteState, getState, setState } from './state.ts'

/** Phase 5: writes the snapshot, if something changed that it shows, or became due. */
export async function publishSnapshot(
  { database, store }: Services,
  { now, snapshotDueAt }: Lease,
  { site, isSnapshotStale }: Committed,
): Promise<void> {
  if (!isSnapshotStale && snapshotDueAt > now) return
  const { stale } = await database.run({ stale: getState('stale') })
  const snapshot = await buildSnapshot(database, site, now)
  await store.putSnapshot(JSON.stringify(snapshot))
  await database.run({
    built: setState('front', '', snapshot.rebuildAt),
    // A later change has set another mark, which stays.
    done: deleteState('stale', stale[0]?.value ?? null),
  })
}
