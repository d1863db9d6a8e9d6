import type { KVNamespace } from '@cloudflare/workers-types'
import { defaultSite, type Site } from '../../content/model/site.ts'
import { lastGoodSite } from '../catalogue/queries/site.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'
import { resolveSite, validSite } from './resolve-site.ts'
import { loadSnapshot, siteIn, startedSnapshot } from './snapshot.ts'

export interface LoadedSite {
  site: Site
  /** `current`: what KV holds. `last-good`: an earlier valid one. `defaults`: the built-in one. */
  freshness: 'current' | 'last-good' | 'defaults'
}

/** How long one isolate serves the site that it has: as long as KV's own cache does. */
const CACHED_MS = 30_000
const cached = new WeakMap<KVNamespace, { site: Site; at: number }>()

/** One request loads it once, also when that fails: the error page needs it again. */
const loading = new WeakMap<Services, Promise<LoadedSite>>()

/**
 * The site's settings. Where `site` fails, is missing or is invalid: the last valid one of this
 * isolate, of the snapshot, or of the catalogue; else the defaults. Never throws Unavailable.
 */
export function loadSite(services: Services): Promise<LoadedSite> {
  const loaded = loading.get(services) ?? load(services)
  loading.set(services, loaded)
  return loaded
}

/** The same for a request that has begun to load it already; null for others. */
export function startedSite(services: Services): Promise<LoadedSite> | null {
  return loading.get(services) ?? null
}

async function load(services: Services): Promise<LoadedSite> {
  const { settings, store, now } = services
  const last = cached.get(store.namespace)
  if (last && !settings.local && Math.abs(now - last.at) < CACHED_MS) {
    return { site: last.site, freshness: 'current' }
  }
  const current = await currentSite(services)
  if (typeof current === 'object') {
    const site = settings.origin ? { ...current, ...settings.origin } : current
    cached.set(store.namespace, { site, at: now })
    return { site, freshness: 'current' }
  }
  const fallback = last?.site ?? (await fallbackSite(services, current))
  return fallback
    ? { site: { ...fallback, ...settings.origin }, freshness: 'last-good' }
    : { site: { ...defaultSite, ...settings.origin }, freshness: 'defaults' }
}

async function currentSite({ store }: Services): Promise<Site | 'invalid' | 'unavailable'> {
  try {
    const { site, problem } = resolveSite(await store.getSite())
    return problem === null ? site : 'invalid'
  } catch (error) {
    if (error instanceof Unavailable) return 'unavailable'
    throw error
  }
}

/** A KV that does not answer is not asked a second time: only a read under way may still bring it. */
async function fallbackSite(
  services: Services,
  reason: 'invalid' | 'unavailable',
): Promise<Site | null> {
  const snapshot = reason === 'invalid' ? loadSnapshot(services) : startedSnapshot(services)
  const read = await snapshot
  const known = read && siteIn(read)
  if (known) return known
  try {
    const { site } = await services.database.run({ site: lastGoodSite() })
    return validSite(site[0]?.value)
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}
