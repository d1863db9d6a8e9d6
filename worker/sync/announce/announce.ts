import type { Site } from '../../../content/model/site.ts'
import {
  type Announcement,
  postponeAnnouncements,
  settleAnnouncements,
  type Target,
} from '../../catalogue/announcement-queue.ts'
import type { Services } from '../../context.ts'
import { log } from '../../log.ts'
import type { Committed } from '../commit.ts'
import { type Change, changeOf } from './change.ts'
import { submitAddresses } from './index-now.ts'
import { pingHub } from './web-sub.ts'
import { callWebhook } from './webhook.ts'

/** Calls of the webhook in one run: each is an outside request, of which a run has 50. */
const MOST_CALLS = 10
/** The first pause after a failure; each is twice as long as the one before. */
const FIRST_PAUSE_MS = 2 * 60_000
const LONGEST_PAUSE_MS = 6 * 3_600_000
/** About two days of trying. Then it is no news any more. */
const MOST_TRIES = 14

interface Told extends Announcement {
  change: Change
  isTold: boolean
}

/**
 * Phase 9: tells hubs, search engines and the newsroom's programs what changed, once for each revision.
 * What cached pages do not show yet waits for the next run. Nothing here ends the run.
 * @param cleared the names that the cache was told of in this run
 */
export async function announce(
  { database, settings, clock }: Services,
  { announcements, site: { site } }: Committed,
  cleared: Set<string>,
): Promise<void> {
  const due = announcements.filter(
    ({ id, isUncleared }) => isUncleared === 0 || cleared.has(`article:${id}`),
  )
  if (due.length === 0) return
  const now = clock()
  const told = (
    await Promise.all(
      Object.entries(Object.groupBy(due, ({ target }) => target)).map(([target, all]) =>
        tell({ target: target as Target, all, site, settings, now }),
      ),
    )
  ).flat()
  const isOver = ({ tries }: Announcement) => tries + 1 >= MOST_TRIES
  await database.run({
    settled: settleAnnouncements(
      told
        .filter((each) => each.isTold || isOver(each))
        .map(({ target, id, change }) => ({ target, id, told: change.told })),
    ),
    failed: postponeAnnouncements(
      told
        .filter((each) => !each.isTold && !isOver(each))
        .map(({ target, id, tries }) => ({
          target,
          id,
          dueAt: now + Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS),
        })),
    ),
  })
}

interface Telling {
  target: Target
  all: Announcement[]
  site: Site
  settings: Services['settings']
  now: number
}

/** What of these the target was told, and what failed; the others have no room in this run. */
async function tell({ target, all, site, settings, now }: Telling): Promise<Told[]> {
  const changed = all.map((each) => ({ ...each, change: changeOf(each, now) }))
  const { origin = '', hub = '' } = site
  if (target === 'webhook') {
    const { webhook } = settings
    const silent = changed.filter(({ change }) => change.events.length === 0)
    const loud = changed.filter(({ change }) => change.events.length > 0).slice(0, MOST_CALLS)
    const calls = loud.map(async (each) => {
      const call = { change: each.change, site, now }
      const isTold = webhook !== undefined && (await succeeds(callWebhook(webhook, call)))
      return { ...each, isTold }
    })
    return [...silent.map((each) => ({ ...each, isTold: true })), ...(await Promise.all(calls))]
  }
  const isWorth = ({ change, isMoved }: (typeof changed)[number]) =>
    change.told !== null || isMoved === 1
  const worth = changed.filter(isWorth).map(({ change }) => change)
  const isTold =
    worth.length === 0 ||
    (await succeeds(
      target === 'web-sub'
        ? pingHub({ hub, origin }, worth)
        : submitAddresses({ key: settings.indexNowKey ?? '', origin }, worth),
    ))
  return changed.map((each) => ({ ...each, isTold: isTold || !isWorth(each) }))
}

async function succeeds(call: Promise<void>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    log('a change was not announced; a later sync tries again', error)
    return false
  }
}
