import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../tables.ts'

/** The last valid site, as JSON. Sync stores it for the time when KV has none that is valid. */
export function lastGoodSite(): Statement<{ value: string }> {
  return { sql: `SELECT value FROM ${T.state} WHERE name = 'site'`, params: [] }
}
