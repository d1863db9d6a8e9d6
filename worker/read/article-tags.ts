import { cacheTag } from '../http/cache-tag.ts'
import type { Found } from './article.ts'

/** An article's page is made of its own text and of the stories that it leads to. */
export function articleTags(id: string, found: Found): Promise<string[]> {
  const others =
    found.kind === 'found' ? [...found.related, ...(found.next ? [found.next] : [])] : []
  const ids = [id, ...others.map((card) => card.id)]
  return Promise.all([...new Set(ids)].map((each) => cacheTag('article', each)))
}
