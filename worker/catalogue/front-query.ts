import type { Statement } from '../database.ts'
import type { CardRow } from './list-query.ts'
import { firstHidden } from './position.ts'
import { TABLES as T } from './schema.ts'

/** How many stories the front page and a section's first page show at most. */
export const PAGE_SIZE = 24
/** Besides, for what expires or appears before the next building. */
const SPARE = 12
/** A list of the stored front that has so many may have been cut. */
export const FRONT_LENGTH = PAGE_SIZE + SPARE
/** What appears within this time is taken along, so that it appears on time. */
const HORIZON_MS = 24 * 3_600_000
const BREAKING_MS = 24 * 3_600_000
const PLACED = 12

/** What `derived:front` is made of: one list for all stories, one for each section, the placed ones. */
export function frontQuery(sections: string[], now: number) {
  const until = firstHidden(now + HORIZON_MS)
  return [
    {
      sql: `SELECT position, card FROM ${T.articles} WHERE listed = 1 AND position < ?1
        ORDER BY position DESC LIMIT ?2`,
      params: [until, FRONT_LENGTH],
    } satisfies Statement as Statement<CardRow>,
    {
      sql: `SELECT wanted.value AS section, article.position, article.card
        FROM json_each(?1) AS wanted
        JOIN ${T.articles} AS article ON article.position IN (
          SELECT position FROM ${T.articles}
          WHERE listed = 1 AND section = wanted.value AND position < ?2
          ORDER BY position DESC LIMIT ?3)`,
      params: [JSON.stringify(sections), until, FRONT_LENGTH],
    } satisfies Statement as Statement<CardRow & { section: string }>,
    placed('lead', until),
    placed('top', until),
    {
      sql: `SELECT position, card FROM ${T.articles}
        WHERE listed = 1 AND breaking = 1 AND position < ?1 AND position >= ?2
        ORDER BY position DESC LIMIT ${PLACED}`,
      params: [until, firstHidden(now - BREAKING_MS)],
    } satisfies Statement as Statement<CardRow>,
  ] as const
}

function placed(placement: 'lead' | 'top', until: number): Statement<CardRow> {
  return {
    sql: `SELECT position, card FROM ${T.articles}
      WHERE listed = 1 AND placement = ?1 AND position < ?2 ORDER BY position DESC LIMIT ${PLACED}`,
    params: [placement, until],
  }
}

/** Whether a breaking story still is one (its publication and now in milliseconds since 1970). */
export function isStillBreaking(publishedAt: number, now: number): boolean {
  return now - publishedAt < BREAKING_MS
}
