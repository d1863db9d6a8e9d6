import type { KVNamespace } from '@cloudflare/workers-types'
import type { Site } from '../../content/model/site.ts'
import { cacheTag, LISTS_TAG } from '../catalogue/cache-tag.ts'
import { frontForReader } from '../catalogue/queries/front.ts'
import { upcoming } from '../catalogue/queries/list.ts'
import type { Services } from '../context.ts'
import { composeFront, type FrontLayout } from './compose-front.ts'
import { isStillTrue, nextChange } from './next-change.ts'
import { type LoadedSite, loadSite } from './site.ts'
import { loadSnapshot, type Snapshot, snapshotOf } from './snapshot.ts'
import { reportBroken } from './valid-cards.ts'

interface LoadedFront extends Omit<FrontLayout, 'live'> {
  /** The cache tags of an answer that shows it. */
  tags: string[]
  site: LoadedSite
  /** Not from a whole snapshot, because KV did not give one: cached for a short time only. */
  isFallback: boolean
}

/**
 * The front page of this moment: two KV reads at once and no database. Where the snapshot is missing
 * or broken, or KV does not answer, it is made from the catalogue in one round trip; sync writes the
 * snapshot again.
 * @throws Unavailable where neither store answers
 */
export async function loadFront(services: Services): Promise<LoadedFront> {
  const { database, now } = services
  const started = loadSnapshot(services)
  const [site, snapshot] = await Promise.all([loadSite(services), started])
  if (snapshot) {
    const layout = layoutOf(services, snapshot, site.site)
    return { site, ...layout, tags: await tagsOf(layout), isFallback: snapshot.isDamaged }
  }
  const sections = site.site.sections.map(({ id }) => id)
  const { next, ...rows } = await database.run({
    next: upcoming(now),
    ...frontForReader(sections, now),
  })
  const { snapshot: made, broken } = snapshotOf(rows, site.site, now)
  reportBroken(services, broken)
  const layout = composeFront(made, site.site, now)
  return {
    site,
    front: layout.front,
    tags: await tagsOf(layout),
    nextChange: nextChange(now, { upcoming: next[0]?.position, at: [layout.nextChange] }),
    isFallback: true,
  }
}

interface Composed {
  snapshot: Snapshot
  site: Site
  madeAt: number
  layout: FrontLayout
}

/** An isolate composes the same front page once, until something in it appears or expires. */
const composedLast = new WeakMap<KVNamespace, Composed>()

function layoutOf({ store, now }: Services, snapshot: Snapshot, site: Site): FrontLayout {
  const last = composedLast.get(store.namespace)
  if (last?.snapshot === snapshot && last.site === site) {
    const { madeAt, layout } = last
    if (isStillTrue({ madeAt, nextChange: layout.nextChange }, now)) return layout
  }
  const layout = composeFront(snapshot, site, now)
  composedLast.set(store.namespace, { snapshot, site, madeAt: now, layout })
  return layout
}

async function tagsOf({ live }: FrontLayout): Promise<string[]> {
  return [LISTS_TAG, ...(live === null ? [] : [await cacheTag('live', live)])]
}
