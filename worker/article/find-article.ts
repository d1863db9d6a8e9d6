import { type Article, readArticle } from '../../content/model/article.ts'
import { Refusal } from '../../content/model/refusal.ts'
import { type Card, isVisible, nextBoundary } from '../../content/model/summary.ts'
import { articleQuery } from '../catalogue/article-query.ts'
import { isSettled } from '../catalogue/decide.ts'
import { examine } from '../catalogue/examine.ts'
import { earliest } from '../catalogue/list-query.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import type { RowsOf } from '../database.ts'
import type { Services } from '../services.ts'
import type { Stored } from '../store.ts'
import { Unavailable } from '../within.ts'
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
  boundary: number | null
  /** The site that the catalogue kept, as JSON. */
  lastGoodSite: string | undefined
}

type Rows = RowsOf<ReturnType<typeof articleQuery>>

/**
 * What a reader is to get under this id at this moment. Asks KV and the catalogue in one breath, and
 * brings the catalogue in line afterwards where KV holds something else.
 * @throws Unavailable where neither store can tell
 */
export async function findArticle(services: Services, id: string): Promise<Found> {
  const { store, database, now } = services
  const [kv, d1] = await Promise.allSettled([
    store.readArticle(id),
    database.run(...articleQuery(id, now)),
  ])
  for (const result of [kv, d1]) {
    if (result.status === 'rejected' && !(result.reason instanceof Unavailable)) throw result.reason
  }
  const stored = kv.status === 'fulfilled' ? kv.value : undefined
  const rows = d1.status === 'fulfilled' ? d1.value : undefined
  const version = rows ? choose(services, id, stored, rows) : fromStoreAlone(stored)
  const known = { lastGoodSite: rows?.[8][0]?.value }
  if (version === null) return { ...absence(stored, rows), boundary: null, ...known }
  const { article, revision } = version
  if (!isVisible(article, now)) {
    return { ...hidden(article, now), boundary: nextBoundary([article], now), ...known }
  }
  const next = rows ? nextStory(rows, now) : null
  const related = rows ? relatedStories(rows, next, now) : []
  const shown = [article, ...related, ...(next ? [next] : [])]
  return {
    kind: 'found',
    article,
    revision,
    related,
    next,
    isPartial: rows === undefined,
    boundary: earliest(nextBoundary(shown, now), rows?.[9][0]),
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
  stored: Stored | null | undefined,
  [[row], [problem], [removal]]: Rows,
): Version | null {
  const kept = row ? { article: JSON.parse(row.article) as Article, revision: row.revision } : null
  if (stored === undefined) return kept
  const { verdict, article, changes } = examine({
    id,
    held: row ?? null,
    stored,
    knownBad: problem?.revision ?? null,
    removedAt: removal?.at ?? null,
    by: 'reader',
    now,
    settleMs: settings.settleMs,
  })
  const statements = reconcile(changes, now)
  if (statements.length > 0) defer(database.run(...statements))
  if (verdict === 'apply' && article && stored) return { article, revision: stored.revision }
  const isGone =
    stored === null && row !== undefined && isSettled(row.changedAt, now, settings.settleMs)
  return isGone ? null : kept
}

function fromStoreAlone(stored: Stored | null | undefined): Version | null {
  if (!stored) return null
  try {
    return { article: readArticle(stored.text()), revision: stored.revision }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Without both stores nobody can say that an article never existed. */
function absence(stored: Stored | null | undefined, rows: Rows | undefined) {
  if (rows === undefined) throw new Unavailable('D1 can not tell what this address was')
  const [[row], , [removal], [renamed]] = rows
  if (renamed) return { kind: 'moved', to: renamed.id } as const
  if (row ?? removal) return { kind: 'gone' } as const
  if (stored === undefined) throw new Unavailable('KV can not tell what is at this address')
  return { kind: 'missing' } as const
}

function hidden({ status, reason, publishedAt }: Article, now: number) {
  if (status === 'withdrawn') return { kind: 'gone', ...(reason && { reason }) } as const
  const wasShown = status !== 'draft' && Date.parse(publishedAt) <= now
  return wasShown ? ({ kind: 'gone' } as const) : ({ kind: 'missing' } as const)
}
