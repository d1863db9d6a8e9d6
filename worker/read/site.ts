import type { KVNamespace } from '@cloudflare/workers-types'
import { defaultSite, type Site } from '../../content/model/site.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'
import { siteIn, siteToServe } from './resolve-site.ts'

export interface LoadedSite {
  site: Site
  /** Where it comes from: KV, what this isolate read earlier, or the built-in defaults. */
  from: 'store' | 'memory' | 'defaults'
}

/** How long one isolate keeps the site: as long as KV's own cache would. */
const KEEP_MS = 30_000
const kept = new WeakMap<KVNamespace, { site: Site; at: number }>()

/** One request asks for it once, also where it fails: the page that says so needs it again. */
const asked = new WeakMap<Services, Promise<LoadedSite>>()

export function loadSite(services: Services): Promise<LoadedSite> {
  const loading = asked.get(services) ?? read(services)
  asked.set(services, loading)
  return loading
}

/**
 * The site's settings. What was read a moment ago serves again; where KV fails or holds a broken
 * value, the last good one, else the built-in defaults.
 */
async function read({ settings, store, now }: Services): Promise<LoadedSite> {
  const last = kept.get(store.namespace)
  if (last && !settings.local && Math.abs(now - last.at) < KEEP_MS) {
    return { site: last.site, from: 'store' }
  }
  const instead = (): LoadedSite =>
    last
      ? { site: last.site, from: 'memory' }
      : { site: { ...defaultSite, ...settings.origin }, from: 'defaults' }
  try {
    const { site, problem } = siteToServe(await store.getSite(), undefined)
    if (problem !== null) return instead()
    const placed = { ...site, ...settings.origin }
    kept.set(store.namespace, { site: placed, at: now })
    return { site: placed, from: 'store' }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return instead()
  }
}

/** The site that the catalogue kept, where nothing better is at hand. */
export function orLastGood(loaded: LoadedSite, lastGood: Site | string | undefined): LoadedSite {
  if (loaded.from !== 'defaults') return loaded
  const site = typeof lastGood === 'string' ? siteIn(lastGood) : lastGood
  return site ? { ...loaded, site: { ...site, origin: loaded.site.origin ?? site.origin } } : loaded
}
