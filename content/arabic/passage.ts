import { analyse, type Token } from './analyse.ts'
import type { Query } from './parse-query.ts'

/** A piece of text and what to mark in it: places in UTF-16 units, from the first to before the second. */
export interface Passage {
  text: string
  marks: [number, number][]
}

const MAX_CHARACTERS = 220
/** A text is looked through in pieces, so that a long one with an early match costs little. */
const PIECE = 2_000

/** The words of the query in a text, as they stand there. */
export function markWords(text: string, query: Query): Passage {
  return { text, marks: found(text, sought(query)).map(({ token }) => [token.start, token.end]) }
}

/** The part of a text that shows most of the query's words, or null where there is none. */
export function bestPassage(text: string, query: Query): Passage | null {
  const wanted = sought(query)
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE)
    const hits = found(piece, wanted)
    if (hits.length > 0) return cut(piece, richest(hits))
  }
  return null
}

interface Hit {
  token: Token
  /** Which word of the query it is. */
  word: number
  isExact: boolean
}

function sought({ words, phrases }: Query): Map<string, { word: number; isExact: boolean }> {
  const forms = new Map<string, { word: number; isExact: boolean }>()
  const tokens = [...words, ...phrases.flat()]
  tokens.forEach((token, word) => {
    for (const form of token.forms) if (!forms.has(form)) forms.set(form, { word, isExact: false })
  })
  tokens.forEach(({ word: text }, word) => {
    forms.set(text, { word, isExact: true })
  })
  return forms
}

function found(text: string, wanted: Map<string, { word: number; isExact: boolean }>): Hit[] {
  return analyse(text).flatMap((token) => {
    for (const form of [token.word, ...token.forms]) {
      const hit = wanted.get(form)
      if (hit) return [{ token, word: hit.word, isExact: hit.isExact && form === token.word }]
    }
    return []
  })
}

/** The hits that stand close enough together and show most. */
function richest(hits: Hit[]): Hit[] {
  let best: Hit[] = []
  let bestScore = -1
  hits.forEach((first, index) => {
    const near = hits
      .slice(index, index + MAX_CHARACTERS)
      .filter(({ token }) => token.end - first.token.start <= MAX_CHARACTERS - MARGIN)
    const score = new Set(near.map(({ word }) => word)).size * 4 + exactOnes(near)
    if (score > bestScore) [best, bestScore] = [near, score]
  })
  return best
}

function exactOnes(hits: Hit[]): number {
  return new Set(hits.filter(({ isExact }) => isExact).map(({ word }) => word)).size
}

const MARGIN = 60
/** A passage that is longer does not go on in the next paragraph or heading. */
const SHORT = 100

/** From the start of the sentence, if that is near, to the end of a word. */
function cut(text: string, hits: Hit[]): Passage {
  const first = hits[0]?.token.start ?? 0
  const earliest = Math.max(0, first - MARGIN)
  const before = text.slice(earliest, first)
  const sentence = /[.!؟?\n][\s»”"]*(?=[^.!؟?\n]*$)/.exec(before)
  const space = earliest === 0 ? -1 : before.indexOf(' ')
  const start = earliest + (sentence ? sentence.index + sentence[0].length : space + 1)
  let end = Math.min(text.length, start + MAX_CHARACTERS)
  const lastHit = hits[hits.length - 1]?.token.end ?? 0
  const block = text.indexOf('\n', Math.max(start + SHORT, lastHit))
  const isWhole = block >= 0 && block < end
  if (isWhole) end = block
  else if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), lastHit)
  const lead = start > 0 && !sentence ? '…' : ''
  const shift = lead.length - start
  const shown = text.slice(start, end).trimEnd()
  const tail = end === text.length || (isWhole && /[.!؟?…]$/.test(shown)) ? '' : '…'
  return {
    text: lead + shown.replace(/\s/g, ' ') + tail,
    marks: hits
      .filter(({ token }) => token.end <= end)
      .map(({ token }) => [token.start + shift, token.end + shift]),
  }
}
