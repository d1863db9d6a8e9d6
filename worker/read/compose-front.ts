import { breakingUntil } from '../../content/model/breaking.ts'
import { liveState } from '../../content/model/live-story.ts'
import { instant } from '../../content/model/moment.ts'
import { ownValue } from '../../content/model/own-value.ts'
import type { Site } from '../../content/model/site.ts'
import { type Card, isVisible, type Summary, summaryOf } from '../../content/model/summary.ts'
import type { Front } from '../../web/render/front.ts'
import { appearances, newestShown } from '../catalogue/live-row.ts'
import { HORIZON_MS } from '../catalogue/queries/front.ts'
import { nextChange } from './next-change.ts'
import type { Snapshot } from './snapshot.ts'

const TOP_STORIES = 6
const STORIES_PER_SECTION = 5
const LATEST = 12
/** A band takes stories from the blocks: none while there are few, and a short one below this number. */
const BAND = { least: 12, short: 4, full: 8, fullFrom: 24 }

export interface FrontLayout {
  front: Front
  /** When what is shown changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
  /** The live story whose newest update it shows, or is going to. */
  live: string | null
}

/**
 * The front page of this moment: the newest article placed `lead` leads (or the newest of all), those
 * placed `top` follow, filled up with the newest, then a band of the newest, then each section's
 * newest of the rest. No story stands twice; `breaking` and `latest` do not count.
 */
export function composeFront(snapshot: Snapshot, site: Site, now: number): FrontLayout {
  const visible = visibleIn(snapshot, now)
  const newest = visible(snapshot.newest)
  const used = new Set<string>()
  const take = (cards: Card[], most: number): Summary[] => {
    // The newest ones may be placed, too.
    const unused = new Map(cards.filter(({ id }) => !used.has(id)).map((card) => [card.id, card]))
    const taken = [...unused.values()].slice(0, most)
    for (const { id } of taken) used.add(id)
    return taken.map((card) => summaryOf(card, site))
  }
  const endOf = ({ publishedAt }: Card) => breakingUntil(instant(publishedAt))
  const breaking = visible(snapshot.breaking).filter((card) => now < endOf(card))
  const leading = take([...visible(snapshot.lead), ...newest], 1)[0] ?? null
  const isLive = leading?.live && liveState(leading.live, now) === 'running'
  const updates = (isLive && ownValue(snapshot.live ?? {}, leading.id)) || []
  const newestUpdate = newestShown(updates, now)
  const lead = leading && { ...leading, ...(newestUpdate && { newestUpdate }) }
  const top = take([...visible(snapshot.top), ...newest], TOP_STORIES)
  const urgent = new Set(breaking.map(({ id }) => id))
  const band = take(
    newest.filter(({ id }) => !urgent.has(id)),
    bandLength(newest.filter(({ id }) => !used.has(id)).length),
  )
  const sections = (site.front ?? site.sections.map(({ id }) => id)).flatMap((id) => {
    const section = site.sections.find((known) => known.id === id)
    const items = take(visible(ownValue(snapshot.sections, id) ?? []), STORIES_PER_SECTION)
    return section && items.length > 0 ? [{ section, items }] : []
  })
  return {
    front: {
      lead,
      top,
      band,
      sections,
      latest: newest.slice(0, LATEST).map((card) => summaryOf(card, site)),
      breaking: breaking.map((card) => summaryOf(card, site)),
    },
    nextChange: nextChange(now, {
      articles: Object.values(snapshot.cards),
      at: [knownUntil(snapshot), ...breaking.map(endOf), ...appearances(updates, now)],
    }),
    live: lead && updates.length > 0 ? lead.id : null,
  }
}

/** @param rest how many of the newest stories have no place yet */
function bandLength(rest: number): number {
  if (rest < BAND.least) return 0
  return rest < BAND.fullFrom ? BAND.short : BAND.full
}

/** The snapshot does not hold what appears after this moment. */
export function knownUntil({ builtAt }: Snapshot): number {
  return builtAt + HORIZON_MS
}

/** The visible cards of these ids. */
export function visibleIn(snapshot: Snapshot, now: number) {
  return (ids: string[]): Card[] =>
    ids.flatMap((id) => {
      const card = ownValue(snapshot.cards, id)
      return card !== undefined && isVisible(card, now) ? [card] : []
    })
}
