import {
  type Announcement,
  dueAnnouncements,
  enqueueAnnouncements,
} from '../catalogue/announcement-queue.ts'
import {
  type Changed,
  dueTags,
  enqueue,
  enqueueAll,
  enqueueRelease,
  type StaleName,
} from '../catalogue/purge-queue.ts'
import { type Unindexed, unindexed } from '../catalogue/queries/search-index.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import { isCredible } from '../catalogue/settle.ts'
import type { Services } from '../context.ts'
import type { ResolvedSite } from '../read/resolve-site.ts'
import { targetsOf } from './announce/targets.ts'
import { dropPrevious } from './drop-previous.ts'
import { fence, type Lease } from './lease.ts'
import type { Observed } from './observe.ts'
import { type Progress, saveProgress } from './progress.ts'
import type { ObservedLive } from './read-live.ts'
import type { NamesPage } from './read-page.ts'
import { getState, type State, setState } from './state.ts'

/** How much one run tells others of. */
const MAX_ANNOUNCEMENTS = 100

export interface Committed {
  progress: Progress
  site: ResolvedSite
  /** Something changed that the snapshot shows. */
  isSnapshotStale: boolean
  /** What to tell the cache, and what to add to the search index. */
  due: StaleName[]
  changed: Unindexed[]
  /** What to tell others of. */
  announcements: Announcement[]
}

/** Phase 5: one transaction that brings the catalogue in line with what was observed. */
export async function commit(
  { database, clock, settings }: Services,
  lease: Lease,
  { advanced, progress: before, different, roundAfter }: NamesPage,
  { changes, left, suspects, site, snapshot }: Observed,
  live: ObservedLive,
): Promise<Committed> {
  const { now, expired, relisted, lastGoodSite, progress: saved } = lease
  const isCompared = !different.some((id) => left.has(id))
  const progress = {
    ...(isCompared ? advanced : before),
    round: roundAfter(left),
    attempting: suspects,
  }
  const isPassed = progress.passedAt !== saved.passedAt
  const isMoved = progress.cursor !== saved.cursor || changes.apply.length > 0
  const moved: State = { name: isPassed ? 'finished' : 'moved', value: '', until: clock() }
  const siteText = JSON.stringify(site.site)
  const isNewSite = site.problem === null && siteText !== lastGoodSite
  const turned = [
    ...expired.map((id): Changed => [id, 1]),
    ...relisted.map((id): Changed => [id, 0]),
  ]
  const targets = targetsOf(settings, site.site)
  const { stale, due, changed, announcements } = await database.run({
    held: fence(lease),
    // Set before our own changes: then a reader's repair since this run began has set it.
    stale: getState('stale'),
    changes: reconcile(changes, now),
    live: live.statements,
    turned: turned.length > 0 ? [enqueue(turned, now)] : [],
    progress: saveProgress(progress, isPassed || isMoved ? [moved] : []),
    site: isNewSite ? [setState('site', siteText, 0), enqueueAll(now)] : [],
    // First, so that what it queues is due already.
    release: settings.version === undefined ? [] : enqueueRelease(settings.version, clock()),
    announcing: enqueueAnnouncements(targets, clock()),
    announcements: dueAnnouncements(targets, MAX_ANNOUNCEMENTS, clock()),
    due: dueTags(clock()),
    changed: unindexed(settings.index),
  })
  if (isPassed) await dropPrevious(database, now)
  const isDamaged = snapshot === null || snapshot.isDamaged || !isCredible(snapshot.builtAt, now)
  const isChanged = changes.apply.length + changes.remove.length + turned.length > 0
  return {
    progress,
    site,
    isSnapshotStale:
      isChanged || isNewSite || isDamaged || live.isShownOtherwise || stale.length > 0,
    due,
    changed,
    announcements,
  }
}
