import { isEmptyQuery, parseQuery, type Query } from '../../../content/arabic/parse-query.ts'
import { bestPassage, markWords, type Passage } from '../../../content/arabic/passage.ts'
import { plainText } from '../../../content/model/plain-text.ts'
import type { Site } from '../../../content/model/site.ts'
import { type Card, type Summary, summaryOf } from '../../../content/model/summary.ts'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import { positionAfter, positionAt } from '../../catalogue/position.ts'
import { languages } from '../../catalogue/queries/languages.ts'
import { upcoming } from '../../catalogue/queries/list.ts'
import { NO_MATCH } from '../../catalogue/queries/no-match.ts'
import {
  type FoundRow,
  MAX_COUNTED,
  newestSearch,
  rankedSearch,
  type SearchPlan,
} from '../../catalogue/queries/search.ts'
import { storedArticle } from '../../catalogue/stored.ts'
import type { Services } from '../../context.ts'
import { nextChange } from '../next-change.ts'
import { type LoadedSite, loadSite } from '../site.ts'
import { validCards } from '../valid-cards.ts'
import { type Correction, correctionsFor } from './corrections.ts'
import { anyMatch, matchesOf, type SearchFilters } from './match.ts'
import { BEST, type SearchPlace, searchCursorOf } from './search-place.ts'

export interface SearchSource {
  /** As it was typed. */
  q: string
  filters: SearchFilters
  sort: 'relevance' | 'newest'
  place: SearchPlace | null
  limit: number
  /** Also finds the languages to choose from. */
  withLanguages?: boolean
}

interface SearchHit extends Summary {
  /** The best passage, or the standfirst where only the headline or a name has the words. */
  snippet: Passage
  /** Places of the words in the headline. */
  headlineMarks: [number, number][]
  /** The first word as it stands in the text, for a link that leads to it; null where none does. */
  target: string | null
}

export interface LoadedSearch {
  site: LoadedSite
  query: Query
  /** The languages that stories name, where they were asked for. */
  languages: string[]
  items: SearchHit[]
  next: string | null
  total: { value: number; isExact: boolean }
  /** Nothing has all the words: these have any of them. */
  isAny: boolean
  /** Nothing has all the words and fits the filters, but something does without them. */
  isElsewhere: boolean
  corrections: Correction[]
  nextChange: number | null
  tags: string[]
}

/** @throws Unavailable where the catalogue does not answer */
export async function loadSearch(services: Services, source: SearchSource): Promise<LoadedSearch> {
  const { database, now } = services
  const query = parseQuery(source.q)
  const loading = loadSite(services)
  if (isEmptyQuery(query)) {
    const site = await loading
    return { ...nothing(query), site }
  }
  const place = source.place ?? startOf(source, now)
  const plan = { ...planOf(source, place, now), ...matchesOf(query, source.filters) }
  const [site, { a, b, next, named }] = await Promise.all([
    loading,
    database.run({
      ...statements(plan, place),
      next: upcoming(now),
      ...(source.withLanguages && { named: languages(now) }),
    }),
  ])
  const found = resultOf(services, [...a, ...b], {
    query,
    site: site.site,
    place,
    limit: source.limit,
    least: plan.since,
  })
  const change = nextChange(now, { articles: found.cards, upcoming: next[0]?.position })
  const base = {
    ...nothing(query),
    languages: named?.map(({ language }) => language) ?? [],
    site,
    nextChange: change,
  }
  const isFirst = source.place === null
  if (found.items.length > 0 || found.next !== null || !isFirst) return { ...base, ...found.shown }
  return { ...base, ...(await loadAlternatives(services, source, query, site.site)) }
}

/** Nothing has all the words: what has any of them, and what may have been meant. */
async function loadAlternatives(
  services: Services,
  source: SearchSource,
  query: Query,
  site: Site,
): Promise<Pick<LoadedSearch, 'items' | 'total' | 'isAny' | 'isElsewhere' | 'corrections'>> {
  const { database, now } = services
  // Words alone do not rank: by time, which costs less.
  const place: SearchPlace = { kind: 'newest', before: upperBound(source, now), ranked: null }
  const isAnyPossible = query.words.length + query.phrases.flat().length > 1
  const plan: SearchPlan = {
    ...planOf(source, place, now),
    wanted: isAnyPossible ? anyMatch(query, source.filters) : NO_MATCH,
    unwanted: '',
    headline: null,
    near: null,
    isLong: false,
    candidates: null,
  }
  const { before, since } = plan
  const { answered, spelled, found } = correctionsFor(source.q, query, {
    filters: source.filters,
    bounds: { before, since },
    now,
  })
  const { a, b, ...tried } = await database.run({
    ...statements(plan, place),
    answeredA: answered.a,
    answeredB: answered.b,
    spelledA: spelled.a,
    spelledB: spelled.b,
  })
  const rows = {
    answered: [...tried.answeredA, ...tried.answeredB],
    spelled: [...tried.spelledA, ...tried.spelledB],
  }
  const { items, total } = resultOf(services, [...a, ...b], {
    query,
    site,
    place,
    limit: source.limit,
    least: plan.since,
  })
  return { items, total, isAny: items.length > 0, ...found(rows) }
}

function startOf(source: SearchSource, now: number): SearchPlace {
  const before = upperBound(source, now)
  return source.sort === 'newest'
    ? { kind: 'newest', before, ranked: null }
    : { kind: 'ranked', before, after: BEST }
}

function upperBound({ filters: { until } }: SearchSource, now: number): number {
  return Math.min(positionAfter(now), until === undefined ? Infinity : positionAt(until))
}

function planOf(
  source: SearchSource,
  place: SearchPlace,
  now: number,
): Omit<SearchPlan, 'wanted' | 'unwanted' | 'headline' | 'near' | 'isLong' | 'candidates'> {
  const { since } = source.filters
  return {
    // A cursor may be forged or old: what is still to come stays hidden.
    before: Math.min(place.before, upperBound(source, now)),
    since: since === undefined ? -Number.MAX_SAFE_INTEGER : positionAt(since),
    now,
    limit: source.limit + 1,
  }
}

function statements(plan: SearchPlan, place: SearchPlace) {
  return place.kind === 'ranked'
    ? rankedSearch(plan, place.after)
    : newestSearch(plan, place.ranked)
}

interface Shown {
  query: Query
  site: Site
  place: SearchPlace
  limit: number
  /** The position that nothing is older than. */
  least: number
}

function resultOf(services: Services, rows: FoundRow[], shownAs: Shown) {
  const { query, site, place, limit, least } = shownAs
  const found = rows.flatMap(({ position, score, card, article, updates }) =>
    position === null || card === null || article === null
      ? []
      : [{ position, score: score ?? 0, card, article, updates: updates ?? '' }],
  )
  const page = found.slice(0, limit)
  const isMore = found.length > limit
  const { total: count, older, headed } = extentOf(rows[0], least)
  const valid = validCards(services, page)
  const cards = valid.map(({ parsed }) => parsed)
  const items = valid.map(({ parsed, article, updates }) =>
    hitOf(parsed, `${bodyOf(article)}\n${updates}`, query, site),
  )
  const next = isMore ? following(place, page.at(-1)) : beyond(place, older, headed)
  const total = {
    value: Math.min(count, MAX_COUNTED),
    isExact: older === null && count <= MAX_COUNTED,
  }
  const shown = { items, total, next: next === null ? null : searchCursorOf(next) }
  return { cards, items, total, next, shown }
}

function following(
  place: SearchPlace,
  { score, position } = { score: 0, position: 0 },
): SearchPlace {
  return place.kind === 'ranked'
    ? { ...place, after: { score, position } }
    : { ...place, before: position }
}

/** How much was found, how far back headlines were looked for, and where a search for more begins. */
function extentOf(row: FoundRow | undefined, least: number) {
  const { total = 0, looked = 0, oldest = null, until = least, headed = until } = row ?? {}
  const isFull = looked > MAX_COUNTED
  return { total, headed, older: isFull ? oldest : until > least ? until : null }
}

/** Where a search goes on that has shown all it looked at. */
function beyond(place: SearchPlace, older: number | null, headed: number): SearchPlace | null {
  if (older === null) return null
  const ranked = place.kind === 'ranked' ? { before: place.before, until: headed } : place.ranked
  return { kind: 'newest', before: older, ranked }
}

function hitOf(card: Card, text: string, query: Query, site: Site): SearchHit {
  const summary = summaryOf(card, site)
  const passage = bestPassage(text, query)
  const lead = passage ?? markWords(summary.standfirst ?? '', query)
  const [first] = passage?.marks ?? []
  return {
    ...summary,
    snippet: lead,
    headlineMarks: markWords(summary.headline, query).marks,
    target: passage && first ? passage.text.slice(...first) : null,
  }
}

function bodyOf(text: string): string {
  const article = storedArticle(text)
  return article === null ? '' : plainText(article.body)
}

function nothing(query: Query): Omit<LoadedSearch, 'site'> {
  return {
    query,
    languages: [],
    items: [],
    next: null,
    total: { value: 0, isExact: true },
    isAny: false,
    isElsewhere: false,
    corrections: [],
    nextChange: null,
    tags: [LISTS_TAG],
  }
}
