import type { Article } from './article.ts'
import { instant } from './moment.ts'

/** When readers last got another text: published, updated or corrected, whatever is not to come. */
export function lastChangeOf(
  { publishedAt, updatedAt, corrections = [] }: Dated,
  now: number,
): string {
  return [updatedAt, ...corrections.map(({ at }) => at)].reduce<string>(
    (latest, at) => (at && instant(at) <= now && instant(at) > instant(latest) ? at : latest),
    publishedAt,
  )
}

type Dated = Pick<Article, 'publishedAt' | 'updatedAt'> & { corrections?: { at: string }[] }
