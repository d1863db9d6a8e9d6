import type { Article } from '../../content/model/article.ts'
import { instant } from '../../content/model/moment.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'
import { storedArticle } from '../catalogue/stored.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'

export type GoneOrMissing = { kind: 'gone'; reason?: string } | { kind: 'missing' }

/**
 * What an address without an article is: renamed, gone or never there.
 * @throws Unavailable where a store that could tell did not answer
 */
export function absence(
  value: KvValue | null | undefined,
  facts: ArticleFacts | undefined,
  now: number,
): GoneOrMissing | { kind: 'moved'; to: string } {
  if (facts === undefined) throw new Unavailable('D1 cannot tell what this address was')
  const { renamedTo, wasShown, article } = facts
  if (renamedTo !== null) return { kind: 'moved', to: renamedTo }
  if (wasShown === 1) return { kind: 'gone' }
  const known = article === null ? null : storedArticle(article)
  if (known && wasPublished(known, now)) return { kind: 'gone' }
  if (value === undefined) throw new Unavailable('KV cannot tell what is at this address')
  return { kind: 'missing' }
}

/** What the address of an article that may not be seen now says. */
export function hidden(article: Article, now: number): GoneOrMissing {
  const { status, reason } = article
  if (status === 'withdrawn') return { kind: 'gone', ...(reason && { reason }) }
  return { kind: wasPublished(article, now) ? 'gone' : 'missing' }
}

/** What readers were never shown says no more than an address that never existed. */
function wasPublished({ status, publishedAt }: Article, now: number): boolean {
  return status !== 'draft' && instant(publishedAt) <= now
}
