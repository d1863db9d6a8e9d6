import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../schema.ts'

/** A list of a thousand helps nobody; how many there are is counted besides. */
const MOST_PROBLEMS = 200
/** So many kinds of what is surely not meant are enough to begin with. */
const MOST_WARNINGS = 200

/** What everybody may know: how many articles, how many problems, when sync last finished. */
export function statusQuery() {
  return [
    {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE name IN ('status:published', 'status:draft', 'status:withdrawn', 'problems')`,
      params: [],
    } as Statement<{ name: string; value: number }>,
    {
      sql: `SELECT until FROM ${T.state} WHERE name = 'finished'`,
      params: [],
    } as Statement<{ until: number }>,
  ] as const
}

/** What the operator is told besides: which keys, and what the site does not know. */
export function problemQuery() {
  return [
    {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE (name >= 'origin:' AND name < 'origin;') OR (name >= 'section:' AND name < 'section;')
        LIMIT ${MOST_WARNINGS}`,
      params: [],
    } as Statement<{ name: string; value: number }>,
    {
      sql: `SELECT key, reasons, seen_at AS seenAt FROM ${T.problems}
        ORDER BY seen_at DESC LIMIT ${MOST_PROBLEMS}`,
      params: [],
    } as Statement<{ key: string; reasons: string; seenAt: number }>,
  ] as const
}
