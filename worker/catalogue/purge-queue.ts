import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../stores/d1.ts'
import { TABLES as T } from './schema.ts'

/** A kind of answer that the cache may hold and that is not true any more. */
export interface StaleName {
  /** `article:<id>` (a former id too), `section:<id>`, `topic:<slug>`, `author:<slug>`, `lists`, `all`. */
  name: string
  /** To be removed (1), or to be kept as a stale copy for outages (0). */
  purge: 0 | 1
  queuedAt: number
  /** When the cache was told for the first time. */
  sentAt: number | null
}

/** The cache is told twice: what it fetched right after the first time may still come from an old read. */
const AGAIN_MS = 90_000

/** An article that changed; with 1 it is no more to be seen. */
export type Changed = [id: string, purge: 0 | 1]

/** Notes everything that shows these articles, as their rows are now. D1 joins five SELECTs at most. */
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

/** Notes that every answer may have changed: the site's name or sections stand on all of them. */
export function enqueueAll(now: number): Statement {
  return {
    sql: `INSERT INTO ${T.stale} (name, purge, queued_at) VALUES ('all', 0, ?1)
      ON CONFLICT (name) DO UPDATE SET queued_at = excluded.queued_at, sent_at = NULL`,
    params: [now],
  }
}

/** What the cache is to be told now, the first time or again. */
export function dueTags(now: number): Statement<StaleName> {
  return {
    sql: `SELECT name, purge, queued_at AS queuedAt, sent_at AS sentAt FROM ${T.stale}
      WHERE sent_at IS NULL OR sent_at <= ?1 ORDER BY queued_at LIMIT 1000`,
    params: [now - AGAIN_MS],
  }
}

/** After the cache was told: the first time is noted, the second ends it. Newer changes stay. */
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
