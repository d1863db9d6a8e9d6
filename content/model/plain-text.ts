import type { Article } from './article.ts'
import { asBlock, type Block, type Body } from './block.ts'
import { cutText } from './cut-text.ts'
import { plainPhrasing, type Text } from './phrasing.ts'

/** An adult reads some 180 words of Arabic prose a minute on a screen; Brysbaert (2019) has 181. */
const WORDS_PER_MINUTE = 180

/** The text of a body, with a line break between blocks; includes captions and tables. */
export function plainText(body: Body): string {
  return body
    .map((item) => blockText(asBlock(item)))
    .filter((line) => line !== '')
    .join('\n')
}

/** How long an adult reads, in whole minutes, never less than one. */
export function readingMinutes(body: Body): number {
  return Math.max(1, Math.round(wordCount(body) / WORDS_PER_MINUTE))
}

/** The words of a body, captions and tables included. */
export function wordCount(body: Body): number {
  const known = counts.get(body)
  if (known !== undefined) return known
  const count = plainText(body).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)?.length ?? 0
  counts.set(body, count)
  return count
}

/** The page says it twice, and the worker has an article for many requests. */
const counts = new WeakMap<Body, number>()

/** A short description: the standfirst, or the beginning of the body. */
export function excerpt(
  { standfirst, body }: Pick<Article, 'standfirst' | 'body'>,
  most = 200,
): string {
  const words = standfirst ?? plainText(body).replace(/\s+/g, ' ')
  if (words.length <= most) return words
  const cut = cutText(words, most)
  const space = cut.lastIndexOf(' ')
  // A word of half a line is cut, not left out.
  return `${(space < most / 2 ? cut : cut.slice(0, space)).trimEnd()}…`
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return plainPhrasing(block.text)
    case 'quote':
      return lines(block.text, block.attribution)
    case 'list':
      return lines(...block.items)
    case 'figure':
      return lines(block.caption)
    case 'gallery':
      return lines(...block.figures.map(({ caption }) => caption))
    case 'table':
      return lines(block.caption, ...(block.head ?? []), ...block.rows.flat())
    case 'fact-box':
      return [lines(block.title), plainText(block.body)].filter(Boolean).join('\n')
    case 'embed':
      return lines(block.title, block.description)
    case 'divider':
      return ''
  }
}

function lines(...texts: (Text | undefined)[]): string {
  return texts.flatMap((text) => (text === undefined ? [] : [plainPhrasing(text)])).join('\n')
}
