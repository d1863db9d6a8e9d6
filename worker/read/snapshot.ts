import type { KVNamespace } from '@cloudflare/workers-types'
import { Refusal } from '../../content/model/refusal.ts'
import type { Site } from '../../content/model/site.ts'
import type { Card, NewestUpdate } from '../../content/model/summary.ts'
import type { BrokenRow } from '../catalogue/broken-rows.ts'
import { type FrontRows, frontToStore, MAX_SNAPSHOT_AGE_MS } from '../catalogue/queries/front.ts'
import type { CardRow } from '../catalogue/queries/list.ts'
import { isCard, newestIn, storedCard, storedNewest } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import type { Database, Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import { nextChange } from './next-change.ts'
import { type ResolvedSite, validSite } from './resolve-site.ts'

/**
 * What `derived:front` holds: everything that the front page and the first page of each section need,
 * so that they cost no database. Ids are in the order of publication, newest first. Articles that are
 * not visible are skipped when a page is composed.
 */
export interface Snapshot {
  /** 2: the lists of sections are shorter than a version of the code may expect that reads 1 alone. */
  version: 1 | 2
  /** Milliseconds since 1970. */
  builtAt: number
  /** When sync builds it again though nothing changed: something appeared or expired. */
  rebuildAt: number
  /** The last valid site, a fallback for one that cannot be read: `siteIn` parses it. Null: none. */
  site: unknown
  cards: Record<string, Card>
  /** The position of each article in the catalogue, for the cursors of older pages. */
  positions: Record<string, number>
  newest: string[]
  sections: Record<string, string[]>
  lead: string[]
  top: string[]
  breaking: string[]
  /** How long the list of a section may be, where that is less than FRONT_LENGTH. */
  sectionLength?: number
  /** The newest update of each live story and the next that are to appear, newest first. An earlier version wrote none. */
  live?: Record<string, NewestUpdate[]>
}

/** A snapshot as it was read. */
export interface ParsedSnapshot extends Snapshot {
  /** Something in it did not parse and was left out: the next sync writes it again. */
  isDamaged: boolean
}

/** One request reads the snapshot once. */
const loading = new WeakMap<Services, Promise<ParsedSnapshot | null>>()

/** One isolate parses the same bytes once. */
const parsedLast = new WeakMap<KVNamespace, { revision: string; snapshot: ParsedSnapshot | null }>()

/** The snapshot in KV. Null where it is missing or broken, or KV does not answer. */
export function loadSnapshot(services: Services): Promise<ParsedSnapshot | null> {
  const snapshot = loading.get(services) ?? load(services)
  loading.set(services, snapshot)
  return snapshot
}

/** The same for a request that has begun to read it already; null for others. */
export function startedSnapshot(services: Services): Promise<ParsedSnapshot | null> | null {
  return loading.get(services) ?? null
}

async function load({ store }: Services): Promise<ParsedSnapshot | null> {
  try {
    const value = await store.getSnapshot()
    const last = parsedLast.get(store.namespace)
    if (value !== null && last?.revision === value.revision) return last.snapshot
    const snapshot = parseSnapshot(value)
    if (value !== null) parsedLast.set(store.namespace, { revision: value.revision, snapshot })
    return snapshot
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}

/**
 * @param mark read together with what the snapshot is made of
 * @throws Unavailable
 */
export async function buildSnapshot<Mark>(
  database: Database,
  { site, isDefault }: ResolvedSite,
  now: number,
  mark: Statement<Mark>,
): Promise<{ snapshot: Snapshot; broken: BrokenRow[]; stale: Mark[] }> {
  const sections = site.sections.map(({ id }) => id)
  const { stale, ...rows } = await database.run({ stale: mark, ...frontToStore(sections, now) })
  const { snapshot, broken } = snapshotOf(rows as FrontRows, site, now)
  return {
    snapshot: isDefault ? { ...snapshot, site: null } : snapshot,
    broken,
    stale: stale as Mark[],
  }
}

/** The snapshot that these rows of the catalogue make, and the rows that do not parse. */
export function snapshotOf(
  rows: FrontRows,
  site: Site,
  now: number,
): { snapshot: Snapshot; broken: BrokenRow[] } {
  const cards: Record<string, Card> = {}
  const positions: Record<string, number> = {}
  const broken: BrokenRow[] = []
  const idsOf = (found: CardRow[]) =>
    found
      .toSorted((one, other) => other.position - one.position)
      .flatMap(({ card, position }) => {
        const parsed = storedCard(card)
        if (parsed === null) {
          broken.push({ position })
          return []
        }
        cards[parsed.id] = parsed
        positions[parsed.id] = position
        return [parsed.id]
      })
  const lists = {
    newest: idsOf(rows.newest),
    sections: Object.fromEntries(
      site.sections.map(({ id }) => [
        id,
        idsOf(rows.sections.filter(({ section }) => section === id)),
      ]),
    ),
    lead: idsOf(rows.placed.filter(({ placement }) => placement === 'lead')),
    top: idsOf(rows.placed.filter(({ placement }) => placement === 'top')),
    breaking: idsOf(rows.breaking),
  }
  const snapshot: Snapshot = {
    version: 1,
    builtAt: now,
    rebuildAt:
      nextChange(now, { articles: Object.values(cards), at: [now + MAX_SNAPSHOT_AGE_MS] }) ?? now,
    site,
    cards,
    positions,
    live: newestUpdates([...rows.newest, ...rows.placed]),
    ...lists,
  }
  return { snapshot, broken }
}

/** By the id of its story, where that is a live one. */
function newestUpdates(rows: { card: string; live: string | null }[]) {
  return Object.fromEntries(
    rows.flatMap(({ card, live }) => {
      const updates = storedNewest(live)
      const id = updates.length > 0 && storedCard(card)?.id
      return id ? [[id, updates] as const] : []
    }),
  )
}

/** The snapshot in a value, without what does not parse; null where this version did not write it. */
export function parseSnapshot(value: KvValue | null): ParsedSnapshot | null {
  if (value === null) return null
  try {
    const snapshot: unknown = JSON.parse(value.text())
    return hasFrame(snapshot) ? withoutDamage(snapshot) : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Refusal) return null
    throw error
  }
}

/** The site in a snapshot, or null: a previous version may have stored what is invalid now. */
export function siteIn({ site }: Snapshot): Site | null {
  return site === null ? null : validSite(JSON.stringify(site))
}

type Lists = Pick<Snapshot, 'newest' | 'lead' | 'top' | 'breaking' | 'sections'>
type Frame = Omit<Snapshot, 'cards' | keyof Lists> & Lists & { cards: Record<string, unknown> }

/** The latest moment that a date of JavaScript can have. */
const LAST = 8.64e15

/** Anyone may put anything under any key: what has not all lists is built again from the catalogue. */
function hasFrame(value: unknown): value is Frame {
  if (!isObject(value) || (value.version !== 1 && value.version !== 2)) return false
  const { cards, positions, sections, builtAt, rebuildAt } = value
  if (!isObject(cards) || !isObject(positions) || !isObject(sections)) return false
  const lists = [value.newest, value.lead, value.top, value.breaking, ...Object.values(sections)]
  return (
    [builtAt, rebuildAt].every((time) => typeof time === 'number' && Math.abs(time) <= LAST) &&
    Object.values(positions).every(Number.isSafeInteger) &&
    Number.isSafeInteger(value.sectionLength ?? 0) &&
    lists.every((list) => Array.isArray(list) && list.every((id) => typeof id === 'string'))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What does not parse is left out: it is shown on no page but the front page. */
function validLive(live: unknown): Record<string, NewestUpdate[]> {
  return Object.fromEntries(
    Object.entries(isObject(live) ? live : {}).map(([id, updates]) => [id, newestIn(updates)]),
  )
}

/** A card that does not parse is left out; lists skip what has no card. */
function withoutDamage(frame: Frame): ParsedSnapshot {
  const all = Object.entries(frame.cards)
  const cards = all.filter(
    (entry): entry is [string, Card] => isCard(entry[1]) && entry[1].id === entry[0],
  )
  const isDamaged = cards.length < all.length
  return { ...frame, cards: Object.fromEntries(cards), live: validLive(frame.live), isDamaged }
}
