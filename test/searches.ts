import { analyse } from '../content/arabic/analyse.ts'
import { parseQuery } from '../content/arabic/parse-query.ts'
import { positionAfter } from '../worker/catalogue/position.ts'
import { newestSearch, rankedSearch, type SearchPlan } from '../worker/catalogue/queries/search.ts'
import { newestMatching } from '../worker/catalogue/queries/suggest.ts'
import { correctionsFor } from '../worker/read/search/corrections.ts'
import { beginningMatch, matchesOf, type SearchFilters } from '../worker/read/search/match.ts'
import { BEST } from '../worker/read/search/search-place.ts'
import type { Statement } from '../worker/stores/d1.ts'

const search = (q: string, more = '') =>
  `/api/v1/search?q=${encodeURIComponent(q)}${encodeURI(more)}`
const suggest = (q: string) => `/api/v1/suggest?q=${encodeURIComponent(q)}`

/**
 * Searches of a generated archive (generator.ts), in which every word stands in most articles: the
 * dearest of each kind.
 */
export const SEARCHES: Record<string, string[]> = {
  'one word, the commonest': [search('في'), search('الماء')],
  'one word, newest first': [search('كتاب', '&sort=newest')],
  'eight words': [search('الماء المدينة رجل كتاب طريق الجبل السوق صباح')],
  'twelve words': [search('الماء المدينة رجل كتاب طريق الجبل السوق صباح بيت شجرة البحر سفينة')],
  'a phrase of two common words': [search('"رجل كتاب"')],
  'a phrase of common words that is nowhere': [search('"رجل كتاب طريق الجبل السوق"')],
  'two phrases': [search('"رجل كتاب" "الجبل السوق"')],
  'without a common word': [search('الماء -المدينة'), search('الماء -في -من -إلى -على')],
  'without a phrase': [search('الماء -"رجل كتاب"')],
  'a rare word': [search('1500')],
  'a rare word and a common one': [search('1500 الماء')],
  'filters that match nothing': [
    search('الماء', '&section=nowhere'),
    search('الماء', '&topic=nothing'),
    search('الماء', '&language=fr'),
    search('الماء', '&since=2030-01-01T00:00:00Z'),
  ],
  'filters that match seldom': [
    search('الماء', '&topic=موضوع 1500'),
    search('الماء', '&author=كاتب 250&section=sport'),
    search('الماء', '&language=en&section=sport&topic=موضوع 3'),
  ],
  'a year long ago': [
    search('الماء', '&since=2003-01-01T00:00:00Z&until=2004-01-01T00:00:00Z'),
    search('"رجل كتاب"', '&until=2003-01-01T00:00:00Z'),
  ],
  'nothing found: corrections': [search('المدينتخ'), search('الماء شجرضة'), search('hgl]dkm')],
  'a name in no story': [search('زقزقانيوس')],
  'suggestions for one letter': [suggest('ا'), suggest('م'), suggest('ك')],
  'suggestions for a word': [suggest('موضوع'), suggest('كاتب 2')],
}

const EVERYTHING = -Number.MAX_SAFE_INTEGER

/** The statements of each kind of search, as the worker sends them. */
export function searchStatements(now: number): Record<string, Statement[]> {
  const plan = (q: string, filters: SearchFilters = {}): SearchPlan => ({
    ...matchesOf(parseQuery(q), filters),
    before: positionAfter(now),
    since: EVERYTHING,
    now,
    limit: 11,
  })
  const filters = { section: 'nowhere', topic: 'x', language: { tag: 'ar', isSites: true } }
  const ranked = { before: positionAfter(now), until: EVERYTHING }
  const typed = 'الماء شجرضة'
  const bounds = { before: ranked.before, since: EVERYTHING }
  const tried = correctionsFor(typed, parseQuery(typed), { filters: {}, bounds, now })
  return {
    'a word': Object.values(rankedSearch(plan('الماء'), BEST)),
    'a phrase, and words that must not be there': Object.values(
      rankedSearch(plan('"رجل كتاب" الماء -المدينة'), BEST),
    ),
    'filters that match nothing': Object.values(rankedSearch(plan('الماء', filters), BEST)),
    'newest first': Object.values(newestSearch(plan('الماء'), null)),
    'what is older than the ranked ones': Object.values(newestSearch(plan('الماء'), ranked)),
    corrections: [tried.answered, tried.spelled].flatMap((each) => Object.values<Statement>(each)),
    suggestions: (['name', 'headline'] as const).flatMap((place) =>
      Object.values(newestMatching(beginningMatch(analyse('ا'), place), ranked.before, now, 40)),
    ),
  }
}
