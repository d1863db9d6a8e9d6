import { slugOf } from '../content/model/id.ts'
import { positionOf } from '../worker/catalogue/position.ts'
import { articleQuery } from '../worker/catalogue/queries/article.ts'
import { correctionsQuery } from '../worker/catalogue/queries/correction-list.ts'
import { sectionCounts, topicCounts } from '../worker/catalogue/queries/counts.ts'
import { frontForReader } from '../worker/catalogue/queries/front.ts'
import { languages } from '../worker/catalogue/queries/languages.ts'
import {
  countQuery,
  listQuery,
  nameQuery,
  newerQuery,
  type Selection,
  upcoming,
} from '../worker/catalogue/queries/list.ts'
import { previousPathQuery } from '../worker/catalogue/queries/previous-path.ts'
import { problemQuery, statusQuery } from '../worker/catalogue/queries/status.ts'
import type { Statement } from '../worker/stores/d1.ts'

const NOW = Date.UTC(2026, 0, 2)
const PAGE = 24
const slug = (name: string) => slugOf(name) ?? ''
const COMMON = slug('موضوع 0')
const RARE = slug('موضوع 1500')
const EVERY_SECTION = ['arab-world', 'world', 'economy', 'science', 'culture', 'sport']

/** What readers and programs make the catalogue do, each as the one batch that it is. */
export function readerQueries(count: number): Record<string, readonly Statement[]> {
  const list = (selection: Selection, before: number | null = null, limit = PAGE) => [
    ...Object.values(listQuery(selection, before, limit, NOW)),
    upcoming(NOW),
    nameQuery(selection, NOW),
  ]
  /** Its first page, which also says how many stories there are. */
  const named = (selection: Selection) => [...list(selection), countQuery(selection, NOW)]
  const deep = positionOf('', Date.UTC(2003, 0, 1))
  const middle = Math.floor(count / 2)
  const french = { tag: 'fr', isSites: false }
  return {
    'article, with related and next': [articleQuery(`story-${middle - (middle % 20)}`, NOW)],
    'address of a previous system': [previousPathQuery(['/2014/05/flood', '/p/12'], NOW)],
    'article that is not there': [articleQuery('nowhere', NOW)],
    'front page, its stored front lost': [
      upcoming(NOW),
      ...Object.values(frontForReader(EVERY_SECTION, NOW)),
    ],
    'section, page 1, the same': list({ section: 'world' }),
    'section, page 200': list({ section: 'world' }, deep),
    'topic, common': named({ topic: COMMON }),
    'topic, common, deep': list({ topic: COMMON }, deep),
    'topic, rare': named({ topic: RARE }),
    author: named({ author: slug('كاتب 0') }),
    'archive of a day': list({ since: Date.UTC(2010, 5, 1), until: Date.UTC(2010, 5, 2) }),
    'API, 100 newest': list({}, null, 100),
    'API, a rare language': list({ language: french }, null, 100),
    'API, topic and section': list({ topic: COMMON, section: 'sport' }, null, 100),
    'API, topic and author': list({ topic: COMMON, author: slug('كاتب 200') }, null, 100),
    'API, all parameters': list(
      {
        topic: COMMON,
        author: slug('كاتب 0'),
        section: 'arab-world',
        language: french,
        since: Date.UTC(2000, 0, 1),
        until: NOW,
      },
      null,
      100,
    ),
    'API, a rare language, and the way back': [
      ...list({ language: french }, deep, 100),
      ...Object.values(newerQuery({ language: french }, deep, 100, NOW)),
    ],
    'API, 100 deep, and the way back': [
      ...list({}, deep, 100),
      ...Object.values(newerQuery({}, deep, 100, NOW)),
    ],
    corrections: Object.values(correctionsQuery(null, 50, NOW)),
    'corrections, deep': Object.values(correctionsQuery(deep, 50, NOW)),
    'sections with counts': Object.values(sectionCounts(EVERY_SECTION, NOW)),
    'topics with counts': Object.values(topicCounts(NOW)),
    'languages of the search page': [languages(NOW)],
    status: Object.values(statusQuery()),
    'status for the operator': Object.values({ ...statusQuery(), ...problemQuery() }),
  }
}
