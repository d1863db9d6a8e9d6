import type { Statement } from '../../stores/d1.ts'
import { type Slot, tableOf } from '../search-state.ts'
import { TABLES as T } from '../tables.ts'
import { ifActive } from './search.ts'

/** An expression of FTS5 and where it has to find something: before one position, and not before another. */
export interface Tried {
  match: string
  before: number
  since: number
}

export interface FoundCorrection {
  /** The place of the expression among those given. */
  rank: number
  /** The text of a story that it finds. */
  article: string
}

/** How many stories that it finds are looked at for one that is visible. */
const LOOKED_AT = 3

/** The first of these that find something visible. What is not yet visible is not before `before`. */
export function firstAnswered(
  tried: Tried[],
  now: number,
  most: number,
): Record<Slot, Statement<FoundCorrection>> {
  const of = (slot: Slot): Statement<FoundCorrection> => ({
    sql: `SELECT answered.rank AS rank,
        CASE WHEN json_valid(article.card)
          THEN coalesce(json_extract(article.card, '$.headline'), '') ELSE '' END
          || ' ' || article.article AS article
      FROM (SELECT given.key AS rank, (
          SELECT article.position
          FROM (SELECT rowid AS position FROM ${tableOf(slot)}
            WHERE ${tableOf(slot)} MATCH given.value ->> 'match'
              AND rowid < CAST(given.value ->> 'before' AS INTEGER)
              AND rowid >= CAST(given.value ->> 'since' AS INTEGER)
            ORDER BY rowid DESC LIMIT ${LOOKED_AT}) AS found
          CROSS JOIN ${T.articles} AS article ON article.position = found.position
          WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?2)
          LIMIT 1) AS position
        FROM json_each(?1) AS given) AS answered
      CROSS JOIN ${T.articles} AS article ON article.position = answered.position
      LIMIT ${ifActive(slot, most)}`,
    params: [JSON.stringify(tried), now],
  })
  return { a: of('a'), b: of('b') }
}
