import type { Statement } from '../stores/d1.ts'
import { TABLES as T } from './tables.ts'

/** The key of a problem of a row, which is not a problem of the article in KV. */
const PREFIX = 'catalogue:'
const AFTER = PREFIX.replace(':', ';')
/** The most rows that one request reports, and that one run of sync repairs. */
const MAX_NAMED = 20
const MAX_REPAIRED = 3

const REASONS = JSON.stringify([
  'its row in the catalogue was damaged; the next sync fills it again from KV',
])

/** A row by its place or its article's id. */
export type BrokenRow = { position: number } | { id: string }

/** Records rows that do not parse, so that sync fills them again. Written once, however many see it. */
export function nameBroken(rows: BrokenRow[], now: number): Statement {
  const some = rows.slice(0, MAX_NAMED)
  const positions = some.flatMap((row) => ('position' in row ? [row.position] : []))
  const ids = some.flatMap((row) => ('id' in row ? [row.id] : []))
  return {
    sql: `INSERT INTO ${T.problems} (key, revision, stamped, reasons, seen_at, checked_at)
      SELECT '${PREFIX}' || id, revision, 0, ?3, ?4, ?4 FROM ${T.articles}
      WHERE position IN (SELECT value FROM json_each(?1)
        UNION SELECT position FROM ${T.articles} WHERE id IN (SELECT value FROM json_each(?2)))
      ON CONFLICT (key) DO NOTHING`,
    params: [JSON.stringify(positions), JSON.stringify(ids), REASONS, now],
  }
}

/** The columns of the row; all null where it is gone. */
export type NamedRow = Record<string, string | number | null> & { problemKey: string }

/** SQL: the keys of the next problems of this kind. */
export const BROKEN_KEYS = `SELECT key FROM ${T.problems}
  WHERE key >= '${PREFIX}' AND key < '${AFTER}' ORDER BY checked_at, key LIMIT ${MAX_REPAIRED}`

export function isBrokenKey(key: string): boolean {
  return key.startsWith(PREFIX)
}

/** Their rows. */
export function brokenRows(keys: string[]): Statement<NamedRow> {
  return {
    sql: `SELECT own.*, named.value AS problemKey FROM json_each(?1) AS named
      LEFT JOIN ${T.articles} AS own ON own.id = substr(named.value, ${PREFIX.length + 1})`,
    params: [JSON.stringify(keys)],
  }
}

/** Deletes the problems of repaired rows; the others move to the end of the queue. */
export function settleBroken(repaired: string[], left: string[], now: number): Statement[] {
  return [
    {
      sql: `DELETE FROM ${T.problems} WHERE key IN (SELECT value FROM json_each(?1))`,
      params: [JSON.stringify(repaired)],
    },
    {
      sql: `UPDATE ${T.problems} SET checked_at = ?2 WHERE key IN (SELECT value FROM json_each(?1))`,
      params: [JSON.stringify(left), now],
    },
  ]
}
