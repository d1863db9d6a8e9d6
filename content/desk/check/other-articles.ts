import type { Article } from '../../model/article.ts'
import { instant } from '../../model/moment.ts'
import { isVisible } from '../../model/summary.ts'
import type { Document } from '../folder/document.ts'

/** What the check of one article must know of the others. */
interface OtherArticle {
  id: string
  file: string
  isLead: boolean
  /** Why readers do not see it now; null when they do. */
  hidden: string | null
}

/** The articles of a folder, read once: it may have 50,000. */
export interface OtherArticles {
  /** By id and by alias; several where they collide. */
  named: Map<string, OtherArticle[]>
  leads: OtherArticle[]
}

export function otherArticles(documents: Document[], now: number): OtherArticles {
  const named = new Map<string, OtherArticle[]>()
  const leads: OtherArticle[] = []
  for (const document of documents) {
    if (document.kind !== 'article') continue
    const { id, file, value } = document
    const other = { id, file, isLead: isLead(value, now), hidden: hiddenBecause(value, now) }
    if (other.isLead) leads.push(other)
    for (const name of new Set([id, ...(value?.aliases ?? [])])) {
      const known = named.get(name)
      if (known) known.push(other)
      else named.set(name, [other])
    }
  }
  return { named, leads }
}

function isLead(article: Article | null, now: number): boolean {
  return (
    article?.placement === 'lead' &&
    (article.status ?? 'published') === 'published' &&
    !(article.expiresAt && instant(article.expiresAt) <= now)
  )
}

function hiddenBecause(article: Article | null, now: number): string | null {
  if (article === null) return 'has errors'
  if (isVisible(article, now)) return null
  if (article.status === 'draft') return 'is a draft'
  if (article.status === 'withdrawn') return 'is withdrawn'
  return instant(article.publishedAt) > now
    ? `is scheduled for ${article.publishedAt}`
    : 'has expired'
}
