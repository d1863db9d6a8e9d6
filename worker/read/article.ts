import { type Article, parseArticle } from '../../content/model/article.ts'
import { instant } from '../../content/model/moment.ts'
import { Refusal } from '../../content/model/refusal.ts'
import { type Card, isVisible, nextChangeOf } from '../../content/model/summary.ts'
import { examine } from '../catalogue/plan-change.ts'
import { type ArticleFacts, articleQuery } from '../catalogue/queries/article.ts'
import { earliest } from '../catalogue/queries/list.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import { isSettled } from '../catalogue/settle.ts'
import type { Services } from '../context.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import { syncLocally } from '../sync/sync-locally.ts'
import { nextStory, relatedStories } from './neighbours.ts'

export type Found = (
  | {
      kind: 'found'
      article: Article
      revision: string
      related: Card[]
      next: Card | null
      /** The catalogue did not answer: neighbours are missing. */
      isPartial: boolean
    }
  | { kind: 'moved'; to: string }
  | { kind: 'gone'; reason?: string }
  | { kind: 'missing' }
) & {
  /** When this answer changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
  /** The site that the catalogue kept, as JSON. */
  lastGoodSite: string | undefined
}

/**
 * What a reader is to get under this id at this moment. Asks KV and the catalogue in one breath, and
 * brings the catalogue in line afterwards where KV holds something else.
 * @throws Unavailable where neither store can tell
 */
export async function findArticle(services: Services, id: string): Promise<Found> {
  const found = await look(services, id)
  if (found.kind !== 'missing' || !services.settings.local) return found
  // Locally a former id leads on at the next request, though nobody has opened the story yet.
  await syncLocally(services)
  return look(services, id)
}

async function look(services: Services, id: string): Promise<Found> {
  const { store, database, now } = services
  const [kv, d1] = await Promise.allSettled([
    store.getArticle(id),
    database.run(articleQuery(id, now)),
  ])
  for (const result of [kv, d1]) {
    if (result.status === 'rejected' && !(result.reason instanceof Unavailable)) throw result.reason
  }
  const stored = kv.status === 'fulfilled' ? kv.value : undefined
  const facts = d1.status === 'fulfilled' ? d1.value[0][0] : undefined
  const version = facts ? choose(services, id, stored, facts) : fromStoreAlone(stored)
  const known = { lastGoodSite: facts?.lastGoodSite ?? undefined }
  if (version === null) {
    // Whatever appears next may claim this address as its former one.
    return { ...absence(stored, facts, now), nextChange: earliest(null, facts?.upcoming), ...known }
  }
  const { article, revision } = version
  if (!isVisible(article, now)) {
    return { ...hidden(article, now), nextChange: nextChangeOf([article], now), ...known }
  }
  const next = facts ? nextStory(facts, now) : null
  const related = facts ? relatedStories(facts, next, now) : []
  const shown = [article, ...related, ...(next ? [next] : [])]
  return {
    kind: 'found',
    article,
    revision,
    related,
    next,
    isPartial: facts === undefined,
    nextChange: earliest(nextChangeOf(shown, now), facts?.upcoming),
    ...known,
  }
}

interface Version {
  article: Article
  revision: string
}

/**
 * The version to show: KV's, unless the catalogue knows a later one or the last good one of what is
 * broken now. Null where there is none. `stored` is undefined where KV did not answer.
 */
function choose(
  { database, defer, settings, now }: Services,
  id: string,
  stored: KvValue | null | undefined,
  facts: ArticleFacts,
): Version | null {
  const held = heldIn(facts)
  const kept = held && { article: JSON.parse(held.article) as Article, revision: held.revision }
  if (stored === undefined) return kept
  const { verdict, article, changes } = examine({
    id,
    held,
    stored,
    knownBad: facts.knownBad,
    removedAt: facts.removedAt,
    by: 'reader',
    now,
    settleMs: settings.settleMs,
  })
  const statements = reconcile(changes, now)
  if (statements.length > 0) defer(database.run(...statements))
  if (verdict === 'apply' && article && stored) return { article, revision: stored.revision }
  const isGone =
    stored === null && held !== null && isSettled(held.changedAt, now, settings.settleMs)
  return isGone ? null : kept
}

/** The row, if there is one: its columns are all null or none is. */
function heldIn({ revision, stampedAt, changedAt, dirty, article }: ArticleFacts) {
  if (revision === null || changedAt === null || dirty === null || article === null) return null
  return { revision, stampedAt, changedAt, dirty, article }
}

function fromStoreAlone(stored: KvValue | null | undefined): Version | null {
  if (!stored) return null
  try {
    return { article: parseArticle(stored.text()), revision: stored.revision }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Without both stores nobody can say that an article never existed. */
function absence(stored: KvValue | null | undefined, facts: ArticleFacts | undefined, now: number) {
  if (facts === undefined) throw new Unavailable('D1 can not tell what this address was')
  const { renamedTo, wasShown, article } = facts
  if (renamedTo !== null) return { kind: 'moved', to: renamedTo } as const
  if (wasShown === 1) return { kind: 'gone' } as const
  if (article !== null && wasPublished(JSON.parse(article) as Article, now)) {
    return { kind: 'gone' } as const
  }
  if (stored === undefined) throw new Unavailable('KV can not tell what is at this address')
  return { kind: 'missing' } as const
}

function hidden(article: Article, now: number) {
  const { status, reason } = article
  if (status === 'withdrawn') return { kind: 'gone', ...(reason && { reason }) } as const
  return { kind: wasPublished(article, now) ? 'gone' : 'missing' } as const
}

/** What readers were never shown never was: its address says no more than any other. */
function wasPublished({ status, publishedAt }: Article, now: number): boolean {
  return status !== 'draft' && instant(publishedAt) <= now
}
