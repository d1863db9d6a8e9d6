import { ARTICLE_PREFIX, PAGE_PREFIX } from '../../content/model/key.ts'
import { TABLES as T } from '../catalogue/schema.ts'
import type { Statement } from '../stores/d1.ts'
import type { KnownProblem, KnownRow } from './compare.ts'
import type { Progress } from './progress.ts'

/** The first name that follows all keys of articles: `;` comes after `:`. */
const AFTER_ARTICLES = ARTICLE_PREFIX.replace(':', ';')
const AFTER_PAGES = PAGE_PREFIX.replace(':', ';')

/** So many stories that expired are taken off the lists in one run; what is left is hidden anyway. */
const MOST_EXPIRED = 200
/** A standing page is looked at by sync only while something is known to be wrong with it. */
const MOST_BROKEN_PAGES = 3

/** A sync that was cut short leaves its lease behind; after this time another may begin. */
const LEASE_MS = 60_000

interface LookRow extends KnownRow {
  changedAt: number
  dirty: 0 | 1
}

const LOOK_COLUMNS = `id, revision, stamped_at AS stampedAt, changed_at AS changedAt, dirty`

/** Takes the lease if it is free, ends what expired, and reads where sync stands. */
export function beginning(holder: string, now: number, settleMs: number, reads: number) {
  return [
    {
      sql: `INSERT INTO ${T.state} (name, value, until) VALUES ('lease', ?1, ?2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until
        WHERE until <= ?3 RETURNING value`,
      params: [holder, now + LEASE_MS, now],
    } as Statement<{ value: string }>,
    {
      sql: `UPDATE ${T.articles} SET listed = 0 WHERE position IN (
          SELECT position FROM ${T.articles}
          WHERE listed = 1 AND expires_at IS NOT NULL AND expires_at <= ?1
          ORDER BY expires_at LIMIT ${MOST_EXPIRED}) RETURNING id`,
      params: [now],
    } as Statement<{ id: string }>,
    {
      sql: `SELECT name, value, until FROM ${T.state} 
        WHERE name IN ('progress', 'front', 'site')`,
      params: [],
    } as Statement<{ name: string; value: string; until: number }>,
    {
      sql: `SELECT id FROM ${T.articles} WHERE dirty = 1 AND changed_at <= ?1
        ORDER BY changed_at LIMIT ?2`,
      params: [now - settleMs, reads],
    } as Statement<{ id: string }>,
  ] as const
}

/** What is known of a page's range of names (`last` null: to the end), and what is longest unchecked. */
export function rangeOf(after: string, last: string | null, reads: number) {
  const upTo = last === null ? '' : 'AND id <= ?2'
  const keysUpTo = last === null ? '' : `AND key <= '${ARTICLE_PREFIX}' || ?2`
  const bounds = last === null ? [after] : [after, last]
  return [
    {
      sql: `SELECT id, revision, stamped_at AS stampedAt FROM ${T.articles} WHERE id > ?1 ${upTo}`,
      params: bounds,
    } as Statement<KnownRow>,
    {
      sql: `SELECT key, revision, stamped FROM ${T.problems}
        WHERE key > '${ARTICLE_PREFIX}' || ?1 AND key < '${AFTER_ARTICLES}' ${keysUpTo}`,
      params: bounds,
    } as Statement<KnownProblem>,
    {
      sql: `SELECT id, checkedAt FROM (
          SELECT id, checked_at AS checkedAt FROM (SELECT id, checked_at FROM ${T.articles}
            WHERE stamped_at IS NULL ORDER BY checked_at LIMIT ?1)
          UNION ALL
          SELECT * FROM (SELECT substr(key, ${ARTICLE_PREFIX.length + 1}), checked_at FROM ${T.problems}
            WHERE key >= '${ARTICLE_PREFIX}' AND key < '${AFTER_ARTICLES}'
            ORDER BY checked_at LIMIT ?1))
        ORDER BY checkedAt LIMIT ?1`,
      params: [reads],
    } as Statement<{ id: string; checkedAt: number }>,
    {
      sql: `SELECT key, revision FROM ${T.problems} WHERE key >= '${PAGE_PREFIX}' AND key < '${AFTER_PAGES}'
        ORDER BY checked_at LIMIT ${MOST_BROKEN_PAGES}`,
      params: [],
    } as Statement<{ key: string; revision: string }>,
  ] as const
}

/** Rows, known problems and removals of these ids. */
export function looksOf(ids: string[]) {
  const json = JSON.stringify(ids)
  return [
    {
      sql: `SELECT ${LOOK_COLUMNS} FROM ${T.articles}
        WHERE id IN (SELECT value FROM json_each(?1))`,
      params: [json],
    } as Statement<LookRow>,
    {
      sql: `SELECT substr(key, ${ARTICLE_PREFIX.length + 1}) AS id, revision FROM ${T.problems}
        WHERE key IN (SELECT '${ARTICLE_PREFIX}' || value FROM json_each(?1))`,
      params: [json],
    } as Statement<{ id: string; revision: string }>,
    {
      sql: `SELECT id, at FROM ${T.tombstones} WHERE id IN (SELECT value FROM json_each(?1))`,
      params: [json],
    } as Statement<{ id: string; at: number }>,
  ] as const
}

/** Where sync stands; and the site as it is when it is right, for worse days. */
export function keep(progress: Progress, site: string | null = null): Statement {
  return {
    sql: `INSERT INTO ${T.state} (name, value)
      SELECT name, value FROM (SELECT 'progress' AS name, ?1 AS value UNION ALL SELECT 'site', ?2)
      WHERE value IS NOT NULL
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    params: [JSON.stringify(progress), site],
  }
}

export function setState(name: string, value: string, until: number): Statement {
  return {
    sql: `INSERT INTO ${T.state} (name, value, until) VALUES (?1, ?2, ?3)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until`,
    params: [name, value, until],
  }
}

/** What says that the front is to be built; it changes with every change. */
export function staleMark() {
  return {
    sql: `SELECT value FROM ${T.state} WHERE name = 'stale'`,
    params: [],
  } as Statement<{ value: string }>
}

/** Another change may have come since the front was built: only what was seen then is done. */
export function frontBuilt(stale: string | null, rebuildAt: number): Statement[] {
  return [
    setState('front', '', rebuildAt),
    { sql: `DELETE FROM ${T.state} WHERE name = 'stale' AND value = ?1`, params: [stale] },
  ]
}

export function ending(holder: string, now: number): Statement[] {
  return [setState('finished', '', now), giveUpLease(holder)]
}

export function giveUpLease(holder: string): Statement {
  return {
    sql: `DELETE FROM ${T.state} WHERE name = 'lease' AND value = ?1`,
    params: [holder],
  }
}
