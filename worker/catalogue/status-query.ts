import type { Statement } from '../database.ts'
import { TABLES as T } from './schema.ts'

/** A list of a thousand helps nobody; how many there are is counted besides. */
const MOST_PROBLEMS = 200

/** What the status says of the catalogue. */
export function statusQuery() {
  return [
    {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE (name >= 'origin:' AND name < 'origin;') OR (name >= 'section:' AND name < 'section;')
          OR (name >= 'status:' AND name < 'status;')`,
      params: [],
    } as Statement<{ name: string; value: number }>,
    {
      sql: `SELECT until FROM ${T.state} WHERE name = 'finished'`,
      params: [],
    } as Statement<{ until: number }>,
    {
      sql: `SELECT key, reasons, seen_at AS seenAt FROM ${T.problems}
        ORDER BY seen_at DESC LIMIT ${MOST_PROBLEMS}`,
      params: [],
    } as Statement<{ key: string; reasons: string; seenAt: number }>,
    { sql: `SELECT count(*) AS count FROM ${T.problems}`, params: [] } as Statement<{
      count: number
    }>,
  ] as const
}
