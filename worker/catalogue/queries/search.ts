import type { Statement } from '../../stores/d1.ts'
import { type Slot, tableOf } from '../search-state.ts'
import { TABLES as T } from '../tables.ts'

/** Counted to here, beyond that there are more. */
export const MOST_COUNTED = 200
/** Older stories whose headline has every word, besides the newest that have them anywhere. */
const HEADLINES = 40

/** Valid to FTS5, and finds nothing: an empty expression is an error. */
export const NO_MATCH = '""'

export interface FoundRow {
  /** Null in the one row that says how far was looked where nothing was found. */
  position: number | null
  /** Null where the order is by time. */
  score: number | null
  card: string | null
  /** An Article, as JSON. */
  article: string | null
  /** How many were found, one more than MOST_COUNTED at most. */
  total: number
  /** The oldest of those: a search for more begins there. Null where that were all. */
  next: number | null
}

export interface SearchPlan {
  all: string
  headline: string | null
  near: string | null
  candidates: string | null
  /** Positions: only what is older than the first and not older than the second. */
  before: number
  since: number
  now: number
  limit: number
}

/**
 * The newest that match, ranked: words in the headline and words as they were typed count more, and
 * the newer counts more. Both tables of the index are queried; the one that does not answer now has
 * LIMIT 0, which costs nothing.
 */
export function rankedSearch(
  plan: SearchPlan,
  after: { score: number; position: number },
): Record<Slot, Statement<FoundRow>> {
  const { all, headline, near, candidates, before, since, now, limit } = plan
  return bySlot((table, most) => ({
    sql: `WITH ${boundOf(table, most)},
      hits AS MATERIALIZED (${newest(table, '?1', most(MOST_COUNTED + 1))}),
      heads AS MATERIALIZED (${newest(table, '?5', most(HEADLINES))}),
      near AS MATERIALIZED (SELECT rowid AS position FROM ${table}
        WHERE ${table} MATCH ?6 AND rowid < CAST(?2 AS INTEGER)
          AND rowid >= (SELECT min(position) FROM hits)
        ORDER BY rowid DESC LIMIT ${most(MOST_COUNTED + 1)}),
      scored AS MATERIALIZED (
        SELECT found.position AS position,
          CAST(${SCORE_UNIT} * (2.0 * (?5 <> '${NO_MATCH}' AND found.position IN (SELECT position FROM heads))
          + 1.0 * (?6 <> '${NO_MATCH}' AND found.position IN (SELECT position FROM near))
          + 45.0 / (30 + max(0, CAST(?2 AS INTEGER) - found.position) / ${DAY})) AS INTEGER) AS score
        FROM (SELECT position FROM hits UNION SELECT position FROM heads) AS found
        CROSS JOIN ${T.articles} AS article ON article.position = found.position
        WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?7)),
      page AS MATERIALIZED (
        SELECT position, score FROM scored
        WHERE score < CAST(?9 AS INTEGER)
          OR (score = CAST(?9 AS INTEGER) AND position < CAST(?10 AS INTEGER))
        ORDER BY score DESC, position DESC LIMIT CAST(?8 AS INTEGER))
      SELECT page.position, page.score, article.card, article.article,
        (SELECT count(*) FROM scored) AS total,
        CASE WHEN (SELECT count(*) FROM hits) > ${MOST_COUNTED} THEN (SELECT min(position) FROM hits)
          WHEN bound.until > bound.least THEN bound.until END AS next
      FROM bound LEFT JOIN page LEFT JOIN ${T.articles} AS article
        ON article.position = page.position
      WHERE ${most(1)} = 1 ORDER BY page.score DESC, page.position DESC`,
    params: [
      all,
      before,
      since,
      candidates ?? NO_MATCH,
      headline ?? NO_MATCH,
      near ?? NO_MATCH,
      now,
      limit,
      after.score,
      after.position,
    ],
  }))
}

/**
 * The newest that match, newest first.
 * @param anchor where a ranked search began, to leave out the headlines that it has shown; or null
 */
export function newestSearch(
  { all, headline, candidates, before, since, now, limit }: SearchPlan,
  anchor: number | null,
): Record<Slot, Statement<FoundRow>> {
  const shown = anchor === null || headline === null ? NO_MATCH : headline
  return bySlot((table, most) => ({
    sql: `WITH ${boundOf(table, most)},
      hits AS MATERIALIZED (${newest(table, '?1', most(MOST_COUNTED + 1))}),
      heads AS MATERIALIZED (SELECT rowid AS position FROM ${table}
        WHERE ${table} MATCH ?5 AND rowid < CAST(?8 AS INTEGER)
        ORDER BY rowid DESC LIMIT ${most(HEADLINES)}),
      visible AS MATERIALIZED (
        SELECT hits.position AS position FROM hits
        CROSS JOIN ${T.articles} AS article ON article.position = hits.position
        WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?6)
          AND (?5 = '${NO_MATCH}' OR hits.position NOT IN (SELECT position FROM heads))),
      page AS MATERIALIZED (
        SELECT position FROM visible ORDER BY position DESC LIMIT CAST(?7 AS INTEGER))
      SELECT page.position, NULL AS score, article.card, article.article,
        (SELECT count(*) FROM visible) AS total,
        CASE WHEN (SELECT count(*) FROM hits) > ${MOST_COUNTED} THEN (SELECT min(position) FROM hits)
          WHEN bound.until > bound.least THEN bound.until END AS next
      FROM bound LEFT JOIN page LEFT JOIN ${T.articles} AS article
        ON article.position = page.position
      WHERE ${most(1)} = 1 ORDER BY page.position DESC`,
    params: [all, before, since, candidates ?? NO_MATCH, shown, now, limit, anchor ?? 0],
  }))
}

/** Scores are compared across requests, so they are whole numbers. */
const SCORE_UNIT = 1_000_000
/** Seconds of a day in the upper bits of a position, see position.ts. */
const DAY = 86_400 * 2 ** 20
const DENSE = 200

/**
 * How far back one request looks. Parameters are numbers that D1 binds as floats, which FTS5 does not
 * take as a bound: hence CAST. A query that has to look into every candidate (a phrase, a word to leave
 * out) looks at one part of the archive where there are many, and at all of it where there are few.
 */
function boundOf(table: string, most: (count: number) => string): string {
  return `part AS MATERIALIZED (
      SELECT coalesce(max(part.value), CAST(?3 AS INTEGER)) AS position
      FROM ${T.state} AS state, json_each(
        CASE WHEN json_valid(state.value) THEN state.value ELSE '{}' END, '$.parts') AS part
      WHERE state.name = 'search' AND ?4 <> '${NO_MATCH}' AND part.value < CAST(?2 AS INTEGER)
        AND part.value > CAST(?3 AS INTEGER)),
    bound AS MATERIALIZED (
      SELECT CAST(?3 AS INTEGER) AS least,
        CASE WHEN ?4 <> '${NO_MATCH}' AND part.position > CAST(?3 AS INTEGER) AND (
          SELECT count(*) FROM (SELECT 1 FROM ${table}
            WHERE ${table} MATCH ?4 AND rowid < CAST(?2 AS INTEGER) AND rowid >= part.position
            ORDER BY rowid DESC LIMIT ${most(DENSE)})) = ${DENSE}
        THEN part.position ELSE CAST(?3 AS INTEGER) END AS until
      FROM part)`
}

function newest(table: string, match: string, limit: string): string {
  return `SELECT rowid AS position FROM ${table}
    WHERE ${table} MATCH ${match} AND rowid < CAST(?2 AS INTEGER)
      AND rowid >= (SELECT until FROM bound)
    ORDER BY rowid DESC LIMIT ${limit}`
}

function bySlot<Row>(
  statement: (table: string, most: (count: number) => string) => Statement<Row>,
): Record<Slot, Statement<Row>> {
  const of = (slot: Slot) => statement(tableOf(slot), (count) => ifActive(slot, count))
  return { a: of('a'), b: of('b') }
}

/** A limit that is 0 for the table that does not answer now. */
export function ifActive(slot: Slot, limit: number): string {
  return `(CASE WHEN ${active} = '${slot}' THEN ${limit} ELSE 0 END)`
}

const active = `coalesce((SELECT json_extract(value, '$.active') FROM ${T.state}
  WHERE name = 'search' AND json_valid(value)), 'a')`
