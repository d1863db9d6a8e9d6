import type { Statement } from '../../stores/d1.ts'
import { positionAfter, positionAt } from '../position.ts'
import { TABLES as T } from '../tables.ts'

export interface CardRow {
  position: number
  /** A Card, as JSON. */
  card: string
}

/** Which stories a list holds. Absent means all. */
export interface Selection {
  section?: string
  /** Slugs. */
  topic?: string
  author?: string
  /** A language tag; stories without one are in the site's. */
  language?: { tag: string; isSites: boolean }
  /** Published at this moment or later, and before that one, in milliseconds since 1970. */
  since?: number
  until?: number
}

/**
 * How far one request walks along its index when it filters by columns that are not in the index. With
 * the articles themselves this stays within the budget of rows, however rare the matches.
 */
const WINDOW = 250

/**
 * The newest listed stories of a selection, newest first, one more than asked so that the caller
 * can tell whether there are older ones; and, where the list was filtered within a window, the position
 * at which the window ends: the next request goes on there.
 * @param before a position: only what is older; null from the newest that may be seen
 */
export function listQuery(
  selection: Selection,
  before: number | null,
  limit: number,
  now: number,
): { rows: Statement<CardRow>; windowEnd: Statement<{ position: number }> } {
  const { since, until } = selection
  const upper = Math.min(
    before ?? Number.MAX_SAFE_INTEGER,
    positionAfter(now),
    until === undefined ? Number.MAX_SAFE_INTEGER : positionAt(until),
  )
  const lower = since === undefined ? -Number.MAX_SAFE_INTEGER : positionAt(since)
  const { table, where, names } = indexFor(selection)
  const filters = filtersFor(selection)
  const along = `FROM ${table} WHERE position < ?1 AND position >= ?2 ${where} ORDER BY position DESC`
  const params = [upper, lower, ...names]
  const most = filters.length > 0 ? WINDOW : limit + 1
  return {
    rows: {
      sql: `SELECT article.position, article.card
        FROM (SELECT position ${along} LIMIT ${most}) AS place
        JOIN ${T.articles} AS article ON article.position = place.position
        WHERE article.listed = 1 ${filters.map(({ sql }) => `AND ${sql}`).join(' ')}
        ORDER BY place.position DESC LIMIT ${limit + 1}`,
      params: [...params, ...filters.map(({ param }) => param)],
    },
    windowEnd:
      filters.length > 0
        ? { sql: `SELECT position ${along} LIMIT 1 OFFSET ${WINDOW - 1}`, params }
        : NONE,
  }
}

/** The same on the way back. A page that leads back reads both windows: less, to stay in the budget. */
const WINDOW_BACK = 60

/**
 * The positions from a place on towards the newest, the nearest first, one more than asked; and, where
 * the list was filtered within a window, the position at which that ends.
 * @param before the position below which the present page is
 */
export function newerQuery(
  selection: Selection,
  before: number,
  limit: number,
  now: number,
): { newer: Statement<{ position: number }>; newerEnd: Statement<{ position: number }> } {
  const { until } = selection
  const upper = Math.min(
    positionAfter(now),
    until === undefined ? Number.MAX_SAFE_INTEGER : positionAt(until),
  )
  const { table, where, names } = indexFor(selection)
  const filters = filtersFor(selection)
  const along = `FROM ${table} WHERE position >= ?1 AND position < ?2 ${where} ORDER BY position`
  const params = [before, upper, ...names]
  if (filters.length === 0) {
    return { newer: { sql: `SELECT position ${along} LIMIT ${limit + 1}`, params }, newerEnd: NONE }
  }
  return {
    newer: {
      sql: `SELECT article.position
        FROM (SELECT position ${along} LIMIT ${WINDOW_BACK}) AS place
        JOIN ${T.articles} AS article ON article.position = place.position
        WHERE article.listed = 1 ${filters.map(({ sql }) => `AND ${sql}`).join(' ')}
        ORDER BY place.position LIMIT ${limit + 1}`,
      params: [...params, ...filters.map(({ param }) => param)],
    },
    newerEnd: { sql: `SELECT position ${along} LIMIT 1 OFFSET ${WINDOW_BACK - 1}`, params },
  }
}

const NONE: Statement<{ position: number }> = {
  sql: 'SELECT 0 AS position WHERE false',
  params: [],
}

/** The index that a list walks along: its parameter, if it has one, is ?3. */
function indexFor({ topic, author, section }: Selection) {
  if (topic !== undefined) return { table: T.topics, where: 'AND slug = ?3', names: [topic] }
  if (author !== undefined) return { table: T.authors, where: 'AND slug = ?3', names: [author] }
  if (section !== undefined) {
    return { table: T.articles, where: 'AND listed = 1 AND section = ?3', names: [section] }
  }
  return { table: T.articles, where: 'AND listed = 1', names: [] }
}

/** Conditions on columns that are not in the index. Their parameters follow in this order. */
function filtersFor({ topic, author, section, language }: Selection) {
  const isTagged = topic !== undefined || author !== undefined
  return [
    ...(topic !== undefined && author !== undefined
      ? [
          {
            sql: `EXISTS (SELECT 1 FROM ${T.authors} WHERE slug = ? AND position = article.position)`,
            param: author,
          },
        ]
      : []),
    ...(isTagged && section !== undefined ? [{ sql: 'article.section = ?', param: section }] : []),
    ...(language === undefined
      ? []
      : [
          {
            sql: language.isSites
              ? `(article.language IS NULL OR article.language = ?)`
              : 'article.language = ?',
            param: language.tag,
          },
        ]),
  ]
}

/** The name of a topic or an author as its newest story writes it, or none. */
export function nameQuery({ topic, author }: Selection, now: number): Statement<{ name: string }> {
  const table = topic === undefined ? T.authors : T.topics
  return {
    sql: `SELECT name FROM ${table} WHERE slug = ?1 AND position < ?2 ORDER BY position DESC LIMIT 1`,
    params: [topic ?? author ?? '', positionAfter(now)],
  }
}

/** An author with more articles has "more than": so a page stays within the budget of rows. */
export const MAX_COUNTED = 200

/** How many listed articles a topic or an author has, one more than counted at most. */
export function countQuery(
  { topic, author }: Selection,
  now: number,
): Statement<{ count: number }> {
  const table = topic === undefined ? T.authors : T.topics
  return {
    sql: `SELECT count(*) AS count FROM (SELECT 1 FROM ${table}
      WHERE slug = ?1 AND position < ?2 LIMIT ${MAX_COUNTED + 1})`,
    params: [topic ?? author ?? '', positionAfter(now)],
  }
}

/** The next story to appear: until then the lists stay as they are. */
export function upcoming(now: number): Statement<{ position: number }> {
  return {
    sql: `SELECT position FROM ${T.articles} WHERE listed = 1 AND position >= ?1
      ORDER BY position LIMIT 1`,
    params: [positionAfter(now)],
  }
}
