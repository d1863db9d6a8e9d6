import { isVisible, type Summary, summaryOf } from '../../content/model/summary.ts'
import { cacheTag, LISTS_TAG } from '../catalogue/cache-tag.ts'
import { cursorOf } from '../catalogue/position.ts'
import { PAGE_SIZE } from '../catalogue/queries/front.ts'
import {
  countQuery,
  listQuery,
  nameQuery,
  newerQuery,
  type Selection,
  upcoming,
} from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'
import { nextChange } from './next-change.ts'
import { type LoadedSite, loadSite } from './site.ts'
import { loadSnapshot } from './snapshot.ts'
import { listInSnapshot } from './snapshot-list.ts'
import { validCards } from './valid-cards.ts'

/** A list to load: which articles, from where on, and how many. */
export interface ListSource {
  selection: Selection
  /** A position: only what is older. Null for the newest. */
  before?: number | null
  limit?: number
  /** Also finds the way back to the page before. */
  withNewer?: boolean
  /** Also counts the articles, of a topic or an author. */
  withCount?: boolean
  /** Reads the newest page from the snapshot where that holds the list, which costs no database. */
  fromSnapshot?: boolean
}

/** A page of articles, newest first. Pages, API answers and feeds are renderers of it. */
export interface LoadedList {
  site: LoadedSite
  items: Summary[]
  /** The cursor of what is older; null where there is nothing. */
  older: string | null
  /** The cursor of the page before, where it was asked for and there is one. */
  newer: string | null
  /** When it changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
  /** The cache tags of an answer that shows it. */
  tags: string[]
  /** How the newest article writes the topic or the author; null where there is none. */
  name: string | null
  /** How many there are, if that was asked for: `MAX_COUNTED` + 1 stands for more. */
  count: number | null
  /** Not from a whole snapshot, because KV did not give one: cached for a short time only. */
  isFallback: boolean
}

/** @throws Unavailable where the catalogue does not answer and the snapshot does not hold the list */
export async function loadList(services: Services, source: ListSource): Promise<LoadedList> {
  const { selection, before = null, fromSnapshot = false, limit = PAGE_SIZE } = source
  const tags = await selectionTags(selection)
  const started = fromSnapshot && before === null ? loadSnapshot(services) : null
  const [site, snapshot] = await Promise.all([started && loadSite(services), started])
  const found = site && snapshot && listInSnapshot(snapshot, selection, limit, services.now)
  const inSnapshot = (isFallback: boolean) => {
    if (!found) return null
    const { cards, older, nextChange } = found
    const items = cards.map((card) => summaryOf(card, site.site))
    return {
      site,
      items,
      older,
      nextChange,
      newer: null,
      tags,
      name: null,
      count: null,
      isFallback,
    }
  }
  const list = found?.isShort ? null : inSnapshot(snapshot?.isDamaged ?? false)
  if (list !== null) return list
  const isFallback = started !== null && snapshot === null
  try {
    return { ...(await queryList(services, { ...source, before, limit })), tags, isFallback }
  } catch (error) {
    // A short list is more than none.
    const short = error instanceof Unavailable ? inSnapshot(true) : null
    if (short === null) throw error
    return short
  }
}

async function queryList(
  services: Services,
  { selection, before, limit, withNewer = false, withCount = false }: ListSource & Place,
) {
  const { database, now } = services
  const nothing = { newer: [], newerEnd: [] }
  const isFirst = before === null
  const [site, { rows, windowEnd, newer, newerEnd, next, name, count }] = await Promise.all([
    loadSite(services),
    database.run({
      ...listQuery(selection, before, limit, now),
      ...(isFirst || !withNewer ? nothing : newerQuery(selection, before, limit, now)),
      next: upcoming(now),
      name: nameQuery(selection, now),
      ...(withCount && { count: countQuery(selection, now) }),
    }),
  ])
  const page = rows.slice(0, limit)
  // A window that ends before the page is full goes on where it ended.
  const end = rows.length > limit ? page.at(-1)?.position : windowEnd[0]?.position
  const cards = validCards(services, page).map(({ parsed }) => parsed)
  return {
    site,
    items: cards.filter((card) => isVisible(card, now)).map((card) => summaryOf(card, site.site)),
    older: end === undefined ? null : cursorOf(end),
    newer: cursorOfNewer(limit, newer, newerEnd),
    nextChange: nextChange(now, { articles: cards, upcoming: next[0]?.position }),
    name: name[0]?.name ?? null,
    count: count?.[0]?.count ?? null,
  }
}

interface Place {
  before: number | null
  limit: number
}

/**
 * The cursor of the page before: below the first article that is not on it any more. Where fewer are
 * newer, that page is the first one, and shows some of this page again.
 */
function cursorOfNewer(
  limit: number,
  newer: { position: number }[] = [],
  newerEnd: { position: number }[] = [],
): string | null {
  const beyond = newer[limit]?.position
  if (beyond !== undefined) return cursorOf(beyond)
  const newest = newerEnd[0]?.position ?? newer.at(-1)?.position
  return newest === undefined ? null : cursorOf(newest + 1)
}

/** The cache tags of a list. */
export async function selectionTags({ section, topic, author }: Selection): Promise<string[]> {
  const tags = await Promise.all([
    ...(section ? [cacheTag('section', section)] : []),
    ...(topic ? [cacheTag('topic', topic)] : []),
    ...(author ? [cacheTag('author', author)] : []),
  ])
  return [...tags, LISTS_TAG]
}
