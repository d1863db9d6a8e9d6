import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../tables.ts'
import { listQuery, nameQuery, type Selection, upcoming } from './list.ts'
import { listIn, targetsSql } from './references.ts'

/** As many as a feed shows: readers that ask once a day miss nothing of a small newsroom. */
export const FEED_LENGTH = 30

/** Of all its articles together; links beyond them lose their address. */
export const MAX_FEED_REFERENCES = 150

interface FeedRow {
  id: string
  /** An Article, as JSON. */
  article: string
}

/** The newest listed articles of a selection with their whole text, and what changes the list. */
export function feedQuery(selection: Selection, now: number) {
  const { rows } = listQuery(selection, null, FEED_LENGTH - 1, now)
  return {
    rows: {
      sql: `SELECT whole.id, whole.article FROM (${rows.sql}) AS listed
        CROSS JOIN ${T.articles} AS whole ON whole.position = listed.position
        ORDER BY listed.position DESC`,
      params: rows.params,
    } as Statement<FeedRow>,
    targets: {
      sql: `WITH reference_ids AS MATERIALIZED (
          SELECT DISTINCT reference.value FROM (${rows.sql}) AS listed
          CROSS JOIN ${T.articles} AS whole ON whole.position = listed.position
          CROSS JOIN json_each(${listIn('whole.refs')}) AS reference LIMIT ${MAX_FEED_REFERENCES})
        SELECT ${targetsSql('reference_ids')} AS targets`,
      params: rows.params,
    } as Statement<{ targets: string }>,
    next: upcoming(now),
    name: nameQuery(selection, now),
  }
}
