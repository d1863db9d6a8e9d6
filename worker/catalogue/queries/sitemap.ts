import type { Statement } from '../../stores/d1.ts'
import { positionAfter, positionAt } from '../position.ts'
import { TABLES as T } from '../tables.ts'
import { listIn } from './references.ts'

/** How many articles one part of a sitemap holds: with their translations within the budget of rows. */
export const PART_LENGTH = 300
const MAX_TRANSLATIONS = 100
/** 74 years: one row is read for each. */
const MAX_MONTHS = 890
/** What is older seldom changes: the index does not say when it did. */
const MAX_DATED = 100

const SECOND = `${positionAt(1000) - positionAt(0)}`

/** The months (UTC) that have articles, newest first, each found by one step along the index. */
export function monthsQuery(now: number) {
  const newestBefore = (limit: string) => `SELECT position FROM ${T.articles}
    WHERE listed = 1 AND position < ${limit} ORDER BY position DESC LIMIT 1`
  const startOf = (position: string) =>
    `unixepoch(${position} / ${SECOND}, 'unixepoch', 'start of month')`
  return {
    months: {
      sql: `WITH RECURSIVE month (position) AS (
          SELECT (${newestBefore('?1')})
          UNION ALL
          SELECT (${newestBefore(`${startOf('month.position')} * ${SECOND}`)}) FROM month
            WHERE month.position IS NOT NULL LIMIT ${MAX_MONTHS})
        SELECT strftime('%Y-%m', position / ${SECOND}, 'unixepoch') AS month, position AS newest
        FROM month WHERE position IS NOT NULL`,
      params: [positionAfter(now)],
    } as Statement<{ month: string; newest: number }>,
    dated: {
      sql: `SELECT month, changed_at AS changedAt FROM ${T.months}
        ORDER BY month DESC LIMIT ${MAX_DATED}`,
      params: [],
    } as Statement<{ month: string; changedAt: number }>,
    published: {
      sql: `SELECT value FROM ${T.counters} WHERE name = 'status:published'`,
      params: [],
    } as Statement<{ value: number }>,
    next: {
      sql: `SELECT position FROM ${T.articles} WHERE listed = 1 AND position >= ?1
        ORDER BY position LIMIT 1`,
      params: [positionAfter(now)],
    } as Statement<{ position: number }>,
  }
}

/** The articles between two moments (milliseconds since 1970) with what a sitemap says of each. */
export function sitemapQuery(from: number, until: number, now: number) {
  const params = [positionAt(from), Math.min(positionAt(until), positionAfter(now))]
  const part = `SELECT position, card,
      CASE WHEN json_valid(article) THEN article ->> '$.translations' END AS translations,
      CASE WHEN json_valid(article) THEN article ->> '$.corrections' END AS corrections
    FROM ${T.articles} WHERE listed = 1 AND position >= ?1 AND position < ?2
    ORDER BY position DESC LIMIT ${PART_LENGTH}`
  return {
    rows: { sql: part, params } as Statement<{
      position: number
      card: string
      /** Language to id, as JSON. */
      translations: string | null
      corrections: string | null
    }>,
    translated: {
      sql: `SELECT other.position, other.card FROM (${part}) AS part
        CROSS JOIN json_each(${listIn('part.translations')}) AS named
        CROSS JOIN ${T.articles} AS other ON other.id = named.value
        WHERE other.listed = 1 AND other.position < ?3 LIMIT ${MAX_TRANSLATIONS}`,
      params: [...params, positionAfter(now)],
    } as Statement<{ position: number; card: string }>,
    next: {
      sql: `SELECT position FROM ${T.articles} WHERE listed = 1 AND position >= ?1
        ORDER BY position LIMIT 1`,
      params: [positionAfter(now)],
    } as Statement<{ position: number }>,
  }
}
