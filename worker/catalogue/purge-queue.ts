import { ARTICLE_PREFIX, LIVE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../stores/d1.ts'
import { CLOCKS_DIFFER_MS } from './settle.ts'
import { TABLES as T } from './tables.ts'

/** Cached answers that are out of date. */
export interface StaleName {
  /** `article:<id>` (an alias too), `live:<id>`, `section:<id>`, `topic:<slug>`, `author:<slug>`, `lists`, `all`. */
  name: string
  /** 1: purge. 0: invalidate, which leaves a stale copy for outages. */
  purge: 0 | 1
  queuedAt: number
  /** When it was sent to the cache for the first time. */
  sentAt: number | null
}

/** Every tag is sent twice: what the cache fetched right after the first time may come from an old read. */
const AGAIN_MS = 90_000

/** An article that changed; with 1 it is no longer visible. */
export type Changed = [id: string, purge: 0 | 1]

/** Queues everything that shows these articles, as their rows are now. D1 joins at most five SELECTs. */
export function enqueue(articles: Changed[], now: number): Statement {
  return {
    sql: `WITH changed AS (
        SELECT article.*, wanted.value ->> 1 AS purge FROM json_each(?1) AS wanted
        CROSS JOIN ${T.articles} AS article ON article.id = wanted.value ->> 0)
      INSERT INTO ${T.stale} (name, purge, queued_at)
      SELECT name, max(purge), ?2 FROM (
        SELECT '${ARTICLE_PREFIX}' || value AS name, purge
          FROM changed, json_each(json_insert(aliases, '$[#]', changed.id))
        UNION SELECT 'section:' || section, purge FROM changed
        UNION SELECT 'topic:' || (value ->> '$.slug'), purge FROM changed, json_each(topics)
        UNION SELECT 'author:' || (value ->> '$.slug'), purge FROM changed, json_each(authors)
        UNION SELECT 'lists', purge FROM changed)
      GROUP BY name HAVING true ON CONFLICT (name) DO UPDATE SET
        purge = max(purge, excluded.purge), queued_at = excluded.queued_at, sent_at = NULL`,
    params: [JSON.stringify(articles), now],
  }
}

/** Queues what shows the updates of these live stories, and nothing that only leads to them. */
export function enqueueLive(ids: string[], now: number): Statement {
  return {
    sql: `INSERT INTO ${T.stale} (name, purge, queued_at)
      SELECT '${LIVE_PREFIX}' || value, 0, ?2 FROM json_each(?1) WHERE true
      ON CONFLICT (name) DO UPDATE SET queued_at = excluded.queued_at, sent_at = NULL`,
    params: [JSON.stringify(ids), now],
  }
}

/** Queues everything: the name and the sections of the site are on every page. */
export function enqueueAll(now: number): Statement {
  return {
    sql: `INSERT INTO ${T.stale} (name, purge, queued_at) VALUES ('all', 0, ?1)
      ON CONFLICT (name) DO UPDATE SET queued_at = excluded.queued_at, sent_at = NULL`,
    params: [now],
  }
}

/**
 * Queues every answer where another version of the worker runs than at the last time: copies are shared
 * across versions, and those of the previous one are out of date.
 */
export function enqueueRelease(version: string, now: number): Statement[] {
  const isKnown = `EXISTS (SELECT 1 FROM ${T.state} WHERE name = 'version' AND value = ?1)`
  return [
    {
      sql: `INSERT INTO ${T.stale} (name, purge, queued_at) SELECT 'all', 0, ?2 WHERE NOT ${isKnown}
        ON CONFLICT (name) DO UPDATE SET queued_at = excluded.queued_at, sent_at = NULL`,
      params: [version, now],
    },
    {
      sql: `INSERT INTO ${T.state} (name, value) SELECT 'version', ?1 WHERE NOT ${isKnown}
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      params: [version],
    },
  ]
}

/**
 * What to send to the cache now, for the first or the second time: what readers may no longer see
 * comes before everything else.
 */
export function dueTags(now: number): Statement<StaleName> {
  return {
    sql: `SELECT name, purge, queued_at AS queuedAt, sent_at AS sentAt FROM ${T.stale}
      WHERE sent_at IS NULL OR sent_at <= ?1 OR sent_at > ?2 ORDER BY purge DESC, queued_at LIMIT 1000`,
    params: [now - AGAIN_MS, now + CLOCKS_DIFFER_MS],
  }
}

/** Records what was sent: after the second time it leaves the queue. Newer changes stay. */
export function markSent(names: StaleName[], now: number): Statement[] {
  const json = JSON.stringify(names.map(({ name, queuedAt }) => [name, queuedAt]))
  const these = `EXISTS (SELECT 1 FROM json_each(?1) WHERE json_extract(value, '$[0]') = name
    AND json_extract(value, '$[1]') = queued_at)`
  return [
    { sql: `DELETE FROM ${T.stale} WHERE sent_at IS NOT NULL AND ${these}`, params: [json] },
    {
      sql: `UPDATE ${T.stale} SET sent_at = ?2 WHERE sent_at IS NULL AND ${these}`,
      params: [json, now],
    },
  ]
}
