import { liveKey } from '../../content/model/key.ts'
import { type LiveStory, liveState } from '../../content/model/live-story.ts'
import type { Update } from '../../content/model/live-updates.ts'
import { referencesOf, withVisibleReferences } from '../../content/model/references.ts'
import { Refusal } from '../../content/model/refusal.ts'
import {
  appearances,
  isShownAt,
  type LiveFacts,
  liveStatements,
  planLive,
  problemOf,
} from '../catalogue/live-row.ts'
import { cachedUpdates, updatesIn } from '../catalogue/parsed-updates.ts'
import { liveQuery, storedUpdates } from '../catalogue/queries/live.ts'
import { targetsQuery } from '../catalogue/queries/references.ts'
import { noChanges, reconcile } from '../catalogue/reconcile.ts'
import { storedTargets } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import {
  type LiveOrder,
  type LivePlace,
  type LiveWindow,
  type PartOf,
  type PlacedUpdate,
  volumesOf,
} from './live-window.ts'
import { changesOf, visibleTargets } from './visible-references.ts'

const UPDATES_PER_PAGE = 15
/** Older parts that one page may read. It reads one, unless the place that it begins at was moved. */
const MAX_PARTS_READ = 5

export interface LoadedUpdates {
  /** Those that readers may see now, newest first. */
  updates: Update[]
  /** A store did not answer, so that they may not be the newest, or not all. */
  isPartial: boolean
  /** When what is shown changes by itself, in milliseconds since 1970. */
  changes: number[]
}

/**
 * The updates of a live story at this moment: those in KV, or the last good ones. One more KV read than
 * an article; the catalogue learns after the response what was seen.
 * @param facts undefined where the catalogue did not answer
 */
export async function loadUpdates(
  services: Services,
  id: string,
  facts: LiveFacts | undefined,
): Promise<LoadedUpdates> {
  const { now } = services
  const value = await answered(services.store.getLive(id))
  const known = facts ? await chosen(services, id, value, facts) : inKv(value)
  const all = known ?? []
  return {
    updates: all.filter((update) => isShownAt(update, now)),
    isPartial: known === null || value === undefined || facts === undefined,
    changes: appearances(all, now),
  }
}

/** Null where there are none to be had. */
async function chosen(
  services: Services,
  id: string,
  value: KvValue | null | undefined,
  facts: LiveFacts,
): Promise<Update[] | null> {
  if (value !== undefined) {
    const plan = planned(services, id, value, facts)
    const statements = liveStatements(id, plan, services.now)
    if (statements.length > 0) services.defer(repairLive(services, id, value, statements))
    if (plan.updates !== null) return plan.updates
  }
  if (facts.liveRevision === null) return value === undefined ? null : inKv(value)
  return cachedUpdates(facts.liveRevision) ?? (await lastGood(services, id))
}

/** A replica may be behind: then the primary decides. */
async function repairLive(
  services: Services,
  id: string,
  value: KvValue | null,
  statements: Statement[],
): Promise<void> {
  const { isBehind, primary } = services.database
  let changes = statements
  if (isBehind) {
    const { facts } = await primary.run({ facts: liveQuery(id) })
    if (facts[0] === undefined) return
    changes = liveStatements(id, planned(services, id, value, facts[0]), services.now)
  }
  await primary.run({ changes })
}

function planned({ now, settings }: Services, id: string, value: KvValue | null, facts: LiveFacts) {
  const { settleMs } = settings
  return planLive({ id, value, facts, by: 'reader', now, settleMs })
}

async function lastGood({ database }: Services, id: string): Promise<Update[] | null> {
  const rows = await answered(database.run({ stored: storedUpdates(id) }))
  const stored = rows?.stored[0]
  if (stored === undefined) return null
  return valid({ revision: stored.revision, text: () => stored.updates })
}

function inKv(value: KvValue | null | undefined): Update[] | null {
  if (value === undefined) return null
  return value === null ? [] : valid(value)
}

function valid(value: { revision: string; text(): string }): Update[] | null {
  try {
    return updatesIn(value)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Undefined where the store does not answer. */
export async function answered<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}

export interface LivePageUpdates {
  order: LiveOrder
  items: PlacedUpdate[]
  /** Where the next page begins, in this order. */
  next: LivePlace | null
  /** Whether the page begins with the first update of its order. */
  isFirst: boolean
  isPartial: boolean
}

/**
 * The updates of one page. A place that is not found any more (its update was deleted) shows the
 * first page.
 */
export async function updatesOfPage(
  services: Services,
  { id, live }: { id: string; live: LiveStory },
  newest: Update[],
  { order: wanted, from, isIncluded }: LiveWindow,
  most = UPDATES_PER_PAGE,
): Promise<LivePageUpdates> {
  const ended = liveState(live, services.now) === 'ended'
  const order = wanted ?? (ended ? 'oldest' : 'newest')
  const volumes = volumesOf(live.parts ?? 0, order)
  const loaded = new Map<PartOf, Update[]>([[null, newest]])
  const current = new Set(newest.map(({ id: each }) => each))
  let isPartial = false
  const read = (part: PartOf) =>
    part !== null && loaded.size <= MAX_PARTS_READ ? partOf(services, id, part) : null
  const updatesOf = async (part: PartOf): Promise<Update[]> => {
    const updates = loaded.get(part) ?? (await read(part))
    if (updates === null) isPartial = true
    loaded.set(part, updates ?? [])
    // An update that is being folded is in both for a moment.
    const own = (updates ?? []).filter(({ id: each }) => part === null || !current.has(each))
    return order === 'newest' ? own : own.toReversed()
  }
  const start = from && (await found(volumes, from, updatesOf))
  const items: PlacedUpdate[] = []
  let isMore = false
  for (const part of start ? volumes.slice(volumes.indexOf(start.part)) : volumes) {
    const updates = await updatesOf(part)
    const first = start && part === start.part ? start.index + (isIncluded ? 0 : 1) : 0
    const rest = updates.slice(first)
    const room = most - items.length
    items.push(...rest.slice(0, room).map((update) => ({ update, part })))
    if (rest.length >= room) {
      isMore = rest.length > room || part !== volumes.at(-1)
      break
    }
  }
  const last = items.at(-1)
  return {
    order,
    items,
    next: isMore && last ? { id: last.update.id, part: last.part } : null,
    isFirst: start === null || (start.index === 0 && isIncluded && start.part === volumes[0]),
    isPartial,
  }
}

/** An update is looked for where it was last, then where it was folded into since. */
async function found(
  volumes: PartOf[],
  { id, part }: LivePlace,
  updatesOf: (part: PartOf) => Promise<Update[]>,
): Promise<{ part: PartOf; index: number } | null> {
  const others = volumes
    .filter((volume) => volume !== part)
    .toSorted((one, other) => (other ?? Infinity) - (one ?? Infinity))
  for (const volume of volumes.includes(part) ? [part, ...others] : others) {
    const index = (await updatesOf(volume)).findIndex((update) => update.id === id)
    if (index >= 0) return { part: volume, index }
  }
  return null
}

/** Null where KV does not answer, or the part is invalid. */
async function partOf(services: Services, id: string, part: number): Promise<Update[] | null> {
  const { store, database, defer, now } = services
  const value = await answered(store.getLive(id, part))
  if (value === null || value === undefined) return value === null ? [] : null
  try {
    return updatesIn(value)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const problems = [problemOf(liveKey(id, part), value, error)]
    defer(database.primary.run({ noted: reconcile({ ...noChanges(), problems }, now) }))
    return null
  }
}

/**
 * These updates without links to articles that readers may not see. Asks the catalogue only where there
 * are such links.
 */
export async function withVisibleLinks(
  { database, now }: Services,
  updates: Update[],
  origin: string | undefined,
): Promise<{ shown: Update[]; references: string[]; changes: number[]; isPartial: boolean }> {
  const references = [...new Set(updates.flatMap(referencesOf))]
  if (references.length === 0) return { shown: updates, references, changes: [], isPartial: false }
  const answer = await answered(database.run({ found: targetsQuery(references) }))
  const targets = storedTargets(answer?.found[0]?.targets)
  const visible = visibleTargets(targets, now)
  return {
    shown: updates.map((update) => withVisibleReferences(update, (id) => visible.has(id), origin)),
    references,
    changes: changesOf(targets),
    isPartial: answer === undefined,
  }
}
