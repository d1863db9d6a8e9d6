import { Refusal } from '../../content/model/refusal.ts'
import type { Site } from '../../content/model/site.ts'
import type { Card } from '../../content/model/summary.ts'
import { type FrontRows, frontToStore, LONGEST_LIFE_MS } from '../catalogue/queries/front.ts'
import type { CardRow } from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import type { Database, Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import { nextChange } from './next-change.ts'
import type { ResolvedSite } from './resolve-site.ts'

/**
 * What `derived:front` holds: everything that the front page and the first page of each section need,
 * so that they cost no database. Ids are in the order of publication, newest first. Articles that are
 * not visible are skipped when a page is composed.
 */
export interface Snapshot {
  version: 1
  /** Milliseconds since 1970. */
  builtAt: number
  /** When sync builds it again though nothing changed: something appeared or expired. */
  rebuildAt: number
  /** The last valid site, a fallback for one that cannot be read. Null where there is none. */
  site: Site | null
  cards: Record<string, Card>
  /** The position of each article in the catalogue, for the cursors of older pages. */
  positions: Record<string, number>
  newest: string[]
  sections: Record<string, string[]>
  lead: string[]
  top: string[]
  breaking: string[]
}

/** One request reads the snapshot once. */
const loading = new WeakMap<Services, Promise<Snapshot | null>>()

/** The snapshot in KV. Null where it is missing or broken, or KV does not answer. */
export function loadSnapshot(services: Services): Promise<Snapshot | null> {
  const snapshot = loading.get(services) ?? load(services)
  loading.set(services, snapshot)
  return snapshot
}

/** The same for a request that has begun to read it already; null for others. */
export function startedSnapshot(services: Services): Promise<Snapshot | null> | null {
  return loading.get(services) ?? null
}

async function load({ store }: Services): Promise<Snapshot | null> {
  try {
    return parseSnapshot(await store.getSnapshot())
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
): Promise<{ snapshot: Snapshot; stale: Mark[] }> {
  const sections = site.sections.map(({ id }) => id)
  const { stale, ...rows } = await database.run({ stale: mark, ...frontToStore(sections, now) })
  const snapshot = snapshotOf(rows as FrontRows, site, now)
  return { snapshot: isDefault ? { ...snapshot, site: null } : snapshot, stale: stale as Mark[] }
}

/** The snapshot that these rows of the catalogue make. */
export function snapshotOf(rows: FrontRows, site: Site, now: number): Snapshot {
  const cards: Record<string, Card> = {}
  const positions: Record<string, number> = {}
  const idsOf = (found: CardRow[]) =>
    found
      .toSorted((one, other) => other.position - one.position)
      .map(({ card, position }) => {
        const parsed = JSON.parse(card) as Card
        cards[parsed.id] = parsed
        positions[parsed.id] = position
        return parsed.id
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
  return {
    version: 1,
    builtAt: now,
    rebuildAt:
      nextChange(now, { articles: Object.values(cards), at: [now + LONGEST_LIFE_MS] }) ?? now,
    site,
    cards,
    positions,
    ...lists,
  }
}

/** The snapshot in a value, or null where this version did not write it. */
export function parseSnapshot(value: KvValue | null): Snapshot | null {
  if (value === null) return null
  try {
    const snapshot = JSON.parse(value.text()) as Partial<Snapshot> | null
    return snapshot?.version === 1 && isWhole(snapshot) ? snapshot : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Refusal) return null
    throw error
  }
}

/** Anyone may put anything under any key: what is not whole is built again. */
function isWhole(snapshot: Partial<Snapshot>): snapshot is Snapshot {
  const { site, cards, positions, sections, newest, lead, top, breaking } = snapshot
  const objects = [cards, positions, sections].every(
    (value) => typeof value === 'object' && value !== null,
  )
  if (!objects || typeof snapshot.builtAt !== 'number') return false
  const lists = [newest, lead, top, breaking, ...Object.values(sections ?? {})]
  return (site === null || Array.isArray(site?.sections)) && lists.every(Array.isArray)
}
