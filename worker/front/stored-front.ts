import type { Site } from '../../content/model/site.ts'
import { type Card, nextBoundary } from '../../content/model/summary.ts'
import { frontQuery } from '../catalogue/front-query.ts'
import type { CardRow } from '../catalogue/list-query.ts'
import type { Database } from '../database.ts'

/**
 * What `derived:front` holds: enough for the front page and every section's first page, so that they
 * cost no database. Ids are in the order of publication, newest first; what is not visible is passed
 * over when the page is laid.
 */
export interface StoredFront {
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

const LONGEST_LIFE_MS = 12 * 3_600_000

/** @throws Unavailable */
export async function buildFront(
  database: Database,
  site: Site,
  now: number,
): Promise<StoredFront> {
  const wanted = site.sections.map(({ id }) => id)
  const [newest, bySection, lead, top, breaking] = await database.run(...frontQuery(wanted, now))
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
      wanted.map((id) => [id, idsOf(bySection.filter(({ section }) => section === id))]),
    ),
    lead: idsOf(lead),
    top: idsOf(top),
    breaking: idsOf(breaking),
  }
  return {
    version: 1,
    builtAt: now,
    rebuildAt: Math.min(
      now + LONGEST_LIFE_MS,
      nextBoundary(Object.values(cards), now) ?? Number.POSITIVE_INFINITY,
    ),
    site,
    cards,
    positions,
    ...front,
  }
}

/** The front in the text of `derived:front`, or null where it is none that this version wrote. */
export function readFront(text: string): StoredFront | null {
  try {
    const front = JSON.parse(text) as Partial<StoredFront> | null
    return front?.version === 1 && typeof front.cards === 'object' ? (front as StoredFront) : null
  } catch {
    return null
  }
}
