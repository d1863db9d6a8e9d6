import { asBlock, type Block, type Body } from '../../model/block.ts'
import { plainPhrasing } from '../../model/phrasing.ts'
import { plainText } from '../../model/plain-text.ts'

/** The words of a text, each with how often it stands there. */
export function wordsOf(text: string): Map<string, number> {
  const words = new Map<string, number>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu))
    words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

export function countOf(words: Map<string, number>): number {
  let count = 0
  for (const times of words.values()) count += times
  return count
}

/** The words of one that the other does not have, in order of their first place. */
export function missingFrom(words: Map<string, number>, other: Map<string, number>): string[] {
  return [...words].flatMap(([word, times]) =>
    Array.from({ length: Math.max(0, times - (other.get(word) ?? 0)) }, () => word),
  )
}

/** Everything that readers of a body see, credits included. */
export function visibleText(body: Body): string {
  return `${plainText(body)}\n${body.flatMap((item) => creditsIn(asBlock(item))).join('\n')}`
}

function creditsIn(block: Block): string[] {
  if (block.type === 'figure') return block.credit ? [block.credit] : []
  if (block.type === 'gallery') return block.figures.flatMap(({ credit }) => credit ?? [])
  if (block.type === 'quote') return block.attribution ? [plainPhrasing(block.attribution)] : []
  return block.type === 'embed' && block.provider ? [block.provider] : []
}
