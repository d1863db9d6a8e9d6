import { type Context, Hono } from 'hono'
import { isEmptyQuery, parseQuery } from '../../../content/arabic/parse-query.ts'
import { isId, slugOf } from '../../../content/model/id.ts'
import { languageTag } from '../../../content/model/phrasing.ts'
import type { Site } from '../../../content/model/site.ts'
import type { SearchValues } from '../../../web/components/search-filters.tsx'
import { type SearchFindings, searchPage } from '../../../web/pages/search-page.tsx'
import type { AppEnv } from '../../context.ts'
import { PAGE, SEARCH } from '../../http/cache-policy.ts'
import { RETRY_UNAVAILABLE } from '../../http/request-limits.ts'
import { respondPage } from '../../http/respond.ts'
import { loadList } from '../../read/list.ts'
import { dayBounds } from '../../read/search/day-bounds.ts'
import { type LoadedSearch, loadSearch } from '../../read/search/load-search.ts'
import { searchPlaceIn } from '../../read/search/search-place.ts'
import { loadSite } from '../../read/site.ts'
import { Unavailable } from '../../stores/timeout.ts'

const RESULTS = 10
const MAX_LENGTH = 300

/** Search, complete without script. A parameter that means nothing is left out. */
export const search = new Hono<AppEnv>().get('/', async (c) => {
  const { services } = c.var
  const site = await loadSite(services)
  const values = valuesIn(c, site.site)
  if (isEmptyQuery(parseQuery(values.q))) return respondNewest(c, values)
  const place = searchPlaceIn(c.req.query('cursor') ?? '')
  try {
    const found = await loadSearch(services, {
      q: values.q,
      filters: filtersOf(values, site.site),
      sort: values.sort === 'newest' ? 'newest' : 'relevance',
      place,
      limit: RESULTS,
      withLanguages: true,
    })
    const findings = findingsOf(found, values, place === null)
    const { nextChange, tags, languages } = found
    const page = searchPage({ ...NOTHING, values, languages, found: findings })
    return respondPage(c, page, site, { policy: SEARCH, nextChange, tags })
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return respondUnavailable(c, values)
  }
})

const NOTHING = { languages: [], found: null, newest: [], isUnavailable: false, isWordless: false }

/** Nothing to look for: what there is. No languages to choose from: the snapshot has none, and D1 is not asked. */
async function respondNewest(c: Context<AppEnv>, values: SearchValues): Promise<Response> {
  const { site, items, nextChange, tags } = await loadNewest(c)
  const isWordless = values.q.trim() !== ''
  const page = searchPage({ ...NOTHING, values, newest: items, isWordless })
  return respondPage(c, page, site, { policy: PAGE, nextChange, tags })
}

/** The catalogue does not answer: the snapshot still has the newest stories. */
async function respondUnavailable(c: Context<AppEnv>, values: SearchValues): Promise<Response> {
  const site = await loadSite(c.var.services)
  const newest = await loadNewest(c).then(
    (list) => list.items,
    () => [],
  )
  const page = searchPage({ ...NOTHING, values, newest, isUnavailable: true })
  const headers = { 'Retry-After': String(RETRY_UNAVAILABLE) }
  return respondPage(c, page, site, { status: 503, policy: null, headers })
}

function loadNewest(c: Context<AppEnv>) {
  return loadList(c.var.services, { selection: {}, fromSnapshot: true })
}

function valuesIn(c: Context<AppEnv>, site: Site): SearchValues {
  const value = (name: string) => (c.req.query(name) ?? '').toWellFormed().slice(0, MAX_LENGTH * 20)
  const day = (name: string) => (dayBounds(value(name), site.timeZone) ? value(name) : '')
  const [section, language] = [value('section'), value('language')]
  return {
    q: value('q'),
    section: isId(section) ? section : '',
    topic: slugOf(value('topic').slice(0, MAX_LENGTH)) === null ? '' : value('topic'),
    author: slugOf(value('author').slice(0, MAX_LENGTH)) === null ? '' : value('author'),
    since: day('since'),
    until: day('until'),
    language: languageTag.safeParse(language).success ? language : '',
    sort: value('sort') === 'newest' ? 'newest' : '',
  }
}

function filtersOf(values: SearchValues, site: Site) {
  const { section, topic, author, since, until, language } = values
  const topicSlug = slugOf(topic)
  const authorSlug = slugOf(author)
  const first = dayBounds(since, site.timeZone)
  const last = dayBounds(until, site.timeZone)
  return {
    ...(section !== '' && { section }),
    ...(topicSlug !== null && { topic: topicSlug }),
    ...(authorSlug !== null && { author: authorSlug }),
    ...(first && { since: first.from }),
    ...(last && { until: last.until }),
    ...(language !== '' && { language: { tag: language, isSites: language === site.language } }),
  }
}

function findingsOf(found: LoadedSearch, values: SearchValues, isFirst: boolean): SearchFindings {
  const { items, next, total, isAny, isElsewhere, query, corrections } = found
  const { q, sort } = values
  return {
    items,
    next: next && addressOf({ ...values, cursor: next }),
    first: isFirst ? null : addressOf({ ...values }),
    anywhere: isElsewhere ? addressOf({ q, sort }) : null,
    total,
    isAny,
    isCut: query.isCut,
    corrections: corrections.map(({ q }) => ({ q, href: addressOf({ ...values, q }) })),
  }
}

function addressOf(values: Record<string, string>): string {
  const filled = Object.entries(values).filter(([, value]) => value !== '')
  return `/search?${new URLSearchParams(filled)}`
}
