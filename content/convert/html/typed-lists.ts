import { asBlock } from '../../model/block.ts'
import { plainPhrasing, type Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import type { HtmlContext } from './context.ts'
import type { Item } from './read-flow.ts'

const BULLET = /^\s*[•▪●◦‣∙·○■□▫➢✓✔★]\s*(?=\S)/
const NUMBER = /^\s*([0-9٠-٩۰-۹]{1,2})\s?[.)\-–]\s*(?=\p{L})/u

/** Paragraphs that begin with a typed bullet, or with 1, 2, 3, become a list. */
export function listTyped(items: Item[], { lose }: HtmlContext): Item[] {
  const result: Item[] = []
  for (let index = 0; index < items.length; ) {
    const bullets = countWhile(items, index, (words) => BULLET.test(words))
    const numbers = countWhile(items, index, (words, place) => numberIn(words) === place + 1)
    const [count, mark] = bullets > 0 ? [bullets, BULLET] : [numbers > 1 ? numbers : 0, NUMBER]
    const texts: Text[] = []
    for (const item of items.slice(index, index + Math.min(count, 500))) {
      const text = paragraphText(item)
      const words = text && withoutMark(text, mark)
      if (words) texts.push(words)
    }
    if (count === 0 || texts.length === 0) {
      result.push(...items.slice(index, index + 1))
      index += 1
      continue
    }
    lose('typed-list', plainPhrasing(texts[0] ?? ''))
    result.push({ type: 'list', ordered: mark === NUMBER, items: texts })
    index += texts.length
  }
  return result
}

function countWhile(
  items: Item[],
  from: number,
  fits: (words: string, place: number) => boolean,
): number {
  const rest = items.slice(from)
  const end = rest.findIndex((item, place) => {
    const text = paragraphText(item)
    return text === null || !fits(plainPhrasing(text), place)
  })
  return end < 0 ? rest.length : end
}

function paragraphText(item: Item): Text | null {
  const block = asBlock(item)
  return block.type === 'paragraph' ? block.text : null
}

function numberIn(words: string): number | null {
  const [, digits] = NUMBER.exec(words) ?? []
  if (digits === undefined) return null
  return Number([...digits].map((digit) => (digit.codePointAt(0) ?? 0) & 0xf).join(''))
}

function withoutMark(text: Text, mark: RegExp): Text | null {
  if (typeof text === 'string') return text.replace(mark, '') || null
  const [first, ...others] = text.map((run) => (typeof run === 'string' ? { text: run } : run))
  return first === undefined
    ? null
    : textOf([{ ...first, text: first.text.replace(mark, '') }, ...others])
}
