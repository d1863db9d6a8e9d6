import { LIVE_PREFIX, PAGE_PREFIX } from '../../content/model/key.ts'
import { isBrokenKey } from '../catalogue/broken-rows.ts'
import { type LiveLook, storedLive } from '../catalogue/live-row.ts'
import type { Services } from '../context.ts'
import type { Listed } from '../stores/kv.ts'
import {
  advanceRound,
  type CheckRound,
  startRound,
  unstampedIn,
  unstampedQuery,
} from './check-round.ts'
import { compare } from './compare.ts'
import type { Lease } from './lease.ts'
import { advance, type Progress, saveProgress, startPass } from './progress.ts'
import { rangeQuery } from './range-query.ts'

/** KV may return an empty page that is not the last one. One run follows this many of them. */
const MAX_EMPTY = 5

export interface Wanted {
  /** Ids to read before all others. */
  ids: string[]
  /** Done when everything was compared since this moment (milliseconds since 1970); 0: one step. */
  since: number
}

/** A page of KV's names beside what the catalogue has in the same range. */
export interface NamesPage {
  /** The progress of this pass before and after the page. */
  progress: Progress
  advanced: Progress
  names: Listed[]
  /** Ids to read, in the order of their urgency; one may occur twice. */
  ids: string[]
  /** Ids that differ between KV and the catalogue: the pass advances once all of them were read. */
  different: string[]
  /** Standing pages that are known to be invalid, by key. */
  invalidPages: string[]
  /** Live stories whose updates are to be read, and values of updates that are known to be invalid. */
  liveStories: LiveLook[]
  invalidLive: string[]
  /** Rows that are known to be damaged, by the keys of their problems. */
  brokenRows: string[]
  /** The position of the newest row in the range that another version of the code filled. */
  newestStale: number | null
  /** Where the round over unstamped values stands after this run, but for what did not fit into it. */
  roundAfter(left: Set<string>): CheckRound
}

/** Phase 2: reads the next names, and finds which values have to be read. */
export async function readPage(
  services: Services,
  { progress: saved, dirty, now }: Lease,
  { ids, since }: Wanted,
): Promise<NamesPage> {
  const { database, settings } = services
  const progress = startPass(saved, since, now)
  const { names, next } = await listNames(services, progress)
  // Where KV gave no names yet, there is nothing to compare: the range is empty.
  const last = next === null ? null : (names.at(-1)?.id ?? progress.after)
  const round = startRound(progress.round, since, now)
  const range = await database.run({
    ...rangeQuery(progress.after, last, now),
    ...unstampedQuery(round, settings.reads),
  })
  const different = compare(names, range.rows, range.problems, now)
  const named = range.named.flatMap(({ key }) => key ?? [])
  const unstamped = unstampedIn(range.unstamped)
  const isLast = unstamped.length < settings.reads
  return {
    progress,
    advanced: advance(progress, { names: names.length, next, last }),
    names,
    ids: [...ids, ...dirty, ...different, ...unstamped.map(({ id }) => id)],
    different,
    invalidPages: named.filter((key) => key.startsWith(PAGE_PREFIX)),
    liveStories: range.named.flatMap(({ live }) => (live === null ? [] : storedLive(live))),
    invalidLive: named.filter((key) => key.startsWith(LIVE_PREFIX)),
    brokenRows: named.filter(isBrokenKey),
    newestStale: range.rows.reduce<number | null>(
      (newest, { stalePosition }) =>
        stalePosition !== null && stalePosition > (newest ?? -Infinity) ? stalePosition : newest,
      null,
    ),
    roundAfter: (left) => ({
      ...progress.round,
      ...advanceRound(round, unstamped, left, isLast),
    }),
  }
}

/** The next names, as one range. A cursor that KV refuses would stop sync: the pass starts over. */
async function listNames(
  { store, database, settings }: Services,
  progress: Progress,
): Promise<{ names: Listed[]; next: string | null }> {
  const names: Listed[] = []
  let next = progress.cursor
  try {
    let full = 0
    for (let list = 0; full < settings.lists && list < settings.lists + MAX_EMPTY; list += 1) {
      const page = await store.listArticles(next)
      names.push(...page.names)
      next = page.next
      if (next === null) break
      if (page.names.length > 0) full += 1
    }
    return { names, next }
  } catch (error) {
    if (progress.cursor !== null) {
      const fromStart = { ...progress, cursor: null, after: '', startedAt: 0 }
      await database.run({ progress: saveProgress(fromStart) })
    }
    throw error
  }
}
