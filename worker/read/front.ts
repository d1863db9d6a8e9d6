import { lastGoodSite } from '../catalogue/queries/article.ts'
import { frontForReader } from '../catalogue/queries/front.ts'
import { earliest, upcoming } from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'
import { syncLocally } from '../sync/sync-locally.ts'
import { composeFront, type FrontLayout } from './compose-front.ts'
import { type LoadedSite, loadSite, orLastGood } from './site.ts'
import { parseSnapshot, type Snapshot, snapshotOf } from './snapshot.ts'

interface LoadedFront extends FrontLayout {
  site: LoadedSite
  /** Made from the catalogue because KV did not give it: for a short time only. */
  isFallback: boolean
}

/**
 * The front page of this moment: two KV reads in one breath and no database. Where `derived:front` is
 * missing or broken, or KV does not answer, it is made from the catalogue, in one round trip; sync
 * writes it anew.
 * @throws Unavailable where neither store answers
 */
export async function loadFront(services: Services): Promise<LoadedFront> {
  const { site, stored } = await loadSnapshot(services)
  const { database, now } = services
  if (stored) return { site, ...composeFront(stored, site.site, now), isFallback: false }
  const sections = site.from === 'defaults' ? null : site.site.sections.map(({ id }) => id)
  const [[good], [next], ...rows] = await database.run(
    lastGoodSite(),
    upcoming(now),
    ...frontForReader(sections, now),
  )
  const known = orLastGood(site, good?.value)
  const { front, nextChange } = composeFront(snapshotOf(rows, known.site, now), known.site, now)
  return { site: known, front, nextChange: earliest(nextChange, next?.position), isFallback: true }
}

export interface StoredAndSite {
  site: LoadedSite
  stored: Snapshot | null
}

/** The site and what `derived:front` holds; null where that is missing, broken or out of reach. */
export async function loadSnapshot(services: Services): Promise<StoredAndSite> {
  await syncLocally(services)
  const [site, stored] = await Promise.all([loadSite(services), readStored(services)])
  return { site: orLastGood(site, stored?.site), stored }
}

async function readStored({ store }: Services): Promise<Snapshot | null> {
  try {
    return parseSnapshot(await store.getSnapshot())
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}
