import { z } from 'zod'
import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../stores/d1.ts'
import { positionAfter } from './position.ts'
import { listIn } from './queries/references.ts'
import { TABLES as T } from './tables.ts'

/** The first name after all those that begin with ARTICLE_PREFIX, whose colon it replaces. */
const ARTICLE_END = `${ARTICLE_PREFIX.slice(0, -1)};`

/** Who is notified of changes: hubs of feeds, search engines, the newsroom's own programs. */
export type Target = 'web-sub' | 'index-now' | 'webhook'

/** A change to announce to a target: what the catalogue has now, and what was sent last. */
export interface Announcement {
  target: Target
  id: string
  /** How many attempts have failed. */
  tries: number
  /** Null, like the next three, where the article is not in the catalogue. */
  revision: string | null
  listed: 0 | 1 | null
  /** A Card, and a list of ListedCorrection, as JSON. */
  card: string | null
  corrected: string | null
  breaking: 0 | 1 | null
  /** What was sent to the target last; null where nothing was. */
  sent: string | null
  /** What was sent last under a previous id. */
  sentBefore: string | null
  /** Another article has this id as an alias: the address redirects there. */
  isMoved: 0 | 1
  /** Cached pages still show the previous revision. */
  isUncleared: 0 | 1
}

const sentSchema = z.object({
  revision: z.string(),
  isShown: z.boolean(),
  isBreaking: z.boolean(),
  /** The marks of its corrections. */
  corrections: z.array(z.string()),
})
/** What was sent to a target about an article: JSON in the column `told`. */
export type Sent = z.infer<typeof sentSchema>

/** Null where nothing was sent, or where the record is damaged. */
export function storedSent(text: string | null): Sent | null {
  try {
    return sentSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/** How far back a run looks for scheduled articles that appeared, if the last run was long ago. */
const MAX_LOOKBACK_MS = 2 * 86_400_000
const MAX_NAMES = 1000
const MAX_APPEARED = 100

/**
 * Queues for these targets what the purge queue names, and what appeared by itself since the last time.
 * Part of the transaction that changes the catalogue, so that a run that ends early loses nothing.
 */
export function enqueueAnnouncements(targets: Target[], now: number): Statement[] {
  if (targets.length === 0) return []
  const appeared = `SELECT id FROM ${T.articles} WHERE listed = 1
    AND position >= coalesce((SELECT value + 0 FROM ${T.state} WHERE name = 'announced'), ?1)
    AND position >= ?2 AND position < ?1 ORDER BY position LIMIT ${MAX_APPEARED}`
  const places = [positionAfter(now), positionAfter(now - MAX_LOOKBACK_MS)]
  return [
    {
      sql: `INSERT OR IGNORE INTO ${T.announcements} (target, id, tries, due_at)
        SELECT target.value, subject.id, 0, ?4 FROM (
          SELECT id FROM (${appeared})
          UNION SELECT substr(name, ${ARTICLE_PREFIX.length + 1}) FROM (SELECT name FROM ${T.stale} WHERE sent_at IS NULL
            AND name >= '${ARTICLE_PREFIX}' AND name < '${ARTICLE_END}' LIMIT ${MAX_NAMES})) AS subject
        CROSS JOIN json_each(?3) AS target
        WHERE EXISTS (SELECT 1 FROM ${T.articles} WHERE id = subject.id)
          OR EXISTS (SELECT 1 FROM ${T.announced}
            WHERE target = target.value AND id = subject.id)`,
      params: [...places, JSON.stringify(targets), now],
    },
    {
      // Written only where something appeared: a run in which nothing happens writes nothing.
      sql: `INSERT INTO ${T.state} (name, value) SELECT 'announced', ?1
        WHERE NOT EXISTS (SELECT 1 FROM ${T.state} WHERE name = 'announced')
          OR EXISTS (SELECT 1 FROM (${appeared}))
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      params: places,
    },
  ]
}

/** What to announce now, the oldest first. */
export function dueAnnouncements(
  targets: Target[],
  most: number,
  now: number,
): Statement<Announcement> {
  if (targets.length === 0) return { sql: 'SELECT 0 WHERE false', params: [] }
  return {
    sql: `SELECT queued.target, queued.id, queued.tries, article.revision, article.listed,
        article.card, article.corrected, article.breaking, before.told AS sent,
        (SELECT told FROM ${T.announced} WHERE target = queued.target AND id IN (
          SELECT value FROM json_each(${listIn('article.aliases')})) LIMIT 1) AS sentBefore,
        EXISTS (SELECT 1 FROM ${T.aliases} WHERE alias = queued.id) AS isMoved,
        EXISTS (SELECT 1 FROM ${T.stale}
          WHERE name = '${ARTICLE_PREFIX}' || queued.id AND sent_at IS NULL) AS isUncleared
      FROM json_each(?1) AS target
      CROSS JOIN ${T.announcements} AS queued ON queued.target = target.value
      LEFT JOIN ${T.articles} AS article ON article.id = queued.id
      LEFT JOIN ${T.announced} AS before
        ON before.target = queued.target AND before.id = queued.id
      WHERE queued.due_at <= ?2 ORDER BY queued.due_at LIMIT ?3`,
    params: [JSON.stringify(targets), now, most],
  }
}

type Key = Pick<Announcement, 'target' | 'id'>

/** Removes what was sent, or need not be, from the queue. */
export function settleAnnouncements(settled: (Key & { sent: Sent | null })[]): Statement[] {
  if (settled.length === 0) return []
  const rows = settled.map(({ target, id, sent }) => ({ target, id, sent }))
  const params = [JSON.stringify(rows)]
  const of = (name: string) => `json_extract(value, '$.${name}')`
  return [
    {
      sql: `DELETE FROM ${T.announcements} WHERE (target, id) IN (
        SELECT ${of('target')}, ${of('id')} FROM json_each(?1))`,
      params,
    },
    {
      sql: `INSERT INTO ${T.announced} (target, id, told)
        SELECT ${of('target')}, ${of('id')}, ${of('sent')} FROM json_each(?1)
        WHERE ${of('sent')} IS NOT NULL
        ON CONFLICT (target, id) DO UPDATE SET told = excluded.told`,
      params,
    },
  ]
}

/** Schedules another attempt for what failed. @param dueAt milliseconds since 1970 */
export function postponeAnnouncements(failed: (Key & { dueAt: number })[]): Statement[] {
  if (failed.length === 0) return []
  return [
    {
      sql: `UPDATE ${T.announcements} SET tries = tries + 1, due_at = again.due_at
        FROM (SELECT value ->> 'target' AS target, value ->> 'id' AS id,
          value ->> 'dueAt' AS due_at FROM json_each(?1)) AS again
        WHERE ${T.announcements}.target = again.target AND ${T.announcements}.id = again.id`,
      params: [JSON.stringify(failed.map(({ target, id, dueAt }) => ({ target, id, dueAt })))],
    },
  ]
}
