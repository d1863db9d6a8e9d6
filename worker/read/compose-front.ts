import { instant } from '../../content/model/moment.ts'
import type { Site } from '../../content/model/site.ts'
import {
  type Card,
  isVisible,
  nextChangeOf,
  type Summary,
  summaryOf,
} from '../../content/model/summary.ts'
import type { Front } from '../../web/front.ts'
import { cursorOf, positionAfter } from '../catalogue/position.ts'
import { breakingUntil, FRONT_LENGTH, HORIZON_MS, PAGE_SIZE } from '../catalogue/queries/front.ts'
import type { Snapshot } from './snapshot.ts'

const TOP_STORIES = 5
const STORIES_PER_SECTION = 5
const LATEST = 12

export interface FrontLayout {
  front: Front
  /** When what is shown changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
}

/**
 * The front page of this moment: the newest story placed `lead` leads (or the newest of all), the
 * placed `top` stories follow, filled up with the newest, then each section's newest of the rest.
 */
export function composeFront(stored: Snapshot, site: Site, now: number): FrontLayout {
  const visible = visibleIn(stored, now)
  const newest = visible(stored.newest)
  const used = new Set<string>()
  const take = (cards: Card[], most: number): Summary[] => {
    const taken = cards.filter(({ id }) => !used.has(id)).slice(0, most)
    for (const { id } of taken) used.add(id)
    return taken.map((card) => summaryOf(card, site))
  }
  const endOf = ({ publishedAt }: Card) => breakingUntil(instant(publishedAt))
  const breaking = visible(stored.breaking).filter((card) => now < endOf(card))
  const lead = take([...visible(stored.lead), ...newest], 1)[0] ?? null
  const top = take([...visible(stored.top), ...newest], TOP_STORIES)
  const sections = (site.front ?? site.sections.map(({ id }) => id)).flatMap((id) => {
    const section = site.sections.find((known) => known.id === id)
    const items = take(visible(stored.sections[id] ?? []), STORIES_PER_SECTION)
    return section && items.length > 0 ? [{ section, items }] : []
  })
  return {
    front: {
      lead,
      top,
      sections,
      latest: newest.slice(0, LATEST).map((card) => summaryOf(card, site)),
      breaking: breaking.map((card) => summaryOf(card, site)),
    },
    nextChange: soonest(
      [nextChangeOf(Object.values(stored.cards), now), knownUntil(stored), ...breaking.map(endOf)],
      now,
    ),
  }
}

/** What appears after this moment the stored front does not know. */
function knownUntil({ builtAt }: Snapshot): number {
  return builtAt + HORIZON_MS
}

function soonest(moments: (number | null)[], now: number): number | null {
  const later = moments.filter((moment) => moment !== null && moment > now) as number[]
  return later.length > 0 ? Math.min(...later) : null
}

/** A section's first page, or null where the stored front does not know the section yet. */
export function composeSection(stored: Snapshot, id: string, site: Site, now: number) {
  const ids = stored.sections[id]
  if (ids === undefined) return null
  const cards = visibleIn(stored, now)(ids)
  const shown = cards.slice(0, PAGE_SIZE)
  const last = shown.at(-1)
  const visibleThen = positionAfter(stored.builtAt)
  const isCut =
    ids.filter((each) => (stored.positions[each] ?? 0) < visibleThen).length >= FRONT_LENGTH
  const end = last && stored.positions[last.id]
  return {
    items: shown.map((card) => summaryOf(card, site)),
    /** The cursor of older stories, where there may be any. */
    older: end !== undefined && (cards.length > PAGE_SIZE || isCut) ? cursorOf(end) : null,
    nextChange: soonest(
      [
        nextChangeOf(
          ids.flatMap((each) => stored.cards[each] ?? []),
          now,
        ),
        knownUntil(stored),
      ],
      now,
    ),
  }
}

function visibleIn(stored: Snapshot, now: number) {
  return (ids: string[]): Card[] =>
    ids.flatMap((id) => {
      const card = stored.cards[id]
      return card !== undefined && isVisible(card, now) ? [card] : []
    })
}
