import { z } from 'zod'
import { summarySchema } from '../../../content/model/summary.ts'
import { SEARCH } from '../../http/cache-policy.ts'
import { loadSearch } from '../../read/search/load-search.ts'
import { searchPlaceIn } from '../../read/search/search-place.ts'
import { loadSite } from '../../read/site.ts'
import { operation } from './operation.ts'
import * as parameters from './parameters.ts'
import { unlessUnavailable } from './search-unavailable.ts'

const { section, topic, author, language, since, until } = parameters

const hit = summarySchema.extend({
  /** The best passage; `marks` are places of the words in it, from the first to before the second. */
  snippet: z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
})

/** Articles that have every word of a query. */
export const searchArticles = operation({
  id: 'searchArticles',
  method: 'GET',
  path: '/search',
  summary: 'Search articles',
  arabicSummary: 'البحث في الأخبار',
  query: z.object({
    q: parameters.q,
    section,
    topic,
    author,
    since,
    until,
    language,
    sort: parameters.sort,
    limit: parameters.searchLimit,
    cursor: parameters
      .parsed(searchPlaceIn, 'invalid cursor; use "next" from the previous response')
      .optional()
      .describe('"next" of the previous response'),
  }),
  answer: z.object({
    items: z.array(hit),
    next: z.string().nullable(),
    /** Exact up to 200; otherwise there are more. */
    total: z.object({ value: z.int(), isExact: z.boolean() }),
    /** Where nothing has all the words: queries that may have been meant. Each has results. */
    corrections: z.array(z.object({ q: z.string(), reason: z.enum(['keyboard', 'spelling']) })),
  }),
  async handle(c, query) {
    const { services } = c.var
    const { q, sort, limit, cursor: place = null, language: tag, ...filters } = query
    const { site } = await loadSite(services)
    const own = tag === undefined ? {} : { language: { tag, isSites: tag === site.language } }
    const source = { q, sort, limit, place, filters: { ...filters, ...own } }
    const found = await unlessUnavailable(c, loadSearch(services, source))
    if (found instanceof Response) return found
    const { next, total, corrections, nextChange, tags } = found
    // Those that have only some of the words are no answer to a program.
    const items = found.isAny ? [] : found.items.map(({ headlineMarks, target, ...item }) => item)
    const value = {
      items,
      next,
      total: found.isAny ? { value: 0, isExact: true } : total,
      corrections,
    }
    return { value, policy: SEARCH, nextChange, tags }
  },
})
