import type { Correction } from '../../content/model/article.ts'
import { type Card, isVisible } from '../../content/model/summary.ts'
import { LISTS_TAG } from '../catalogue/cache-tag.ts'
import { cursorOf, timeOf } from '../catalogue/position.ts'
import { correctionsQuery } from '../catalogue/queries/correction-list.ts'
import { storedCorrection } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { nextChange } from './next-change.ts'
import { type LoadedSite, loadSite } from './site.ts'
import { validCards } from './valid-cards.ts'

export interface CorrectionEntry {
  card: Card
  correction: Correction
  /** Tells it apart from the others of its article. */
  mark: string
  /** From when on readers see it, in milliseconds since 1970. */
  shownAt: number
}

export interface LoadedCorrections {
  site: LoadedSite
  /** Newest first. */
  entries: CorrectionEntry[]
  /** The cursor of what is older; null where there is nothing. */
  older: string | null
  nextChange: number | null
  tags: string[]
}

/**
 * The corrections of all articles that readers may see.
 * @param before a place: only what is older; null for the newest
 * @throws Unavailable where the catalogue does not answer
 */
export async function loadCorrections(
  services: Services,
  { before = null, limit }: { before?: number | null; limit: number },
): Promise<LoadedCorrections> {
  const { database, now } = services
  const [site, { rows, next }] = await Promise.all([
    loadSite(services),
    database.run(correctionsQuery(before, limit, now)),
  ])
  const page = rows.slice(0, limit)
  const end = rows.length > limit ? page.at(-1)?.place : undefined
  const entries = validCards(services, page).flatMap(({ parsed, correction, place }) => {
    const listed = storedCorrection(correction)
    if (listed === null) return []
    const { at, kind, text, mark } = listed
    return [{ card: parsed, correction: { at, kind, text }, mark, shownAt: timeOf(place) }]
  })
  return {
    site,
    entries: entries.filter(({ card }) => isVisible(card, now)),
    older: end === undefined ? null : cursorOf(end),
    nextChange: nextChange(now, {
      articles: entries.map(({ card }) => card),
      upcoming: next[0]?.position,
    }),
    tags: [LISTS_TAG],
  }
}
