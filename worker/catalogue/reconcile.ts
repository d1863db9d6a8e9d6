import { LIVE_PREFIX, PAGE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../stores/d1.ts'
import { positionAfter } from './position.ts'
import { type Changed, enqueue } from './purge-queue.ts'
import type { Row } from './row.ts'
import { FILLED_BY } from './row-version.ts'
import { TABLES as T } from './tables.ts'

/** Why the value under one key is invalid. */
export interface Problem {
  key: string
  /** The revision of the invalid value; empty where it could not be read. */
  revision: string
  stamped: boolean
  reasons: string[]
}

/** A row that replaces the revision that the catalogue had when KV was read. */
interface Put {
  row: Row
  /** Null where there was none. */
  instead: string | null
}

interface Removal {
  id: string
  revision: string
}

/** What observations of KV change in the catalogue. */
export interface Changes {
  apply: Put[]
  remove: Removal[]
  /** Ids of rows to read again once they have settled. */
  wait: string[]
  /** Ids of rows that match KV. */
  checked: string[]
  problems: Problem[]
  /** Keys whose problem is gone. */
  solved: string[]
}

export function noChanges(): Changes {
  return { apply: [], remove: [], wait: [], checked: [], problems: [], solved: [] }
}

/** Merges changes, for one transaction. */
export function merged(all: Changes[]): Changes {
  return {
    apply: all.flatMap(({ apply }) => apply),
    remove: all.flatMap(({ remove }) => remove),
    wait: all.flatMap(({ wait }) => wait),
    checked: all.flatMap(({ checked }) => checked),
    problems: all.flatMap(({ problems }) => problems),
    solved: all.flatMap(({ solved }) => solved),
  }
}

/**
 * The statements that bring the catalogue in line with what was seen in KV, for any number of ids.
 * @param now milliseconds since 1970
 */
export function reconcile(changes: Changes, now: number): Statement[] {
  const { apply, remove, wait, checked, problems, solved } = changes
  return [
    ...(remove.length + apply.length > 0 ? changing(remove, apply, now) : []),
    ...(wait.length > 0
      ? [forIds(wait, `UPDATE ${T.articles} SET dirty = 1 WHERE dirty = 0 AND`)]
      : []),
    ...(checked.length > 0
      ? [forIds(checked, `UPDATE ${T.articles} SET dirty = 0 WHERE dirty = 1 AND`)]
      : []),
    ...(problems.length > 0 ? [noting(problems, now)] : []),
    ...(solved.length > 0
      ? [
          {
            sql: `DELETE FROM ${T.problems} WHERE key IN (SELECT value FROM json_each(?1))`,
            params: [JSON.stringify(solved)],
          },
        ]
      : []),
  ]
}

/** Set in the same transaction as the change, so that a run that is cut short does not lose it. */
export const SNAPSHOT_IS_STALE: Statement = {
  sql: `INSERT INTO ${T.state} (name, value) VALUES ('stale', hex(randomblob(8)))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  params: [],
}

function forIds(ids: string[], update: string): Statement {
  return {
    sql: `${update} id IN (SELECT value FROM json_each(?1))`,
    params: [JSON.stringify(ids)],
  }
}

/**
 * Optimistic concurrency: skip rows whose revision changed since we read them. The run that changed them read
 * a value that is not older than ours, and sync reads them again.
 */
const UNCHANGED = `position IN (
  SELECT article.position FROM json_each(?1) AS looked
  CROSS JOIN ${T.articles} AS article ON article.id = json_extract(looked.value, '$[0]')
    AND article.revision = json_extract(looked.value, '$[1]'))`

/**
 * A changed row is deleted and inserted, because its position may change with its date: triggers
 * then update topics, authors, aliases and counters, and take it out of the search index, to which
 * sync adds it again.
 */
function changing(remove: Removal[], puts: Put[], now: number): Statement[] {
  const removed = remove.map(({ id, revision }) => [id, revision])
  const replaced = puts.map(({ row, instead }) => [row.columns.id, instead])
  const changed = puts.map(
    ({ row: { columns } }): Changed => [columns.id, columns.status === 'published' ? 0 : 1],
  )
  return [
    // What shows them now; below, what will show them.
    enqueue([...remove.map(({ id }): Changed => [id, 1]), ...changed], now),
    ...(remove.length > 0
      ? [
          {
            sql: `INSERT INTO ${T.tombstones} (id, at, shown)
              SELECT id, ?2, status <> 'draft' AND position < ?3
              FROM ${T.articles} WHERE ${UNCHANGED}
              ON CONFLICT (id) DO UPDATE SET at = excluded.at, shown = excluded.shown`,
            params: [JSON.stringify(removed), now, positionAfter(now)],
          },
        ]
      : []),
    {
      sql: `DELETE FROM ${T.articles} WHERE ${UNCHANGED}`,
      params: [JSON.stringify([...removed, ...replaced])],
    },
    ...puts.map(({ row }) => inserting(row)),
    ...(puts.length > 0
      ? [
          forIds(
            puts.map(({ row }) => row.columns.id),
            `DELETE FROM ${T.tombstones} WHERE`,
          ),
          enqueue(changed, now),
        ]
      : []),
    SNAPSHOT_IS_STALE,
  ]
}

function inserting({ position, columns }: Row): Statement {
  const names = Object.keys(columns)
  const values = names.map((_, index) => `?${index + 2}`)
  return {
    sql: `INSERT INTO ${T.articles} (position, filled_by, ${names.join(', ')})
      SELECT coalesce((${nextFree}), ?1), (${FILLED_BY}), ${values.join(', ')}
      WHERE NOT EXISTS (SELECT 1 FROM ${T.articles} WHERE id = ${values[names.indexOf('id')]})`,
    params: [position, ...Object.values(columns)],
  }
}

/** Two articles may hash to one position: the second takes the next free one. */
const nextFree = `
  SELECT held.position + 1 FROM ${T.articles} AS held
  WHERE held.position >= ?1 AND EXISTS (SELECT 1 FROM ${T.articles} WHERE position = ?1)
    AND NOT EXISTS (SELECT 1 FROM ${T.articles} WHERE position = held.position + 1)
  ORDER BY held.position LIMIT 1`

const RECHECK_MS = 60_000
/** A pasted picture is quoted in full by a refusal; a thousand wrong blocks make a thousand reasons. */
const MAX_REASONS = 20
const REASON_LENGTH = 300

function shortened(problem: Problem): Problem {
  const reasons = problem.reasons
    .slice(0, MAX_REASONS)
    .map((reason) =>
      reason.length > REASON_LENGTH ? `${reason.slice(0, REASON_LENGTH).toWellFormed()}…` : reason,
    )
  return { ...problem, reasons }
}

function noting(problems: Problem[], now: number): Statement {
  return {
    sql: `INSERT INTO ${T.problems} (key, revision, stamped, reasons, seen_at, checked_at)
      SELECT json_extract(value, '$.key'), json_extract(value, '$.revision'),
        json_extract(value, '$.stamped'), json_extract(value, '$.reasons'), ?2, ?2
      FROM json_each(?1) WHERE true
      ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, stamped = excluded.stamped,
        reasons = excluded.reasons, checked_at = excluded.checked_at,
        seen_at = CASE WHEN revision = excluded.revision THEN seen_at ELSE excluded.seen_at END
      -- A problem that many requests see is written once.
      WHERE revision <> excluded.revision OR reasons <> excluded.reasons
        OR (checked_at <= excluded.checked_at - ${RECHECK_MS}
          AND (key >= '${PAGE_PREFIX}' AND key < '${PAGE_PREFIX.replace(':', ';')}'
            OR key >= '${LIVE_PREFIX}' AND key < '${LIVE_PREFIX.replace(':', ';')}'))`,
    params: [JSON.stringify(problems.map(shortened)), now],
  }
}
