import { type Summary, summaryOf } from '../../content/model/summary.ts'
import { PAGE_SIZE } from '../catalogue/queries/front.ts'
import type { Services } from '../context.ts'
import { composeSection } from './compose-front.ts'
import { loadSnapshot } from './front.ts'
import { loadList } from './list.ts'
import { type LoadedSite, loadSite, orLastGood } from './site.ts'

export interface LoadedSection {
  site: LoadedSite
  items: Summary[]
  /** The cursor of what is older; null where there is nothing. */
  older: string | null
  nextChange: number | null
  isFallback: boolean
}

/**
 * A page of a section: the first from the stored front, so that it costs no database; older ones, and
 * what the stored front does not know or can not tell, from the catalogue.
 * @param before a position; null for the first page
 */
export async function loadSection(
  services: Services,
  id: string,
  before: number | null,
): Promise<LoadedSection> {
  const first = before === null ? await loadSnapshot(services) : null
  const laid = first?.stored && composeSection(first.stored, id, first.site.site, services.now)
  if (first && laid) return { site: first.site, ...laid, isFallback: false }
  const [known, list] = await Promise.all([
    first?.site ?? loadSite(services),
    loadList(services, { section: id }, before, PAGE_SIZE),
  ])
  const { cards, older, nextChange, lastGoodSite } = list
  const site = orLastGood(known, lastGoodSite)
  const items = cards.map((card) => summaryOf(card, site.site))
  return { site, items, older, nextChange, isFallback: first !== null && first.stored === null }
}
