import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../schema.ts'

/** A list of a thousand helps nobody; their number is counted besides. */
const MOST_PROBLEMS = 200
/** Enough kinds of warnings to begin with. */
const MOST_WARNINGS = 200

interface Counter {
  name: string
  value: number
}

/** What everybody may see: how many articles, how many problems, when sync last finished. */
export function statusQuery() {
  return {
    counters: {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE name IN ('status:published', 'status:draft', 'status:withdrawn', 'problems')`,
      params: [],
    } as Statement<Counter>,
    finished: {
      sql: `SELECT until FROM ${T.state} WHERE name = 'finished'`,
      params: [],
    } as Statement<{ until: number }>,
  }
}

/** What the operator sees besides: which keys, and what the site does not name. */
export function problemQuery() {
  return {
    named: {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE (name >= 'origin:' AND name < 'origin;') OR (name >= 'section:' AND name < 'section;')
        LIMIT ${MOST_WARNINGS}`,
      params: [],
    } as Statement<Counter>,
    problems: {
      sql: `SELECT key, reasons, seen_at AS seenAt FROM ${T.problems}
        ORDER BY seen_at DESC LIMIT ${MOST_PROBLEMS}`,
      params: [],
    } as Statement<{ key: string; reasons: string; seenAt: number }>,
  }
}
