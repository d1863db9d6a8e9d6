import { lastChangeOf } from '../../content/model/last-change.ts'
import { instant, moment } from '../../content/model/moment.ts'
import { type Card, isVisible } from '../../content/model/summary.ts'
import { timeOf } from '../catalogue/position.ts'
import { monthsQuery, PART_LENGTH, sitemapQuery } from '../catalogue/queries/sitemap.ts'
import { storedList, storedRecord } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { nextChange } from './next-change.ts'
import { loadSite } from './site.ts'
import { validCards } from './valid-cards.ts'

/** A part of a sitemap: the share `number` of `of` equal shares of a month (UTC). */
export interface SitemapPart {
  /** `2026-11` */
  month: string
  number: number
  of: number
}

interface DatedPart extends SitemapPart {
  /** When its month last changed, in milliseconds since 1970; null for months that are not dated. */
  changedAt: number | null
}

/** How many times the average a month may have before its parts are too long. */
const HEADROOM = 4
export const MAX_PARTS = 31

/** The parts of the sitemap, newest first. @throws Unavailable */
export async function loadSitemapParts(services: Services) {
  const { database, now } = services
  const [site, { months, dated, published, next }] = await Promise.all([
    loadSite(services),
    database.run(monthsQuery(now)),
  ])
  const total = published[0]?.value ?? 0
  const average = total / Math.max(1, months.length)
  // A site that is smaller than one part needs one a month at most, however uneven its months.
  const wanted = total <= PART_LENGTH ? 1 : Math.ceil((HEADROOM * average) / PART_LENGTH)
  const of = Math.min(MAX_PARTS, Math.max(1, wanted))
  const changes = new Map(dated.map(({ month, changedAt }) => [month, changedAt]))
  const parts = months.flatMap(({ month, newest }) => {
    const seenAt = changes.get(month)
    // What was scheduled changes the month when it appears.
    const changedAt =
      seenAt === undefined ? null : Math.max(timeOf(newest), seenAt <= now ? seenAt : 0)
    return Array.from({ length: of }, (_, index): DatedPart => {
      return { month, number: of - index, of, changedAt }
    })
  })
  return { site, parts, nextChange: nextChange(now, { upcoming: next[0]?.position }) }
}

/** When a part begins and ends, in milliseconds since 1970. */
function boundsOf({ month, number, of }: SitemapPart): { from: number; until: number } {
  const [year = 0, index = 1] = month.split('-').map(Number)
  const start = Date.UTC(year, index - 1)
  const length = Date.UTC(year, index) - start
  return { from: start + (length * (number - 1)) / of, until: start + (length * number) / of }
}

export interface SitemapEntry {
  card: Card
  /** Milliseconds since 1970. */
  updated: number
  /** Language to the id of an article that readers may see. */
  translations: Record<string, string>
}

/** What readers may see of one part. @throws Unavailable */
export async function loadSitemapPart(services: Services, part: SitemapPart) {
  const { database, now } = services
  const { from, until } = boundsOf(part)
  const [site, { rows, translated, next }] = await Promise.all([
    loadSite(services),
    database.run(sitemapQuery(from, until, now)),
  ])
  const valid = validCards(services, rows)
  const others = validCards(services, translated).map(({ parsed }) => parsed)
  const visible = new Set(others.filter((card) => isVisible(card, now)).map(({ id }) => id))
  const entries = valid.flatMap(({ parsed: card, ...row }): SitemapEntry[] => {
    if (!isVisible(card, now)) return []
    const translations = Object.entries(storedRecord(row.translations))
    const changed = lastChangeOf({ ...card, corrections: correctionsIn(row.corrections) }, now)
    return [
      {
        card,
        updated: instant(changed),
        translations: Object.fromEntries(translations.filter(([, id]) => visible.has(id))),
      },
    ]
  })
  return {
    site,
    entries,
    nextChange: nextChange(now, {
      articles: [...valid.map(({ parsed }) => parsed), ...others],
      upcoming: next[0]?.position,
    }),
  }
}

/** When these corrections were made. */
function correctionsIn(corrections: string | null): { at: string }[] {
  return storedList(corrections).flatMap((item) => {
    const { at } = (item ?? {}) as { at?: unknown }
    return typeof at === 'string' && moment.safeParse(at).success ? [{ at }] : []
  })
}
