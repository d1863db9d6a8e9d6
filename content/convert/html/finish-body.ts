import { asBlock } from '../../model/block.ts'
import type { Figure } from '../../model/figure.ts'
import { plainPhrasing, type Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import type { HtmlContext } from './context.ts'
import { splitCredit } from './credit.ts'
import { takeReadAlso } from './read-also.ts'
import type { Item } from './read-flow.ts'
import { listTyped } from './typed-lists.ts'

const MAX_CHARACTERS = 20_000
const MAX_CAPTION_LENGTH = 300
const MAX_PLAIN_CAPTION_LENGTH = 120
/** Shorter ones, like "قال:", may be meant twice. */
const MIN_DUPLICATE_LENGTH = 30

/** What only shows when the blocks stand side by side. */
export function finishBody(items: Item[], context: HtmlContext): Item[] {
  const captioned = takeCaptions(items, context)
  const once = captioned.filter((item, index) => !isDoubled(item, captioned[index - 1], context))
  return takeReadAlso(listTyped(once, context), context).flatMap((item) => splitLong(item, context))
}

/** A short bold paragraph or a low heading below a picture is its caption. */
function takeCaptions(items: Item[], { lose }: HtmlContext): Item[] {
  const result: Item[] = []
  for (const item of items) {
    const last = result.at(-1)
    const words = captionIn(item)
    if (
      words !== null &&
      typeof last === 'object' &&
      last.type === 'figure' &&
      last.caption === undefined
    ) {
      const { caption, credit } = splitCredit(words)
      lose('caption-as-heading', plainPhrasing(words))
      result[result.length - 1] = {
        ...last,
        alt: last.alt || (caption === null ? '' : plainPhrasing(caption).slice(0, 1000)),
        ...(caption !== null && { caption }),
        ...(credit && { credit }),
      }
    } else result.push(item)
  }
  return result
}

function captionIn(item: Item): Text | null {
  const block = asBlock(item)
  const isHeading = block.type === 'heading' && block.level === 3
  if (block.type !== 'paragraph' && !isHeading) return null
  const { text } = block
  const { length } = plainPhrasing(text)
  if (length > MAX_CAPTION_LENGTH) return null
  const bare = withoutMarks(text)
  const hasCredit = bare !== null && splitCredit(bare).credit !== undefined
  if (isHeading) return hasCredit ? text : null
  if (isMarked(text, 'strong')) return bare
  // Other text may be the first paragraph of the story, unless a credit ends it.
  if (!hasCredit) return null
  return isMarked(text, 'emphasis') || length <= MAX_PLAIN_CAPTION_LENGTH ? bare : null
}

/** Whether all its letters have a mark. */
function isMarked(text: Text, mark: 'strong' | 'emphasis'): boolean {
  const hasLetters = (words: string) => /[\p{L}\p{N}]/u.test(words)
  if (typeof text === 'string') return false
  return text.every((run) =>
    typeof run === 'string' ? !hasLetters(run) : run[mark] || !hasLetters(run.text),
  )
}

function withoutMarks(text: Text): Text | null {
  if (typeof text === 'string') return text
  return textOf(
    text.map((run) => {
      if (typeof run === 'string') return { text: run }
      const { strong: _, emphasis: __, ...rest } = run
      return rest
    }),
  )
}

function isDoubled(item: Item, previous: Item | undefined, { lose }: HtmlContext): boolean {
  if (previous === undefined || JSON.stringify(item) !== JSON.stringify(previous)) return false
  const block = asBlock(item)
  if (block.type === 'divider') return true
  if (block.type !== 'paragraph' && block.type !== 'heading') return false
  const words = plainPhrasing(block.text)
  if (words.length < MIN_DUPLICATE_LENGTH) return false
  lose('doubled-paragraphs', words)
  return true
}

function splitLong(item: Item, { lose }: HtmlContext): Item[] {
  if (typeof item !== 'string' || item.length <= MAX_CHARACTERS) return [item]
  lose('long-text', item)
  const parts: string[] = []
  let rest = item
  while (rest.length > MAX_CHARACTERS) {
    const head = rest.slice(0, MAX_CHARACTERS)
    const end =
      Math.max(head.lastIndexOf('. '), head.lastIndexOf('؟ ')) + 1 ||
      head.lastIndexOf(' ') ||
      MAX_CHARACTERS
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return [...parts, rest]
}

/** Every figure has a description and a credit: the model and the desk require them. */
export function describeFigures(
  items: Item[],
  { headline, credit }: { headline: string; credit: string },
  { lose }: HtmlContext,
): Item[] {
  const described = <Given extends Figure>(figure: Given): Given => {
    if (figure.alt === '') lose('no-alt', figure.src)
    if (!figure.credit) lose('no-credit', figure.src)
    return { ...figure, alt: figure.alt || headline, credit: figure.credit ?? credit }
  }
  return items.map((item) => {
    if (typeof item === 'string') return item
    if (item.type === 'figure') return described(item)
    return item.type === 'gallery' ? { ...item, figures: item.figures.map(described) } : item
  })
}
