import { progressOf, type RefillProgress } from '../catalogue/refill-state.ts'
import type { Services } from '../context.ts'
import { announce } from './announce/announce.ts'
import { commit } from './commit.ts'
import { indexSearch } from './index-search.ts'
import { acquireLease, giveUpLease, releaseLease } from './lease.ts'
import { observe } from './observe.ts'
import { publishSnapshot } from './publish-snapshot.ts'
import { purgeCache } from './purge-cache.ts'
import { readLive } from './read-live.ts'
import { readPage, type Wanted } from './read-page.ts'
import { refillRows } from './refill-rows.ts'
import { repairRows } from './repair-rows.ts'

export interface Report {
  /** Another run holds the lease: nothing was done. */
  busy: boolean
  done: boolean
  /** How many names were compared and values read, applied, removed and refused. */
  compared: number
  read: number
  applied: number
  removed: number
  refused: number
  /** How many rows of another version of the code were filled again, and how far that is. */
  refilled: number
  refilling: RefillProgress | null
  /** Wanted ids that did not fit into this run. */
  pending: string[]
}

/**
 * One bounded step towards a catalogue that holds what KV holds. Repeated calls get there: by cron, by
 * `POST /api/v1/sync`, or locally before each list.
 *
 * A run may die between any two phases. Before `commit` nothing has changed, except that the values
 * being parsed are on record, so that the next run parses them one by one. `commit` is one
 * transaction: rows, problems, progress, the purge queue and the mark that the snapshot is stale.
 * What then was not published, purged or released is found there by the next run, as soon as the lease
 * has expired. The refill comes last: if it ends the run, nothing else is late.
 * @throws Unavailable where a store does not answer; the next run continues where this one stopped
 */
export async function sync(asked: Services, wanted: Wanted): Promise<Report> {
  // It decides about writes by what it reads.
  const services = { ...asked, database: asked.database.primary }
  const lease = await acquireLease(services)
  if (lease === null) return busy(wanted.ids)
  try {
    const page = await readPage(services, lease, wanted)
    const live = await readLive(services, lease, page)
    const observed = await observe(services, lease, page, live)
    const committed = await commit(services, lease, page, observed, live)
    const isRepaired = await repairRows(services, lease, page)
    const isSnapshotStale = committed.isSnapshotStale || isRepaired
    await publishSnapshot(services, lease, { ...committed, isSnapshotStale })
    const cleared = await purgeCache(services, lease, committed)
    await announce(services, committed, cleared)
    await indexSearch(services, lease, committed)
    const room = Math.max(0, services.settings.refills - observed.parsed)
    const refilled = await refillRows(services, lease, page, observed, room)
    await releaseLease(services, lease)
    const { changes } = observed
    const { passedAt, round } = committed.progress
    return {
      busy: false,
      done: passedAt >= wanted.since && round.endedAt >= wanted.since,
      compared: page.names.length,
      read: observed.read,
      applied: changes.apply.length,
      removed: changes.remove.length,
      refused: changes.problems.length,
      refilled: refilled.count,
      refilling: progressOf(refilled.state),
      pending: wanted.ids.filter((id) => observed.left.has(id)),
    }
  } catch (error) {
    await giveUpLease(services, lease)
    throw error
  }
}

function busy(pending: string[]): Report {
  const nothing = {
    compared: 0,
    read: 0,
    applied: 0,
    removed: 0,
    refused: 0,
    refilled: 0,
    refilling: null,
  }
  return { busy: true, done: false, ...nothing, pending }
}
