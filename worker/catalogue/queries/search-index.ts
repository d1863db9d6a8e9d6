import type { Statement } from '../../stores/d1.ts'
import type { SearchDocument } from '../search-document.ts'
import { TABLES as T } from '../tables.ts'

export interface Unindexed {
  position: number
  revision: string
  /** An Article, as JSON. */
  article: string
  /** The words of the newest updates of a live story; null for another article. */
  updates: string | null
}

const UPDATES = `CASE WHEN live_until IS NOT NULL THEN (
  SELECT words FROM ${T.live} WHERE id = own.id) END AS updates`

/** What was changed since it was indexed, newest first. The named index holds nothing else. */
export function unindexed(most: number): Statement<Unindexed> {
  return {
    sql: `SELECT position, revision, article, ${UPDATES}
      FROM ${T.articles} AS own INDEXED BY ${T.articles}_unindexed
      WHERE listed = 1 AND indexed_revision IS NOT revision ORDER BY position DESC LIMIT ?1`,
    params: [most],
  }
}

/** The listed articles before a position, newest first. */
export function listedBefore(position: number, most: number): Statement<Unindexed> {
  return {
    sql: `SELECT position, revision, article, ${UPDATES} FROM ${T.articles} AS own
      WHERE listed = 1 AND position < ?1 ORDER BY position DESC LIMIT ?2`,
    params: [position, most],
  }
}

export interface Indexed {
  position: number
  revision: string
  document: SearchDocument
}

/** Adds documents to a table of the index, unless the article has changed or left the lists meanwhile. */
export function putDocuments(table: string, documents: Indexed[]): Statement {
  return {
    sql: `INSERT OR REPLACE INTO ${table} (rowid, headline, lead, names, body, forms, terms)
      SELECT article.position, json_extract(given.value, '$.document.headline'),
        json_extract(given.value, '$.document.lead'), json_extract(given.value, '$.document.names'),
        json_extract(given.value, '$.document.body'), json_extract(given.value, '$.document.forms'),
        json_extract(given.value, '$.document.terms')
      FROM json_each(?1) AS given CROSS JOIN ${T.articles} AS article
        ON article.position = json_extract(given.value, '$.position')
        AND article.revision = json_extract(given.value, '$.revision')
      WHERE article.listed = 1`,
    params: [JSON.stringify(documents)],
  }
}

export function markIndexed(documents: Indexed[]): Statement {
  return {
    sql: `UPDATE ${T.articles} SET indexed_revision = revision
      WHERE listed = 1 AND EXISTS (SELECT 1 FROM json_each(?1)
        WHERE json_extract(value, '$.revision') = revision)
      AND position IN (SELECT json_extract(value, '$.position') FROM json_each(?1))`,
    params: [JSON.stringify(documents.map(({ position, revision }) => ({ position, revision })))],
  }
}

/** Empties a table of the index without reading it. */
export function emptyTable(table: string): Statement {
  return { sql: `INSERT INTO ${table} (${table}) VALUES ('delete-all')`, params: [] }
}

/**
 * The position of every `size`-th article, newest first. Reads an index from end to end: once a day.
 * @param isKnown answers nothing
 */
export function partsOfArchive(size: number, isKnown: boolean): Statement<{ position: number }> {
  if (isKnown) return { sql: 'SELECT 0 AS position WHERE false', params: [] }
  return {
    sql: `SELECT position FROM (
        SELECT position, row_number() OVER (ORDER BY position DESC) AS place
        FROM ${T.articles} WHERE listed = 1)
      WHERE place % ?1 = 0 ORDER BY position DESC`,
    params: [size],
  }
}
