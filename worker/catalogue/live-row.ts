import { liveKey } from '../../content/model/key.ts'
import { type Update, updateTitle } from '../../content/model/live-updates.ts'
import { instant } from '../../content/model/moment.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { updatesIn } from './parsed-updates.ts'
import { enqueueLive } from './purge-queue.ts'
import { noChanges, reconcile } from './reconcile.ts'
import { CLOCKS_DIFFER_MS, credibleStamp, decide } from './settle.ts'
import { TABLES as T } from './tables.ts'

/** What the catalogue has of the updates of a live story; all but `liveKnownBad` are null without a row. */
export interface LiveFacts {
  liveRevision: string | null
  liveStampedAt: number | null
  liveChangedAt: number | null
  liveNewestAt: number | null
  /** The revision of the value that is known to be invalid. */
  liveKnownBad: string | null
}

/** SQL: the columns of LiveFacts, where `id` is the story's and the table is joined as `live`. */
export function liveColumns(id: string): string {
  return `live.revision AS liveRevision, live.stamped_at AS liveStampedAt,
    live.changed_at AS liveChangedAt, live.newest_at AS liveNewestAt,
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
  /** The updates of the value, where it is the one to show; null where the row's are. */
  updates: Update[] | null
  /** What it changes in the catalogue. */
  statements: Statement[]
  isChanged: boolean
}

/** What a sighting of the updates in KV means: the rule for articles (settle.ts), and one of its own. */
export function planLive(sighting: LiveSighting): LivePlan {
  const { id, value, facts, by, now, settleMs } = sighting
  const row = rowIn(facts)
  const verdict = decide({ row, removedAt: null, seen: value, by, now, settleMs })
  const solved = () => statementsOf(facts.liveKnownBad === null ? [] : [liveKey(id)], now)
  if (value === null) {
    if (verdict !== 'remove' || row === null) return { ...NOTHING, updates: row ? null : [] }
    return { updates: [], statements: [removing(id, row.revision), ...solved()], isChanged: true }
  }
  if (row?.revision !== value.revision && verdict === 'unchanged') return NOTHING
  try {
    const updates = updatesIn(value)
    if (row?.revision === value.revision) {
      return { updates, statements: solved(), isChanged: false }
    }
    if (verdict === 'wait' && !isContinued(updates, facts, now)) return NOTHING
    const statements = [...putting(sighting, value, updates), ...solved()]
    return { updates, statements, isChanged: true }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (facts.liveKnownBad === value.revision) return NOTHING
    return { ...NOTHING, statements: noting(liveKey(id), value, error, now) }
  }
}

const NOTHING: LivePlan = { updates: null, statements: [], isChanged: false }

/** The statements that record why a value is invalid. */
export function noting(key: string, value: KvValue, { problems }: Refusal, now: number) {
  const { revision, stamp } = value
  const reasons = problems.map(problemText)
  return reconcile(
    { ...noChanges(), problems: [{ key, revision, stamped: stamp !== null, reasons }] },
    now,
  )
}

function statementsOf(solved: string[], now: number): Statement[] {
  return reconcile({ ...noChanges(), solved }, now)
}

/**
 * An unstamped value may be an old one. One whose newest update is newer than every update that was seen
 * before is a later one: so a story that is written from a phone does not wait for two minutes each time.
 */
function isContinued(updates: Update[], { liveNewestAt }: LiveFacts, now: number): boolean {
  const newest = newestShown(updates, now)
  return newest !== undefined && instant(newest.at) > (liveNewestAt ?? 0)
}

/** The newest update that readers may see. Clocks differ: what is a moment ahead counts as now. */
function newestShown(updates: Update[], now: number): Update | undefined {
  return updates.find((update) => isShownAt(update, now))
}

export function isShownAt({ at }: Pick<Update, 'at'>, now: number): boolean {
  return instant(at) <= now + CLOCKS_DIFFER_MS
}

function putting({ id, facts, now }: LiveSighting, value: KvValue, updates: Update[]): Statement[] {
  const newest = newestShown(updates, now)
  const shown = newest
    ? JSON.stringify({ id: newest.id, at: newest.at, title: updateTitle(newest) })
    : 'null'
  const { revision, stamp } = value
  const stampedAt = credibleStamp(stamp, now)?.at ?? null
  const newestAt = newest ? instant(newest.at) : 0
  return [
    {
      // Another request may have seen a later one meanwhile: then that stays.
      sql: `INSERT INTO ${T.live} (id, revision, stamped_at, changed_at, newest_at, newest, updates)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,
          stamped_at = excluded.stamped_at, changed_at = excluded.changed_at,
          newest_at = excluded.newest_at, newest = excluded.newest, updates = excluded.updates
        WHERE revision IS ?8`,
      params: [id, revision, stampedAt, now, newestAt, shown, value.text(), facts.liveRevision],
    },
    enqueueLive([id], now),
  ]
}

function removing(id: string, revision: string): Statement {
  return { sql: `DELETE FROM ${T.live} WHERE id = ?1 AND revision = ?2`, params: [id, revision] }
}

function rowIn({ liveRevision, liveStampedAt, liveChangedAt }: LiveFacts) {
  if (liveRevision === null || liveChangedAt === null) return null
  return { revision: liveRevision, stampedAt: liveStampedAt, changedAt: liveChangedAt }
}
