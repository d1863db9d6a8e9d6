import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../tables.ts'

/** The last good updates, as the text of the value in KV. */
export function storedUpdates(id: string): Statement<{ revision: string; updates: string }> {
  return { sql: `SELECT revision, updates FROM ${T.live} WHERE id = ?1`, params: [id] }
}
