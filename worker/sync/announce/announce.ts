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
const MAX_CALLS = 10
/** The first pause after a failure; each is twice as long as the one before. */
const FIRST_PAUSE_MS = 2 * 60_000
const MAX_PAUSE_MS = 6 * 3_600_000
/** About two days of attempts: after that it is no longer news. */
const MAX_TRIES = 14

interface Attempt extends Announcement {
  change: Change
  isSent: boolean
}

/**
 * Phase 9: announces changes to hubs, search engines and the newsroom's programs, once for each revision.
 * What cached pages do not show yet waits for the next run. A failure here does not end the run.
 * @param cleared the names that this run has cleared from the cache
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
  const attempts = (
    await Promise.all(
      Object.entries(Object.groupBy(due, ({ target }) => target)).map(([target, all]) =>
        send({ target: target as Target, all, site, settings, now }),
      ),
    )
  ).flat()
  const isOver = ({ tries }: Announcement) => tries + 1 >= MAX_TRIES
  await database.run({
    settled: settleAnnouncements(
      attempts
        .filter((each) => each.isSent || isOver(each))
        .map(({ target, id, change }) => ({ target, id, sent: change.sent })),
    ),
    failed: postponeAnnouncements(
      attempts
        .filter((each) => !each.isSent && !isOver(each))
        .map(({ target, id, tries }) => ({
          target,
          id,
          dueAt: now + Math.min(FIRST_PAUSE_MS * 2 ** tries, MAX_PAUSE_MS),
        })),
    ),
  })
}

interface Sending {
  target: Target
  all: Announcement[]
  site: Site
  settings: Services['settings']
  now: number
}

/** What was sent and what failed; the changes that are left out have no room in this run. */
async function send({ target, all, site, settings, now }: Sending): Promise<Attempt[]> {
  const changed = all.map((each) => ({ ...each, change: changeOf(each, now) }))
  const { origin = '', hub = '' } = site
  if (target === 'webhook') {
    const { webhook } = settings
    const withoutEvents = changed.filter(({ change }) => change.events.length === 0)
    const withEvents = changed.filter(({ change }) => change.events.length > 0).slice(0, MAX_CALLS)
    const calls = withEvents.map(async (each) => {
      const call = { change: each.change, site, now }
      const isSent = webhook !== undefined && (await succeeds(callWebhook(webhook, call)))
      return { ...each, isSent }
    })
    return [
      ...withoutEvents.map((each) => ({ ...each, isSent: true })),
      ...(await Promise.all(calls)),
    ]
  }
  const isNews = ({ change, isMoved }: (typeof changed)[number]) =>
    change.sent !== null || isMoved === 1
  const changes = changed.filter(isNews).map(({ change }) => change)
  const isSent =
    changes.length === 0 ||
    (await succeeds(
      target === 'web-sub'
        ? pingHub({ hub, origin }, changes)
        : submitAddresses({ key: settings.indexNowKey ?? '', origin }, changes),
    ))
  return changed.map((each) => ({ ...each, isSent: isSent || !isNews(each) }))
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
