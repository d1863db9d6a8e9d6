import type { Statement } from '../../stores/d1.ts'
import { type Slot, tableOf } from '../search-state.ts'
import { TABLES as T } from '../tables.ts'
import { NO_MATCH } from './no-match.ts'
import { PERIODS_CTE, within } from './search-period.ts'

/** Counted to here, beyond that there are more. */
export const MAX_COUNTED = 200
/** Older stories whose headline has every word, besides the newest that have them anywhere. */
const HEADLINES = 20
/** For how many of the newest it is known whether they have the words near each other. */
const NEAR = 60

export interface FoundRow {
  /** Null in the one row that says how far was looked where nothing is to be shown. */
  position: number | null
  /** Null where the order is by time. */
  score: number | null
  card: string | null
  /** An Article, as JSON. */
  article: string | null
  /** The words of the newest updates of a live story. */
  updates: string | null
  /** How many were found, MAX_COUNTED + 1 + HEADLINES at most. */
  total: number
  /** How many of the newest were looked at, whether visible or not: MAX_COUNTED + 1 at most. */
  looked: number
  /** The oldest of those; null where there is none. */
  oldest: number | null
  /** How far back was looked at all: a position. */
  until: number
  /** How far back headlines were looked for. */
  headed: number
}

export interface SearchPlan {
  wanted: string
  unwanted: string
  headline: string | null
  near: string | null
  /** The query has so many words that headlines with all of them are looked for only in the newest parts of the archive. */
  isLong: boolean
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
 *
 * D1 counts each row that a statement steps through, in its temporary tables too. So the newest are
 * read once and aggregated at once: about 950 rows where all limits are reached. `IN` stands in the
 * condition of a CASE because SQLite looks for NULL at every miss elsewhere, which counts as a row.
 */
export function rankedSearch(
  plan: SearchPlan,
  after: { score: number; position: number },
): Record<Slot, Statement<FoundRow>> {
  const { headline, near, isLong, candidates, before, since, now, limit } = plan
  return bySlot((table, most) => {
    return {
      sql: `WITH ${boundOf(table, most, '?11')},
      recent AS MATERIALIZED (SELECT coalesce(
        (${newest(table, most(1), ASKED)} OFFSET ${NEAR}), (SELECT until FROM bound)) AS until),
      behind AS MATERIALIZED (
        SELECT ${isLong ? 'max(bound.until, min(bound.far, recent.until))' : 'bound.until'} AS until
        FROM bound CROSS JOIN recent),
      headed AS MATERIALIZED (
        SELECT until, ${within('?5', 'until', BEFORE, '?11')} AS expression FROM behind),
      heads AS MATERIALIZED (${newest(table, most(HEADLINES), HEADED)}),
      found AS MATERIALIZED (
        SELECT count(score) AS total, count(hit) AS looked, min(hit) AS oldest,
          json_group_array(json_array(position, score)) FILTER (WHERE score < CAST(?9 AS INTEGER)
            OR (score = CAST(?9 AS INTEGER) AND position < CAST(?10 AS INTEGER))) AS page
        FROM (
          SELECT position, hit, CASE WHEN headline IS NOT NULL
            THEN ${scoreOf(nearest(table, most))} END AS score
          FROM (
            SELECT hits.position AS position, hits.position AS hit,
              CASE WHEN hits.position IN (SELECT position FROM heads) THEN NULL WHEN ${VISIBLE} THEN 0 END AS headline
            FROM (${newest(table, most(MAX_COUNTED + 1), ASKED)}) AS hits
            CROSS JOIN ${T.articles} AS article ON article.position = hits.position
            UNION ALL
            SELECT heads.position, NULL, 1 FROM heads
            CROSS JOIN ${T.articles} AS article ON article.position = heads.position
            WHERE ${VISIBLE})
          ORDER BY score DESC, position DESC))
      ${shownOf(most, '(SELECT until FROM headed)')}`,
      params: [
        plan.wanted,
        before,
        since,
        candidates ?? NO_MATCH,
        headline ?? NO_MATCH,
        near ?? NO_MATCH,
        now,
        limit,
        after.score,
        after.position,
        plan.unwanted,
      ],
    }
  })
}

/** What a ranked search looked at for headlines: positions before the first and not before the second. */
export interface Ranked {
  before: number
  until: number
}

/**
 * The newest that match, newest first.
 * @param ranked the search that this one goes on from, to leave out the headlines that it has shown
 */
export function newestSearch(
  { wanted, unwanted, headline, candidates, before, since, now, limit }: SearchPlan,
  ranked: Ranked | null,
): Record<Slot, Statement<FoundRow>> {
  const shown = ranked === null || headline === null ? NO_MATCH : headline
  const { before: newer = 0, until = 0 } = ranked ?? {}
  return bySlot((table, most) => ({
    sql: `WITH ${boundOf(table, most, '?10')},
      found AS MATERIALIZED (
        SELECT count(*) FILTER (WHERE isShown) AS total, count(*) AS looked, min(position) AS oldest,
          json_group_array(json_array(position, NULL)) FILTER (WHERE isShown) AS page
        FROM (
          SELECT hits.position AS position,
            CASE WHEN hits.position IN (
              SELECT rowid FROM ${table}
              WHERE ${table} MATCH ${within('?5', 'CAST(?9 AS INTEGER)', 'CAST(?6 AS INTEGER)', '?10')}
                AND rowid < CAST(?6 AS INTEGER) AND rowid >= CAST(?9 AS INTEGER)
              ORDER BY rowid DESC LIMIT ${most(HEADLINES)}) THEN 0 ELSE ${VISIBLE} END AS isShown
          FROM (${newest(table, most(MAX_COUNTED + 1), ASKED)}) AS hits
          CROSS JOIN ${T.articles} AS article ON article.position = hits.position
          ORDER BY hits.position DESC))
      ${shownOf(most, 'bound.until')}`,
    params: [
      wanted,
      before,
      since,
      candidates ?? NO_MATCH,
      shown,
      newer,
      now,
      limit,
      until,
      unwanted,
    ],
  }))
}

/** Judged when read: sync may not have come by since a story expired. */
const VISIBLE =
  '(article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > CAST(?7 AS INTEGER)))'

/** Scores are compared across requests, so they are whole numbers. */
const SCORE_UNIT = 1_000_000
/** Seconds of a day in the upper bits of a position, see position.ts. */
const DAY = 86_400 * 2 ** 20

function scoreOf(near: string): string {
  return `CAST(${SCORE_UNIT} * (2.0 * headline + CASE WHEN position IN (${near}) THEN 1 ELSE 0 END
    + 45.0 / (30 + max(0, CAST(?2 AS INTEGER) - position) / ${DAY})) AS INTEGER)`
}

/** The words of the newest updates, of live stories alone. */
const UPDATES = `CASE WHEN article.live_until IS NOT NULL THEN (
  SELECT words FROM ${T.live} WHERE id = article.id) END AS updates`

/** The first of the page with their stories, or one row without. */
function shownOf(most: (count: number) => string, headed: string): string {
  return `SELECT article.position, page.value ->> 1 AS score, article.card, article.article,
        ${UPDATES}, found.total, found.looked, found.oldest, bound.until, ${headed} AS headed
      FROM bound CROSS JOIN found
      LEFT JOIN (SELECT value FROM json_each((SELECT page FROM found))
        LIMIT CAST(?8 AS INTEGER)) AS page
      LEFT JOIN ${T.articles} AS article ON article.position = page.value ->> 0
      WHERE ${most(1)} = 1`
}

/** A part of the archive with this many candidates is searched alone. */
const DENSE = 50
/** How many parts are searched for headlines that have all of many words. */
const PARTS_OF_HEADLINES = 2

const BEFORE = 'CAST(?2 AS INTEGER)'
const SINCE = 'CAST(?3 AS INTEGER)'
const ASKED = 'bound'
const HEADED = 'headed'

/**
 * How far back one request looks. Parameters are numbers that D1 binds as floats, which FTS5 does not
 * take as a bound: hence CAST. A query that has to look into every candidate (a phrase, a word to leave
 * out) looks at one part of the archive where there are many, and at all of it where there are few.
 */
function boundOf(table: string, most: (count: number) => string, unwanted: string): string {
  return `${PERIODS_CTE},
    parts AS MATERIALIZED (
      SELECT part.value AS position
      FROM ${T.state} AS state, json_each(
        CASE WHEN json_valid(state.value) THEN state.value ELSE '{}' END, '$.parts') AS part
      WHERE state.name = 'search' AND part.value < ${BEFORE} AND part.value > ${SINCE}
      LIMIT ${PARTS_OF_HEADLINES}),
    part AS MATERIALIZED (
      SELECT coalesce(max(position), ${SINCE}) AS position,
        CASE WHEN count(*) = ${PARTS_OF_HEADLINES} THEN min(position) ELSE ${SINCE} END AS far
      FROM parts),
    reach AS MATERIALIZED (
      SELECT part.far AS far, CASE WHEN ?4 <> '${NO_MATCH}' AND part.position > ${SINCE} AND (
          SELECT count(*) FROM (SELECT 1 FROM ${table}
            WHERE ${table} MATCH ${within('?4', 'part.position', BEFORE)}
              AND rowid < ${BEFORE} AND rowid >= part.position
            ORDER BY rowid DESC LIMIT ${most(DENSE)})) = ${DENSE}
        THEN part.position ELSE ${SINCE} END AS until
      FROM part),
    bound AS MATERIALIZED (
      SELECT until, far, ${within('?1', 'until', BEFORE, unwanted)} AS expression FROM reach)`
}

/** @param source what says how far back, and the expression for it */
function newest(table: string, limit: string, source: string): string {
  return `SELECT rowid AS position FROM ${table}
    WHERE ${table} MATCH (SELECT expression FROM ${source}) AND rowid < ${BEFORE}
      AND rowid >= (SELECT until FROM ${source})
    ORDER BY rowid DESC LIMIT ${limit}`
}

/** Places of words are read here: so only as far back as the newest that match. */
function nearest(table: string, most: (count: number) => string): string {
  return `SELECT rowid FROM ${table}
    WHERE ${table} MATCH (SELECT ${within('?6', 'recent.until', BEFORE)} FROM recent)
      AND rowid < ${BEFORE} AND rowid >= (SELECT until FROM recent)
    ORDER BY rowid DESC LIMIT ${most(NEAR)}`
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
