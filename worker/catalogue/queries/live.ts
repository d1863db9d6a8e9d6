import type { Statement } from '../../stores/d1.ts'
import { type LiveFacts, liveColumns } from '../live-row.ts'
import { TABLES as T } from '../tables.ts'

/** What the catalogue has of the updates of a live story. */
export function liveQuery(id: string): Statement<LiveFacts> {
  return {
    sql: `SELECT ${liveColumns('?1')} FROM (SELECT 1) LEFT JOIN ${T.live} AS live ON live.id = ?1`,
    params: [id],
  }
}

/** The last good updates, as the text of the value in KV. */
export function storedUpdates(id: string): Statement<{ revision: string; updates: string }> {
  return { sql: `SELECT revision, updates FROM ${T.live} WHERE id = ?1`, params: [id] }
}
