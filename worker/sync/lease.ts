import { MAX_SNAPSHOT_AGE_MS } from '../catalogue/queries/front.ts'
import { parseRefill, type RefillState } from '../catalogue/refill-state.ts'
import { SCHEMA_VERSION } from '../catalogue/schema.ts'
import { CLOCKS_DIFFER_MS } from '../catalogue/settle.ts'
import { TABLES as T } from '../catalogue/tables.ts'
import type { Services } from '../context.ts'
import type { Settings } from '../env.ts'
import type { Statement } from '../stores/d1.ts'
import { type Progress, parseProgress } from './progress.ts'
import { deleteState, getState } from './state.ts'

/** A run that was cut short leaves its lease behind; after this time another may begin. */
const LEASE_MS = 60_000
/** Expired articles that leave the lists in one run; the others are hidden when read. */
const MAX_EXPIRED = 200

/** What a run starts with. Only one run has a lease. */
export interface Lease {
  holder: string
  /** When the run began, in milliseconds since 1970. */
  now: number
  progress: Progress
  /** Where the refill by this version of the code stands; null where it has not begun. */
  refill: RefillState | null
  /** The JSON of the last valid site. */
  lastGoodSite: string | undefined
  /** Where the search index stands, and when the cache was called last, as their phases saved it. */
  searchState: string | undefined
  purgeTimes: string | undefined
  /** When the snapshot has to be built again though nothing changed, and when it was written. */
  snapshotDueAt: number
  snapshotWrittenAt: number
  /** Ids of the articles that left the lists just now because they expired. */
  expired: string[]
  /** Ids of articles that a clock that was ahead had taken for expired. */
  relisted: string[]
  /** Ids of rows to read again, settled by now. */
  dirty: string[]
}

/**
 * Phase 1: acquires the lease, delists what expired, reads where sync stands, and migrates the catalogue
 * where this version of the code is the first to use it. Null while another run has the lease.
 */
export async function acquireLease({ database, settings, clock }: Services): Promise<Lease | null> {
  const holder = crypto.randomUUID()
  const now = clock()
  const { lease, turned, states, dirty } = await database.run({
    lease: acquire(holder, now),
    turned: turnExpired(now),
    states: getState('progress', 'front', 'site', 'schema', 'refill', 'search', 'purges'),
    dirty: dirtyRows(now, settings),
  })
  if (lease.length === 0) return null
  const state = (name: string) => states.find((row) => row.name === name)
  if (state('schema')?.value !== SCHEMA_VERSION) await database.migrate()
  return {
    holder,
    now,
    progress: parseProgress(state('progress')?.value),
    refill: parseRefill(state('refill')?.value),
    lastGoodSite: state('site')?.value,
    searchState: state('search')?.value,
    purgeTimes: state('purges')?.value,
    snapshotDueAt: dueAt(state('front')?.until, now),
    snapshotWrittenAt: Number(state('front')?.value ?? 0),
    expired: turned.flatMap(({ id, listed }) => (listed === 0 ? [id] : [])),
    relisted: turned.flatMap(({ id, listed }) => (listed === 1 ? [id] : [])),
    dirty: dirty.map(({ id }) => id),
  }
}

/** At once where no snapshot can have to be built again so late: its writer's clock was ahead. */
function dueAt(until: number | undefined, now: number): number {
  const isPossible = until !== undefined && until <= now + MAX_SNAPSHOT_AGE_MS + CLOCKS_DIFFER_MS
  return isPossible ? until : 0
}

/**
 * The first statement of every transaction of a run. Where another run has taken the lease meanwhile,
 * it fails (`until` may not be null), and nothing of the transaction is done.
 */
export function fence({ holder }: Lease): Statement {
  return {
    sql: `INSERT INTO ${T.state} (name, value, until) SELECT 'fence', '', NULL
      WHERE NOT EXISTS (SELECT 1 FROM ${T.state} WHERE name = 'lease' AND value = ?1)`,
    params: [holder],
  }
}

/** The last phase: another run may begin. */
export async function releaseLease({ database }: Services, { holder }: Lease): Promise<void> {
  await database.run({ release: deleteState('lease', holder) })
}

/** After a failure. Where D1 itself is down this fails too, and the lease expires by itself. */
export async function giveUpLease({ database }: Services, { holder }: Lease): Promise<void> {
  await database.run({ release: deleteState('lease', holder) }).catch(() => undefined)
}

function acquire(holder: string, now: number): Statement<{ value: string }> {
  return {
    sql: `INSERT INTO ${T.state} (name, value, until) VALUES ('lease', ?1, ?2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until
      -- Beyond what a run can have written: a clock was ahead, or it is no time at all.
      WHERE until <= ?3 OR until > ?4 RETURNING value`,
    params: [holder, now + LEASE_MS, now, now + LEASE_MS + CLOCKS_DIFFER_MS],
    expires: true,
  }
}

/**
 * Delists what expired, and lists again what a run with a clock that was ahead had delisted. Each index
 * is named because SQLite would read all articles, at each of 720 runs a day.
 */
function turnExpired(now: number): Statement<{ id: string; listed: 0 | 1 }> {
  return {
    sql: `UPDATE ${T.articles} SET listed = 1 - listed WHERE position IN (
        SELECT position FROM (
          SELECT position FROM ${T.articles} INDEXED BY ${T.articles}_expiring
          WHERE listed = 1 AND expires_at IS NOT NULL AND expires_at <= ?1
          ORDER BY expires_at LIMIT ${MAX_EXPIRED})
        UNION ALL SELECT position FROM (
          SELECT position FROM ${T.articles} INDEXED BY ${T.articles}_expired
          WHERE listed = 0 AND status = 'published' AND expires_at > ?1 LIMIT ${MAX_EXPIRED}))
      RETURNING id, listed`,
    params: [now],
  }
}

function dirtyRows(now: number, { settleMs, reads }: Settings): Statement<{ id: string }> {
  return {
    sql: `SELECT id FROM ${T.articles}
      WHERE dirty = 1 AND (changed_at <= ?1 OR changed_at > ?2) ORDER BY changed_at LIMIT ?3`,
    params: [now - settleMs, now + CLOCKS_DIFFER_MS, reads],
  }
}
