import { Refusal } from '../../content/model/refusal.ts'
import type { Site } from '../../content/model/site.ts'
import { type Card, nextChangeOf } from '../../content/model/summary.ts'
import { frontToStore, LONGEST_LIFE_MS } from '../catalogue/queries/front.ts'
import type { CardRow } from '../catalogue/queries/list.ts'
import type { Database, RowsOf } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'

/**
 * What `derived:front` holds: enough for the front page and every section's first page, so that they
 * cost no database. Ids are in the order of publication, newest first; what is not visible is passed
 * over when the page is laid.
 */
export interface Snapshot {
  version: 1
  /** Milliseconds since 1970. */
  builtAt: number
  /** When sync builds it anew though nothing changed: something appeared or expired. */
  rebuildAt: number
  /** The site as it was: it serves when `site` can not be read. */
  site: Site
  cards: Record<string, Card>
  /** Each story's place in the catalogue, for the cursors of older pages. */
  positions: Record<string, number>
  newest: string[]
  sections: Record<string, string[]>
  lead: string[]
  top: string[]
  breaking: string[]
}

/** @throws Unavailable */
export async function buildSnapshot(
  database: Database,
  site: Site,
  now: number,
): Promise<Snapshot> {
  const sections = site.sections.map(({ id }) => id)
  return snapshotOf(await database.run(...frontToStore(sections, now)), site, now)
}

type Rows = RowsOf<ReturnType<typeof frontToStore>>

/** The front in what the catalogue answered. */
export function snapshotOf(
  [newest, bySection, placed, breaking]: Rows,
  site: Site,
  now: number,
): Snapshot {
  const cards: Record<string, Card> = {}
  const positions: Record<string, number> = {}
  const idsOf = (rows: CardRow[]) =>
    rows
      .toSorted((one, other) => other.position - one.position)
      .map(({ card, position }) => {
        const read = JSON.parse(card) as Card
        cards[read.id] = read
        positions[read.id] = position
        return read.id
      })
  const front = {
    newest: idsOf(newest),
    sections: Object.fromEntries(
      site.sections.map(({ id }) => [id, idsOf(bySection.filter(({ section }) => section === id))]),
    ),
    lead: idsOf(placed.filter(({ placement }) => placement === 'lead')),
    top: idsOf(placed.filter(({ placement }) => placement === 'top')),
    breaking: idsOf(breaking),
  }
  return {
    version: 1,
    builtAt: now,
    rebuildAt: Math.min(
      now + LONGEST_LIFE_MS,
      nextChangeOf(Object.values(cards), now) ?? Number.POSITIVE_INFINITY,
    ),
    site,
    cards,
    positions,
    ...front,
  }
}

/** The front in the value of `derived:front`, or null where it is none that this version wrote. */
export function parseSnapshot(stored: KvValue | null): Snapshot | null {
  if (stored === null) return null
  try {
    const front = JSON.parse(stored.text()) as Partial<Snapshot> | null
    return front?.version === 1 && isWhole(front) ? front : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Refusal) return null
    throw error
  }
}

/** Anyone may put anything under any key: what is not whole is made anew. */
function isWhole(front: Partial<Snapshot>): front is Snapshot {
  const { site, cards, positions, sections, newest, lead, top, breaking } = front
  const objects = [site, cards, positions, sections].every(
    (value) => typeof value === 'object' && value !== null,
  )
  if (!objects || typeof front.builtAt !== 'number') return false
  const lists = [newest, lead, top, breaking, ...Object.values(sections ?? {})]
  return Array.isArray(site?.sections) && lists.every(Array.isArray)
}
