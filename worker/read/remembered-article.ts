import type { KVNamespace } from '@cloudflare/workers-types'
import { setLatest } from '../../content/arabic/set-latest.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'
import type { Services } from '../context.ts'
import type { FoundArticle } from './loaded-article.ts'
import { isStillTrue } from './next-change.ts'
import type { LoadedSite } from './site.ts'

/** With the answers made of it, an article takes 200 KB; one of so many characters 400. */
const MAX_ARTICLES = 64
const MAX_CHARACTERS = 30_000

/**
 * How long what the catalogue said of an article counts as what it says now. A replica, or KV's own
 * cache, may be further behind; and of a story that everybody asks for, D1 is asked once a second.
 */
const FACTS_MS = 1000

/** What the catalogue said, and when. */
export interface ReadFacts {
  facts: ArticleFacts
  /** Milliseconds since 1970. */
  factsAt: number
}

/** What KV and the catalogue said. */
interface Reading extends ReadFacts {
  revision: string
  site: LoadedSite
}

type Remembered = Omit<Reading, 'site'> & { madeAt: number; loaded: FoundArticle }

const byNamespace = new WeakMap<KVNamespace, Map<string, Remembered>>()

/**
 * The article as it was loaded before, where both stores say the same as then, and nothing has appeared
 * or expired since. Answers made of it are the same, byte for byte.
 */
export function recallArticle(
  { store, now }: Services,
  id: string,
  read: Reading,
): FoundArticle | null {
  const entries = byNamespace.get(store.namespace)
  const entry = entries?.get(id)
  if (entries === undefined || entry === undefined) return null
  const { loaded, madeAt, revision, facts } = entry
  const isSame =
    revision === read.revision &&
    loaded.site.site === read.site.site &&
    isStillTrue({ madeAt, nextChange: loaded.nextChange }, now) &&
    areSame(facts, read.facts)
  if (!isSame) return null
  // The last one asked for is the last to go.
  setLatest(entries, id, { ...entry, factsAt: read.factsAt }, MAX_ARTICLES)
  return loaded
}

/**
 * What the catalogue said of it a moment ago, so that it need not be asked again; null where that was too
 * long ago, where something has appeared since, and for live stories. It holds for the revision that it
 * names alone.
 */
export function recentFacts({ store, settings, now }: Services, id: string): ReadFacts | null {
  const entry = byNamespace.get(store.namespace)?.get(id)
  // Locally a put is in every list at the next request.
  if (entry === undefined || settings.local) return null
  const { facts, factsAt, loaded } = entry
  const isRecent =
    now - factsAt < FACTS_MS &&
    isStillTrue({ madeAt: factsAt, nextChange: loaded.nextChange }, now) &&
    loaded.article.live === undefined
  return isRecent ? { facts, factsAt } : null
}

/** What the catalogue said of it, so that it does not send the same texts again. */
export function knownFacts({ store }: Services, id: string): ArticleFacts | null {
  return byNamespace.get(store.namespace)?.get(id)?.facts ?? null
}

/** Only what is made of this reading alone, and repaired nothing. */
export function rememberArticle(
  { store, now }: Services,
  id: string,
  read: Reading,
  loaded: FoundArticle,
) {
  if ((read.facts.articleLength ?? 0) > MAX_CHARACTERS) return
  const entries = byNamespace.get(store.namespace) ?? new Map<string, Remembered>()
  byNamespace.set(store.namespace, entries)
  const { revision, facts, factsAt } = read
  setLatest(entries, id, { revision, facts, factsAt, madeAt: now, loaded }, MAX_ARTICLES)
}

function areSame(one: ArticleFacts, other: ArticleFacts): boolean {
  const names = Object.keys(one) as (keyof ArticleFacts)[]
  return names.every((name) => one[name] === other[name])
}
