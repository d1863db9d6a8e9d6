import type { Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'

interface CorrectionRow {
  place: number
  position: number
  /** A ListedCorrection and a Card, as JSON. */
  correction: string | null
  card: string
}

/**
 * The newest corrections, newest first, one more than asked; and the next one to appear.
 * @param before a place: only what is older; null from the newest that may be seen
 */
export function correctionsQuery(before: number | null, limit: number, now: number) {
  return {
    rows: {
      sql: `SELECT most.place, most.position, article.card,
          CASE WHEN json_valid(article.corrected)
            THEN article.corrected -> ('$[' || most.number || ']') END AS correction
        FROM (SELECT place, position, number FROM ${T.corrections} WHERE place < ?1
          ORDER BY place DESC LIMIT ${limit + 1}) AS most
        CROSS JOIN ${T.articles} AS article ON article.position = most.position
        ORDER BY most.place DESC`,
      params: [Math.min(before ?? Number.MAX_SAFE_INTEGER, positionAfter(now))],
    } as Statement<CorrectionRow>,
    next: {
      sql: `SELECT place AS position FROM ${T.corrections} WHERE place >= ?1 ORDER BY place LIMIT 1`,
      params: [positionAfter(now)],
    } as Statement<{ position: number }>,
  }
}
