import { LIVE_PREFIX } from '../../../content/model/key.ts'
import type { Statement } from '../../stores/d1.ts'
import { type LiveFacts, liveColumns } from '../live-row.ts'
import { TABLES as T } from '../tables.ts'

/** What the catalogue has of the updates of a live story, and the revision of its article. */
export function liveQuery(id: string): Statement<LiveFacts & { headRevision: string | null }> {
  return {
    sql: `SELECT ${liveColumns('?1')},
      (SELECT revision FROM ${T.articles} WHERE id = ?1) AS headRevision FROM (SELECT 1) LEFT JOIN ${T.live} AS live ON live.id = ?1`,
    params: [id],
  }
}

/** The last good updates, as the text of the value in KV. */
export function storedUpdates(id: string): Statement<{ revision: string; updates: string }> {
  return { sql: `SELECT revision, updates FROM ${T.live} WHERE id = ?1`, params: [id] }
}

/** How long after its end each run of sync still reads a story's updates. */
const AFTERWARDS_MS = 24 * 3_600_000
/** Each costs a run one KV read. */
const MAX_RUNNING = 10

/**
 * SQL with now as ?1: the live stories that run, and those that ended within a day, the newest first, each as a JSON list
 * of its id and its LiveFacts; then the keys of known problems of updates, the longest unchecked first.
 */
export const LIVE_LOOK = `
  SELECT NULL AS key, json_array(own.id, live.revision, live.stamped_at, live.changed_at,
    live.newest_at, live.newest, (SELECT revision FROM ${T.problems} WHERE key = '${LIVE_PREFIX}' || own.id)) AS live
  FROM (SELECT id FROM ${T.articles} INDEXED BY ${T.articles}_live
    WHERE live_until IS NOT NULL
      AND live_until > ?1 - ${AFTERWARDS_MS}
    ORDER BY live_until > ?1 DESC, position DESC
    LIMIT ${MAX_RUNNING}) AS own
  LEFT JOIN ${T.live} AS live ON live.id = own.id
  UNION ALL SELECT key, NULL FROM (SELECT key FROM ${T.problems}
    WHERE key >= '${LIVE_PREFIX}' AND key < '${LIVE_PREFIX.replace(':', ';')}'
    ORDER BY checked_at, key LIMIT 3)`

/** The least time between two indexings of an article for its updates: each costs 15 rows written. */
const REINDEX_MS = 10 * 60_000

/** Lets the search index take these stories again, where their updates have changed since. */
export function reindexLive(ids: string[], now: number, isAtOnce: boolean): Statement[] {
  const due = `SELECT id FROM ${T.live} WHERE id IN (SELECT value FROM json_each(?1))
    AND indexed_revision IS NOT revision AND indexed_at <= ?2`
  const params = [JSON.stringify(ids), isAtOnce ? now : now - REINDEX_MS]
  return [
    {
      sql: `UPDATE ${T.articles} SET indexed_revision = NULL
        WHERE listed = 1 AND indexed_revision IS NOT NULL AND id IN (${due})`,
      params,
    },
    {
      sql: `UPDATE ${T.live} SET indexed_revision = revision, indexed_at = ?3 WHERE id IN (${due})`,
      params: [...params, now],
    },
  ]
}
