import { z } from 'zod'
import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../stores/d1.ts'
import { positionAfter } from './position.ts'
import { listIn } from './queries/references.ts'
import { TABLES as T } from './tables.ts'

/** The first name after all those that begin with ARTICLE_PREFIX, whose colon it replaces. */
const ARTICLE_END = `${ARTICLE_PREFIX.slice(0, -1)};`

/** Who hears of changes: hubs of feeds, search engines, the newsroom's own programs. */
export type Target = 'web-sub' | 'index-now' | 'webhook'

/** A change to tell a target of, with what the catalogue knows now and what it was told. */
export interface Announcement {
  target: Target
  id: string
  /** How often telling it has failed. */
  tries: number
  /** Null, like the next three, where the article is not in the catalogue. */
  revision: string | null
  listed: 0 | 1 | null
  /** A Card, and a list of ListedCorrection, as JSON. */
  card: string | null
  corrected: string | null
  breaking: 0 | 1 | null
  /** What the target was told last; null where it was told nothing. */
  told: string | null
  /** What it was told last under a previous id. */
  toldBefore: string | null
  /** Another article has this id as an alias: the address redirects there. */
  isMoved: 0 | 1
  /** Cached pages still show the previous revision. */
  isUncleared: 0 | 1
}

const toldSchema = z.object({
  revision: z.string(),
  isShown: z.boolean(),
  isBreaking: z.boolean(),
  /** The marks of its corrections. */
  corrections: z.array(z.string()),
})
/** What a target was told of an article, as `told` holds it in JSON. */
export type Told = z.infer<typeof toldSchema>

/** Null where it was told nothing, or where the record is damaged. */
export function storedTold(text: string | null): Told | null {
  try {
    return toldSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/** So far back a scheduled article is looked for, where no run came by for long. */
const MOST_MS = 2 * 86_400_000
const MOST_NAMES = 1000
const MOST_APPEARED = 100

/**
 * Queues for these targets what the purge queue names, and what appeared by itself since the last time.
 * Part of the transaction that changes the catalogue, so that a run that ends early loses nothing.
 */
export function enqueueAnnouncements(targets: Target[], now: number): Statement[] {
  if (targets.length === 0) return []
  const appeared = `SELECT id FROM ${T.articles} WHERE listed = 1
    AND position >= coalesce((SELECT value + 0 FROM ${T.state} WHERE name = 'announced'), ?1)
    AND position >= ?2 AND position < ?1 ORDER BY position LIMIT ${MOST_APPEARED}`
  const places = [positionAfter(now), positionAfter(now - MOST_MS)]
  return [
    {
      sql: `INSERT OR IGNORE INTO ${T.announcements} (target, id, tries, due_at)
        SELECT target.value, subject.id, 0, ?4 FROM (
          SELECT id FROM (${appeared})
          UNION SELECT substr(name, ${ARTICLE_PREFIX.length + 1}) FROM (SELECT name FROM ${T.stale} WHERE sent_at IS NULL
            AND name >= '${ARTICLE_PREFIX}' AND name < '${ARTICLE_END}' LIMIT ${MOST_NAMES})) AS subject
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

/** What is to be told now, the longest waiting first. */
export function dueAnnouncements(
  targets: Target[],
  most: number,
  now: number,
): Statement<Announcement> {
  if (targets.length === 0) return { sql: 'SELECT 0 WHERE false', params: [] }
  return {
    sql: `SELECT queued.target, queued.id, queued.tries, article.revision, article.listed,
        article.card, article.corrected, article.breaking, before.told,
        (SELECT told FROM ${T.announced} WHERE target = queued.target AND id IN (
          SELECT value FROM json_each(${listIn('article.aliases')})) LIMIT 1) AS toldBefore,
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

/** These were told, or need not be: the queue has them no longer. */
export function settleAnnouncements(settled: (Key & { told: Told | null })[]): Statement[] {
  if (settled.length === 0) return []
  const rows = settled.map(({ target, id, told }) => ({ target, id, told }))
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
        SELECT ${of('target')}, ${of('id')}, ${of('told')} FROM json_each(?1)
        WHERE ${of('told')} IS NOT NULL
        ON CONFLICT (target, id) DO UPDATE SET told = excluded.told`,
      params,
    },
  ]
}

/** These failed and are tried again later. @param dueAt milliseconds since 1970 */
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
