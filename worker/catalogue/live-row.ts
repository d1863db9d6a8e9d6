import { cutText } from '../../content/model/cut-text.ts'
import { liveKey } from '../../content/model/key.ts'
import { type Update, updateTitle } from '../../content/model/live-updates.ts'
import { instant } from '../../content/model/moment.ts'
import { plainText } from '../../content/model/plain-text.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { updatesIn } from './parsed-updates.ts'
import { enqueueLive } from './purge-queue.ts'
import { type Changes, noChanges, type Problem, reconcile, SNAPSHOT_IS_STALE } from './reconcile.ts'
import { CLOCKS_DIFFER_MS, credibleStamp, decide } from './settle.ts'
import { storedList, storedNewest } from './stored.ts'
import { TABLES as T } from './tables.ts'

/** What the catalogue has of the updates of a live story; all but `liveKnownBad` are null without a row. */
export interface LiveFacts {
  liveRevision: string | null
  liveStampedAt: number | null
  liveChangedAt: number | null
  /** When the newest update was written that readers could see by then. */
  liveNewestAt: number | null
  /** What lists show of its newest updates, as JSON: that one, and the next that are to appear. */
  liveNewest: string | null
  /** The revision of the value that is known to be invalid. */
  liveKnownBad: string | null
}

/** A live story, with what the catalogue has of its updates. */
export interface LiveLook extends LiveFacts {
  id: string
}

/** What `LIVE_LOOK` made of a story; nothing where it is damaged. */
export function storedLive(text: string): LiveLook[] {
  const [id, revision, stampedAt, changedAt, newestAt, newest, knownBad] = storedList(text)
  if (typeof id !== 'string') return []
  const time = (value: unknown) => (typeof value === 'number' ? value : null)
  const name = (value: unknown) => (typeof value === 'string' ? value : null)
  return [
    {
      id,
      liveRevision: name(revision),
      liveStampedAt: time(stampedAt),
      liveChangedAt: time(changedAt),
      liveNewestAt: time(newestAt),
      liveNewest: name(newest),
      liveKnownBad: name(knownBad),
    },
  ]
}

/** SQL: the columns of LiveFacts, where `id` is the story's and the table is joined as `live`. */
export function liveColumns(id: string): string {
  return `live.revision AS liveRevision, live.stamped_at AS liveStampedAt,
    live.changed_at AS liveChangedAt, live.newest_at AS liveNewestAt, live.newest AS liveNewest,
    (SELECT revision FROM ${T.problems} WHERE key = '${liveKey('')}' || ${id}) AS liveKnownBad`
}

/** What was seen under `live:<id>`. */
interface LiveSighting {
  id: string
  value: KvValue | null
  facts: LiveFacts
  by: 'reader' | 'sync'
  now: number
  settleMs: number
}

export interface LivePlan {
  /** The updates of the value, where it is the one to show; null where the row's are, or nobody shows them. */
  updates: Update[] | null
  /** Problems to record, or that are gone. */
  changes: Changes
  /** What changes its row; null: nothing. */
  row: Statement | null
  /** What lists show of it changes. */
  isNewestChanged: boolean
}

/** What a sighting of the updates in KV means: the rule for articles (settle.ts), and one of its own. */
export function planLive(sighting: LiveSighting): LivePlan {
  const { id, value, facts, by, now, settleMs } = sighting
  const row = rowIn(facts)
  const verdict = decide({ row, removedAt: null, seen: value, by, now, settleMs })
  const plan = (fields: Partial<LivePlan>): LivePlan => ({
    updates: null,
    changes: noChanges(),
    row: null,
    isNewestChanged: false,
    ...fields,
  })
  const solved = { ...noChanges(), solved: facts.liveKnownBad === null ? [] : [liveKey(id)] }
  if (value === null) {
    if (verdict !== 'remove' || row === null) return plan({ updates: row ? null : [] })
    const removed = removing(id, row.revision)
    return plan({ updates: [], row: removed, changes: solved, isNewestChanged: true })
  }
  if (row?.revision !== value.revision && verdict === 'unchanged') return plan({})
  if (facts.liveKnownBad === value.revision) return plan({})
  const isSame = row?.revision === value.revision
  const hasMore = hasAppeared(facts, now)
  // Sync shows no updates: it parses none of what is in the row already.
  if (isSame && by === 'sync' && !hasMore) return plan({ changes: solved })
  try {
    const updates = updatesIn(value)
    if (isSame && !hasMore) return plan({ updates, changes: solved })
    if (verdict === 'wait' && !isContinued(updates, facts, now)) return plan({})
    return plan({ updates, changes: solved, ...putting(sighting, value, updates) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return plan({ changes: { ...noChanges(), problems: [problemOf(liveKey(id), value, error)] } })
  }
}

/** The statements of one plan, for a reader's request. */
export function liveStatements(
  id: string,
  { row, changes, isNewestChanged }: LivePlan,
  now: number,
) {
  return [
    ...(row ? [row, enqueueLive([id], now)] : []),
    ...(isNewestChanged ? [SNAPSHOT_IS_STALE] : []),
    ...reconcile(changes, now),
  ]
}

export function problemOf(key: string, { revision, stamp }: KvValue, refusal: Refusal): Problem {
  return { key, revision, stamped: stamp !== null, reasons: refusal.problems.map(problemText) }
}

/**
 * An unstamped value may be an old one. One whose newest update is newer than every update that was seen
 * before is a later one: so a story that is written from a phone does not wait for two minutes each time.
 */
function isContinued(updates: Update[], { liveNewest, liveNewestAt }: LiveFacts, now: number) {
  const known = Math.max(liveNewestAt ?? 0, timeOfNewest(storedNewest(liveNewest), now))
  return timeOfNewest(updates, now) > known
}

/** Whether the time of an update has come since the row was filled, which shows it to search and lists. */
function hasAppeared({ liveNewest, liveNewestAt }: LiveFacts, now: number): boolean {
  return liveNewestAt !== null && timeOfNewest(storedNewest(liveNewest), now) > liveNewestAt
}

function timeOfNewest(updates: Pick<Update, 'at'>[], now: number): number {
  const newest = newestShown(updates, now)
  return newest === undefined ? 0 : instant(newest.at)
}

/** The newest update that readers may see. @param updates newest first */
export function newestShown<Listed extends Pick<Update, 'at'>>(
  updates: Listed[],
  now: number,
): Listed | undefined {
  return updates.find((update) => isShownAt(update, now))
}

/** When those of these appear that readers may not see yet. */
export function appearances(updates: Pick<Update, 'at'>[], now: number): number[] {
  return updates
    .filter((update) => !isShownAt(update, now))
    .map(({ at }) => instant(at) - CLOCKS_DIFFER_MS)
}

/** Clocks differ: what is a moment ahead counts as now. */
export function isShownAt({ at }: Pick<Update, 'at'>, now: number): boolean {
  return instant(at) <= now + CLOCKS_DIFFER_MS
}

function putting(
  { id, facts, now }: LiveSighting,
  value: KvValue,
  updates: Update[],
): Pick<LivePlan, 'row' | 'isNewestChanged'> {
  const listed = JSON.stringify(
    newestAndNext(updates, now).map((update) => ({
      id: update.id,
      at: update.at,
      title: updateTitle(update),
    })),
  )
  const { revision, stamp } = value
  // The same value for an update that has appeared: it was not put again.
  const isSame = revision === facts.liveRevision
  const stampedAt = isSame ? facts.liveStampedAt : (credibleStamp(stamp, now)?.at ?? null)
  const changedAt = isSame ? (facts.liveChangedAt ?? now) : now
  const row = {
    // Another request may have seen a later one meanwhile: then that stays.
    sql: `INSERT INTO ${T.live}
        (id, revision, stamped_at, changed_at, newest_at, newest, updates, words)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9)
      ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,
        stamped_at = excluded.stamped_at, changed_at = excluded.changed_at,
        newest_at = excluded.newest_at, newest = excluded.newest, updates = excluded.updates,
        words = excluded.words, indexed_revision = NULL
      WHERE revision IS ?8`,
    params: [
      id,
      revision,
      stampedAt,
      changedAt,
      timeOfNewest(updates, now),
      listed,
      value.text(),
      facts.liveRevision,
      wordsOf(updates.filter((update) => isShownAt(update, now))),
    ],
  }
  // The front page shows the newest one of the story that leads.
  return { row, isNewestChanged: listed !== facts.liveNewest }
}

/** How many scheduled updates the row has for lists; the next ones follow once one has appeared. */
const MAX_NEXT = 10

/** Newest first. */
function newestAndNext(updates: Update[], now: number): Update[] {
  const found = updates.findIndex((update) => isShownAt(update, now))
  const end = found < 0 ? updates.length : found + 1
  return updates.slice(Math.max(0, end - 1 - MAX_NEXT), end)
}

/** How many of the newest updates search finds, and by how much of their text. */
const MAX_SEARCHED = 50
const MAX_CHARACTERS = 30_000

function wordsOf(updates: Update[]): string {
  const texts = updates
    .slice(0, MAX_SEARCHED)
    .map(({ title, body }) => [title, plainText(body)].filter(Boolean).join('\n'))
  return cutText(texts.join('\n'), MAX_CHARACTERS)
}

function removing(id: string, revision: string): Statement {
  return { sql: `DELETE FROM ${T.live} WHERE id = ?1 AND revision = ?2`, params: [id, revision] }
}

function rowIn({ liveRevision, liveStampedAt, liveChangedAt }: LiveFacts) {
  if (liveRevision === null || liveChangedAt === null) return null
  return { revision: liveRevision, stampedAt: liveStampedAt, changedAt: liveChangedAt }
}
