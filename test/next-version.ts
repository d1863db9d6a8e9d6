import { anArticle } from './newspaper.ts'
import type { Edit } from './worker-versions.ts'

/** Another column, another index, a new table that triggers fill, and another filling of a column. */
export const NEXT: Edit[] = [
  {
    file: 'worker/catalogue/schema.ts',
    from: "counted_listed: 'TEXT',",
    to: "counted_listed: 'TEXT', words: 'INTEGER NOT NULL DEFAULT 0',",
  },
  {
    file: 'worker/catalogue/schema.ts',
    from: 'INDEXES: Record<string, string> = {',
    to: "INDEXES: Record<string, string> = { words: T.articles + ' (words) WHERE listed = 1',",
  },
  {
    file: 'worker/catalogue/row.ts',
    from: 'counted_listed: JSON.stringify([',
    to: "words: article.body.length, counted_listed: JSON.stringify([ 'length:any',",
  },
  {
    file: 'worker/catalogue/row.ts',
    from: 'counted: string',
    to: 'counted: string; words: number',
  },
  {
    file: 'content/model/summary.ts',
    from: 'standfirst: excerpt(article),',
    to: "standfirst: excerpt(article) + ' ++',",
  },
  {
    file: 'worker/catalogue/queries/list.ts',
    from: 'SELECT article.position, article.card\n',
    to: 'SELECT article.position, article.card, article.words\n',
  },
]

/** A story of a site of so many: sections, topics, previous ids, corrections, withdrawn ones and drafts. */
export function storyOf(index: number, count: number, now: number) {
  const id = `story-${index}`
  const article = anArticle({
    headline: `خبر ${index}`,
    section: ['world', 'science', 'culture'][index % 3],
    publishedAt: new Date(now - (count - index) * 3_600_000).toISOString(),
    topics: ['القمر', `موضوع ${index % 7}`],
    authors: [{ name: 'سلمى' }],
    ...(index % 10 === 0 && { aliases: [`was-${index}`] }),
    ...(index % 10 === 3 && {
      corrections: [
        { at: new Date(now - index * 1000).toISOString(), kind: 'update', text: 'أضيف سطر.' },
      ],
    }),
    ...(index % 50 === 7 && { status: 'withdrawn' }),
    ...(index % 50 === 8 && { status: 'draft' }),
  })
  return { id, article }
}
