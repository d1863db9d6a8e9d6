import type { Article } from '../model/article.ts'
import { instant } from '../model/moment.ts'
import { articlePath, pagePath } from '../model/path.ts'
import { isVisible } from '../model/summary.ts'
import type { Expectation } from './live.ts'
import type { Change } from './plan.ts'

/** What readers are to see of a change, or why they see nothing yet. */
export function expectationOf(
  { document, revision }: Change,
  now: number,
): Expectation | { path: string | null; why: string } {
  if (document.kind === 'site') return { path: null, why: 'changes every page' }
  if (document.kind === 'page') return { path: pagePath(document.id), status: 200, revision }
  const path = articlePath(document.id)
  return document.value === null
    ? { path, why: 'has errors' }
    : lifeOf(document.value, path, revision, now)
}

function lifeOf(article: Article, path: string, revision: string, now: number) {
  if (isVisible(article, now)) return { path, status: 200, revision }
  if (article.status === 'draft') return { path, why: 'is a draft; readers see nothing of it' }
  if (article.status !== 'withdrawn' && instant(article.publishedAt) > now) {
    return { path, why: `appears by itself at ${article.publishedAt}` }
  }
  return { path, status: 410 }
}
