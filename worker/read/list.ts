import { type Card, isVisible, type Summary, summaryOf } from '../../content/model/summary.ts'
import { cacheTag, LISTS_TAG } from '../catalogue/cache-tag.ts'
import { cursorOf } from '../catalogue/position.ts'
import { PAGE_SIZE } from '../catalogue/queries/front.ts'
import { listQuery, nameQuery, type Selection, upcoming } from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import { nextChange } from './next-change.ts'
import { type LoadedSite, loadSite } from './site.ts'
import { loadSnapshot } from './snapshot.ts'
import { listInSnapshot } from './snapshot-list.ts'

/** A list to load: which articles, from where on, and how many. */
export interface ListSource {
  selection: Selection
  /** A position: only what is older. Null for the newest. */
  before?: number | null
  limit?: number
  /** Reads the newest page from the snapshot where that holds the list, which costs no database. */
  fromSnapshot?: boolean
}

/** A page of articles, newest first. Pages, API answers and feeds are renderers of it. */
export interface LoadedList {
  site: LoadedSite
  items: Summary[]
  /** The cursor of what is older; null where there is nothing. */
  older: string | null
  /** When it changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
  /** The cache tags of an answer that shows it. */
  tags: string[]
  /** How the newest article writes the topic or the author; null where there is none. */
  name: string | null
  /** Read from the catalogue because KV did not give the snapshot: cached for a short time only. */
  isFallback: boolean
}

/** @throws Unavailable where the catalogue does not answer and the snapshot does not hold the list */
export async function loadList(services: Services, source: ListSource): Promise<LoadedList> {
  const { selection, before = null, limit = PAGE_SIZE, fromSnapshot = false } = source
  const tags = await selectionTags(selection)
  const started = fromSnapshot && before === null ? loadSnapshot(services) : null
  const [site, snapshot] = await Promise.all([started && loadSite(services), started])
  const found = site && snapshot && listInSnapshot(snapshot, selection, limit, services.now)
  if (found) {
    const { cards, ...more } = found
    const items = cards.map((card) => summaryOf(card, site.site))
    return { site, items, ...more, tags, name: null, isFallback: false }
  }
  const isFallback = started !== null && snapshot === null
  return { ...(await queryList(services, selection, before, limit)), tags, isFallback }
}

async function queryList(
  services: Services,
  selection: Selection,
  before: number | null,
  limit: number,
) {
  const { database, now } = services
  const [site, { rows, windowEnd, next, name }] = await Promise.all([
    loadSite(services),
    database.run({
      ...listQuery(selection, before, limit, now),
      next: upcoming(now),
      name: nameQuery(selection, now),
    }),
  ])
  const page = rows.slice(0, limit)
  // A window that ends before the page is full goes on where it ended.
  const end = rows.length > limit ? page.at(-1)?.position : windowEnd[0]?.position
  const cards = page.map(({ card }) => JSON.parse(card) as Card)
  return {
    site,
    items: cards.filter((card) => isVisible(card, now)).map((card) => summaryOf(card, site.site)),
    older: end === undefined ? null : cursorOf(end),
    nextChange: nextChange(now, { articles: cards, upcoming: next[0]?.position }),
    name: name[0]?.name ?? null,
  }
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
