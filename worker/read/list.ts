import { type Card, isVisible, nextChangeOf } from '../../content/model/summary.ts'
import { cursorOf } from '../catalogue/position.ts'
import { lastGoodSite } from '../catalogue/queries/article.ts'
import {
  earliest,
  listQuery,
  nameQuery,
  type Selection,
  upcoming,
} from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import { syncLocally } from '../sync/sync-locally.ts'

export interface LoadedList {
  cards: Card[]
  /** The cursor of what is older; null where there is nothing. */
  older: string | null
  nextChange: number | null
  /** How the newest story writes the topic or the author; null where there is none. */
  name: string | null
  /** The site that the catalogue kept, as JSON. */
  lastGoodSite: string | undefined
}

/**
 * A page of the catalogue, newest first.
 * @param before a position: only what is older
 * @throws Unavailable
 */
export async function loadList(
  services: Services,
  selection: Selection,
  before: number | null,
  limit: number,
): Promise<LoadedList> {
  const { database, now } = services
  await syncLocally(services)
  const [rows, [windowEnd], [next], [named], [goodSite]] = await database.run(
    ...listQuery(selection, before, limit, now),
    upcoming(now),
    nameQuery(selection, now),
    lastGoodSite(),
  )
  const page = rows.slice(0, limit)
  // A window that ends before the page is full goes on where it ended.
  const end = rows.length > limit ? page.at(-1)?.position : windowEnd?.position
  const cards = page.map(({ card }) => JSON.parse(card) as Card)
  return {
    cards: cards.filter((card) => isVisible(card, now)),
    older: end === undefined ? null : cursorOf(end),
    nextChange: earliest(nextChangeOf(cards, now), next?.position),
    name: named?.name ?? null,
    lastGoodSite: goodSite?.value,
  }
}
