import { articleCount } from '../catalogue/queries/status.ts'
import { noChanges, reconcile, SNAPSHOT_IS_STALE } from '../catalogue/reconcile.ts'
import {
  acceptRow,
  isInPlace,
  refilledRow,
  type StaleRow,
  staleRows,
  updateRow,
} from '../catalogue/refill.ts'
import { type RefillState, startRefill } from '../catalogue/refill-state.ts'
import type { Row } from '../catalogue/row.ts'
import type { Services } from '../context.ts'
import type { Snapshot } from '../read/snapshot.ts'
import type { Statement } from '../stores/d1.ts'
import { Unavailable } from '../stores/timeout.ts'
import { fence, type Lease } from './lease.ts'
import type { Observed } from './observe.ts'
import type { NamesPage } from './read-page.ts'
import { setState } from './state.ts'

export interface Refilled {
  /** How many rows were filled again. */
  count: number
  state: RefillState
}

/** After this many runs that ended at one row, the row is left as it is. A few may have met an outage. */
const MAX_TRIES = 10

/**
 * Phase 11: fills rows again that another version of the code filled, newest first. Nothing changes
 * before its last transaction, but the number of tries: after a run that died here only one row is
 * filled, to isolate the one that ended it.
 * @param most how many
 */
export async function refillRows(
  services: Services,
  lease: Lease,
  { newestStale }: NamesPage,
  { snapshot }: Observed,
  most: number,
): Promise<Refilled> {
  const { database } = services
  const { now, refill } = lease
  if (most === 0) return { count: 0, state: refill ?? startRefill(0) }
  const state = await stateOf(services, refill, newestStale)
  if (state.before === null) return { count: 0, state }
  const limit = state.tries === 0 ? most : 1
  const held = fence(lease)
  const { rows, windowEnd } = await database.run({
    held,
    ...staleRows(state.before, limit),
    refill: save({ ...state, tries: state.tries + 1 }),
  })
  const values = state.tries < MAX_TRIES ? await getValues(services, rows, state) : []
  const filled = rows.map((stale, index) => {
    const value = values[index]
    return { stale, row: value === undefined ? null : refilledRow(stale, value, now) }
  })
  const last = rows.length === limit ? rows.at(-1) : windowEnd[0]
  const next = {
    ...state,
    before: last?.position ?? null,
    done: state.done + rows.length,
    tries: 0,
  }
  const isSnapshotStale = filled.some(({ row }) => row !== null && isShownOtherwise(row, snapshot))
  await database.run({
    held,
    rows: filled.flatMap(({ stale, row }) => statementsFor(stale, row, now)),
    refill: save(next),
    stale: isSnapshotStale ? SNAPSHOT_IS_STALE : [],
  })
  return { count: rows.length, state: next }
}

/** A refill begins with a version, and again where rows were filled by another one meanwhile. */
async function stateOf(
  { database }: Services,
  state: RefillState | null,
  newestStale: number | null,
): Promise<RefillState> {
  if (state !== null && (state.before !== null || newestStale === null)) return state
  if (state !== null) return { ...startRefill(1), before: (newestStale ?? 0) + 1 }
  const { counted } = await database.run({ counted: articleCount() })
  return startRefill(counted[0]?.total ?? 0)
}

/**
 * The values of these rows in KV. Null where KV does not return one that a previous try did not get
 * either: then the row's own article has to do.
 * @throws Unavailable
 */
function getValues({ store }: Services, rows: StaleRow[], { tries }: RefillState) {
  return Promise.all(
    rows.map(({ id }) =>
      store.getArticle(id).catch((error) => {
        if (tries === 0 || !(error instanceof Unavailable)) throw error
        return null
      }),
    ),
  )
}

function statementsFor(stale: StaleRow, row: Row | null, now: number): Statement[] {
  if (row === null) return [acceptRow(stale)]
  if (isInPlace(stale, row)) return [updateRow(stale, row)]
  return reconcile({ ...noChanges(), apply: [{ row, instead: stale.revision }] }, now)
}

function isShownOtherwise({ columns }: Row, snapshot: Snapshot | null): boolean {
  const card = snapshot?.cards[columns.id]
  return card !== undefined && JSON.stringify(card) !== columns.card
}

function save(state: RefillState): Statement {
  return setState('refill', JSON.stringify(state), 0)
}
