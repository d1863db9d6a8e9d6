import { SITE_KEY } from '../../content/model/key.ts'
import type { Site } from '../../content/model/site.ts'
import { enqueue, enqueueAll } from '../catalogue/purge-queue.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import { siteToServe } from '../read/resolve-site.ts'
import { buildSnapshot, parseSnapshot } from '../read/snapshot.ts'
import type { RowsOf } from '../stores/d1.ts'
import type { Listed } from '../stores/kv.ts'
import { brokenPages } from './broken-pages.ts'
import { compare } from './compare.ts'
import { dropPrevious } from './drop-previous.ts'
import { lookAt } from './observe.ts'
import { begun, type Progress, progressIn, turned } from './progress.ts'
import { purgeCache } from './purge-cache.ts'
import {
  beginning,
  ending,
  frontBuilt,
  giveUpLease,
  keep,
  rangeOf,
  staleMark,
} from './sync-query.ts'

export interface Wanted {
  /** To be looked at before anything else. */
  ids: string[]
  /** Done when everything was compared since this moment (milliseconds since 1970); 0: one step. */
  since: number
}

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
  /** Named ids that found no room in this run. */
  pending: string[]
}

/**
 * One bounded step towards a catalogue that holds what KV holds. Whoever calls it again and again
 * gets there: cron, `POST /api/v1/sync`, or locally each list before it is shown.
 * @throws Unavailable where a store does not answer; the next run goes on where this one stopped
 */
export async function sync(services: Services, wanted: Wanted): Promise<Report> {
  const { database, settings, clock } = services
  const holder = crypto.randomUUID()
  const now = clock()
  const [lease, ...begin] = await database.run(
    ...beginning(holder, now, settings.settleMs, settings.reads),
  )
  if (lease.length === 0) return busy(wanted.ids)
  try {
    const report = await step(services, wanted, begin, now)
    await purgeCache(services)
    await database.run(...ending(holder, clock()))
    return report
  } catch (error) {
    // Where D1 itself is down this fails too, and the lease runs out by itself.
    await database.run(giveUpLease(holder)).catch(() => undefined)
    throw error
  }
}

function busy(pending: string[]): Report {
  const nothing = { compared: 0, read: 0, applied: 0, removed: 0, refused: 0 }
  return { busy: true, done: false, ...nothing, pending }
}

type Begin = RowsOf<ReturnType<typeof beginning>> extends [unknown, ...infer Rest] ? Rest : never

async function step(
  services: Services,
  { ids, since }: Wanted,
  [expired, states, dirty]: Begin,
  now: number,
): Promise<Report> {
  const { database, settings, store } = services
  const state = (name: string) => states.find((row) => row.name === name)
  const goodSite = state('site')?.value
  const progress = begun(progressIn(state('progress')?.value), since, now)
  const { names, next } = await namesOf(services, progress)
  const last = next === null ? null : (names.at(-1)?.id ?? null)
  const [rows, problems, oldest, broken] = await database.run(
    ...rangeOf(progress.after, last, settings.reads),
  )
  const suspects = compare(names, rows, problems)
  const unchecked = oldest.filter(({ checkedAt }) => since === 0 || checkedAt < since)
  const { changes, read, left, suspected } = await lookAt(services, {
    ids: [...ids, ...dirty.map(({ id }) => id), ...suspects, ...unchecked.map(({ id }) => id)],
    listed: new Set(names.map(({ id }) => id)),
    crashed: progress.attempting,
    remember: (attempting) => keep({ ...progress, attempting }),
    now,
  })
  const [storedSite, storedFront, pages] = await Promise.all([
    store.getSite(),
    store.getSnapshot(),
    brokenPages(services, broken),
  ])
  const site = siteToServe(storedSite, goodSite)
  const isNewSite = site.text !== goodSite
  if (site.problem === null) changes.solved.push(SITE_KEY)
  else changes.problems.push(site.problem)
  changes.problems.push(...pages.problems)
  changes.solved.push(...pages.solved)

  const isCompared = !suspects.some((id) => left.has(id))
  const after = isCompared ? turned(progress, next, last) : progress
  // A reader's repair may have come before us since this run began: then it says that the front is stale.
  const [[stale]] = await database.run(
    staleMark(),
    ...reconcile(changes, now),
    ...(expired.length > 0
      ? [
          enqueue(
            expired.map(({ id }) => [id, 1]),
            now,
          ),
        ]
      : []),
    keep({ ...after, attempting: suspected }, isNewSite ? site.text : null),
    ...(isNewSite ? [enqueueAll(now)] : []),
  )
  if (after.passedAt !== progress.passedAt) await dropPrevious(database, now)
  const isChanged = changes.apply.length + changes.remove.length + expired.length > 0
  const isDue = (state('front')?.until ?? 0) <= now || stale !== undefined
  const isLost = parseSnapshot(storedFront) === null
  if (isChanged || isDue || isLost || isNewSite) await publish(services, site.site, now)

  const isUnread = ({ id, checkedAt }: { id: string; checkedAt: number }) =>
    checkedAt < since && (left.has(id) || oldest.length === settings.reads)
  return {
    busy: false,
    done: after.passedAt >= since && !unchecked.some(isUnread),
    compared: names.length,
    read,
    applied: changes.apply.length,
    removed: changes.remove.length,
    refused: changes.problems.length,
    pending: ids.filter((id) => left.has(id)),
  }
}

/** The next names, as one stretch. A cursor that KV takes no more would stop sync: it begins anew. */
async function namesOf(
  { store, database, settings }: Services,
  progress: Progress,
): Promise<{ names: Listed[]; next: string | null }> {
  const names: Listed[] = []
  let next = progress.cursor
  try {
    for (let list = 0; list < settings.lists; list += 1) {
      const page = await store.listArticles(next)
      names.push(...page.names)
      next = page.next
      if (next === null) break
    }
    return { names, next }
  } catch (error) {
    if (progress.cursor !== null) {
      await database.run(keep({ ...progress, cursor: null, after: '', startedAt: 0 }))
    }
    throw error
  }
}

async function publish({ database, store }: Services, site: Site, now: number): Promise<void> {
  const [[mark]] = await database.run(staleMark())
  const front = await buildSnapshot(database, site, now)
  await store.putSnapshot(JSON.stringify(front))
  await database.run(...frontBuilt(mark?.value ?? null, front.rebuildAt))
}
