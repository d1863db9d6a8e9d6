import { lastGoodSite } from '../catalogue/article-query.ts'
import { FRONT_IS_STALE } from '../catalogue/reconcile.ts'
import { type LoadedSite, loadSite, orLastGood } from '../load-site.ts'
import type { Services } from '../services.ts'
import { syncLocally } from '../sync/sync-locally.ts'
import { Unavailable } from '../within.ts'
import { buildFront, readFront, type StoredFront } from './stored-front.ts'

export interface LoadedFront {
  stored: StoredFront
  site: LoadedSite
  /** Made from the catalogue because KV did not give it: for a short time only. */
  isFallback: boolean
}

/**
 * The stored front and the site, two KV reads in one breath. Where `derived:front` is missing, or KV
 * does not answer, it is built from the catalogue.
 * @throws Unavailable where neither store answers
 */
export async function loadFront(services: Services): Promise<LoadedFront> {
  await syncLocally(services)
  const [site, stored] = await Promise.all([loadSite(services), readStored(services)])
  if (stored) return { stored, site: orLastGood(site, stored.site), isFallback: false }
  const { database, defer, now } = services
  // Only without any site at hand, because each asking is a round trip.
  const good = site.from === 'defaults' ? (await database.run(lastGoodSite()))[0][0] : undefined
  const known = orLastGood(site, good?.value)
  const front = await buildFront(database, known.site, now)
  defer(database.run(FRONT_IS_STALE))
  return { stored: front, site: known, isFallback: true }
}

async function readStored({ store }: Services): Promise<StoredFront | null> {
  try {
    const stored = await store.readFront()
    return stored && readFront(stored.text())
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}
