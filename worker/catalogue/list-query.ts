import type { Statement } from '../database.ts'
import { firstHidden, publishedIn } from './position.ts'
import { TABLES as T } from './schema.ts'

/** The name of a topic or an author as its newest story writes it, or none. */
export function nameQuery({ topic, author }: Selection): Statement<{ name: string }> {
  const table = topic === undefined ? T.authors : T.topics
  return {
    sql: `SELECT name FROM ${table} WHERE slug = ?1 ORDER BY position DESC LIMIT 1`,
    params: [topic ?? author ?? ''],
  }
}

export interface CardRow {
  position: number
  /** A Card, as JSON. */
  card: string
}

/** Which stories a list holds. Absent means all. */
export interface Selection {
  section?: string
  topic?: string
  author?: string
}

/**
 * The newest listed stories of a selection, newest first, one more than asked so that the caller
 * knows whether there are older ones. Each is a walk along one index.
 * @param before a position: only what is older; null from the newest that may be seen
 */
export function listQuery(
  { section, topic, author }: Selection,
  before: number | null,
  limit: number,
  now: number,
): Statement<CardRow> {
  const bound = Math.min(before ?? Number.MAX_SAFE_INTEGER, firstHidden(now))
  if (topic !== undefined) return tagged(T.topics, topic, section, bound, limit)
  if (author !== undefined) return tagged(T.authors, author, section, bound, limit)
  return {
    sql: `SELECT position, card FROM ${T.articles}
      WHERE listed = 1 AND position < ?1 ${section === undefined ? '' : 'AND section = ?3'}
      ORDER BY position DESC LIMIT ?2`,
    params: [bound, limit + 1, ...(section === undefined ? [] : [section])],
  }
}

/** The next story to appear: until then the lists stay as they are. */
export function upcoming(now: number): Statement<{ position: number }> {
  return {
    sql: `SELECT position FROM ${T.articles} WHERE listed = 1 AND position >= ?1
      ORDER BY position LIMIT 1`,
    params: [firstHidden(now)],
  }
}

/** The earlier of the two moments at which a list may change by itself; null for never. */
export function earliest(boundary: number | null, next: { position: number } | undefined) {
  if (next === undefined) return boundary
  return Math.min(boundary ?? Number.POSITIVE_INFINITY, publishedIn(next.position))
}

function tagged(
  table: string,
  slug: string,
  section: string | undefined,
  bound: number,
  limit: number,
): Statement<CardRow> {
  return {
    sql: `SELECT article.position, article.card FROM ${table} AS tag
      JOIN ${T.articles} AS article ON article.position = tag.position
      WHERE tag.slug = ?3 AND tag.position < ?1 ${section === undefined ? '' : 'AND article.section = ?4'}
      ORDER BY tag.position DESC LIMIT ?2`,
    params: [bound, limit + 1, slug, ...(section === undefined ? [] : [section])],
  }
}
