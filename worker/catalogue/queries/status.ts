import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../tables.ts'

/** A list of a thousand helps nobody; their number is counted besides. */
const MAX_PROBLEMS = 200
/** Enough kinds of warnings to begin with. */
const MAX_WARNINGS = 200

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
    states: {
      sql: `SELECT name, value, until FROM ${T.state} 
        WHERE name IN ('finished', 'moved', 'progress', 'refill')`,
      params: [],
    } as Statement<{ name: string; value: string; until: number }>,
  }
}

/** How many rows there are. */
export function articleCount(): Statement<{ total: number }> {
  return {
    sql: `SELECT coalesce(sum(value), 0) AS total FROM ${T.counters}
      WHERE name IN ('status:published', 'status:draft', 'status:withdrawn')`,
    params: [],
  }
}

/** What the operator sees besides: which keys, and what the site does not name. */
export function problemQuery() {
  return {
    named: {
      sql: `SELECT name, value FROM ${T.counters}
        WHERE (name >= 'origin:' AND name < 'origin;') OR (name >= 'section:' AND name < 'section;')
        LIMIT ${MAX_WARNINGS}`,
      params: [],
    } as Statement<Counter>,
    problems: {
      sql: `SELECT key, reasons, seen_at AS seenAt FROM ${T.problems}
        ORDER BY seen_at DESC LIMIT ${MAX_PROBLEMS}`,
      params: [],
    } as Statement<{ key: string; reasons: string; seenAt: number }>,
  }
}
