import type { Statement } from '../../stores/d1.ts'
import { type Slot, tableOf } from '../search-state.ts'
import { TABLES as T } from '../tables.ts'
import { ifActive } from './search.ts'

export interface SuggestedRow {
  position: number
  /** A Card, as JSON. */
  card: string
}

/**
 * The newest visible stories that an expression finds.
 * @param before a position: what is not yet visible is not older
 */
export function newestMatching(
  match: string,
  before: number,
  now: number,
  most: number,
): Record<Slot, Statement<SuggestedRow>> {
  const of = (slot: Slot): Statement<SuggestedRow> => ({
    sql: `SELECT article.position, article.card
      FROM (SELECT rowid AS position FROM ${tableOf(slot)}
        WHERE ${tableOf(slot)} MATCH ?1 AND rowid < CAST(?2 AS INTEGER)
        ORDER BY rowid DESC LIMIT ${ifActive(slot, most)}) AS found
      CROSS JOIN ${T.articles} AS article ON article.position = found.position
      WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?3)`,
    params: [match, before, now],
  })
  return { a: of('a'), b: of('b') }
}
