import type { Article } from '../../model/article.ts'
import { instant } from '../../model/moment.ts'
import { articlePath, pagePath } from '../../model/path.ts'
import { isVisible } from '../../model/summary.ts'
import type { Change } from '../plan/plan.ts'
import type { Expectation } from './live-site.ts'

/** What an address will answer, or why there is nothing to wait for. */
type Outcome = Expectation | { path: string | null; why: string }

/** What readers will see of a change, or why they see nothing yet. */
export function expectationOf({ document, revision }: Change, now: number): Outcome {
  if (document.kind === 'site') return { path: null, why: 'changes every page' }
  if (document.kind === 'page') return { path: pagePath(document.id), status: 200, revision }
  return document.value === null
    ? { path: articlePath(document.id), why: 'has errors' }
    : expectationOfArticle(document.id, document.value, revision, now)
}

/** What readers will see of an article that has just been written. */
export function expectationOfArticle(
  id: string,
  article: Article,
  revision: string,
  now: number,
): Outcome {
  const path = articlePath(id)
  if (isVisible(article, now)) return { path, status: 200, revision }
  if (article.status === 'draft') return { path, why: 'is a draft; readers do not see it' }
  if (article.status !== 'withdrawn' && instant(article.publishedAt) > now) {
    return { path, why: `is scheduled for ${article.publishedAt}` }
  }
  return { path, status: 410 }
}
