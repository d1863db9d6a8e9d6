import { analyse, type Token } from './analyse.ts'
import type { Query } from './parse-query.ts'

/** Texts of one thing, read once for many queries. */
export interface ReadTexts {
  /** The words of all texts with what else they are found by. */
  forms: Set<string>
  /** The folded words of each text, one space on each side of a word. */
  lines: string[]
}

export function readTexts(texts: string[]): ReadTexts {
  const each = texts.map((text) => analyse(text))
  return {
    forms: new Set(each.flat().flatMap(({ word, forms }) => [word, ...forms])),
    lines: each.map((tokens) => ` ${tokens.map(({ word }) => word).join(' ')} `),
  }
}

/** Whether texts answer a query: the rules of the search index (worker/read/search/match.ts), without one. */
export function answersQuery(texts: ReadTexts, { words, phrases, without }: Query): boolean {
  return (
    words.every((word) => hasWord(texts, word)) &&
    phrases.every((phrase) => hasPhrase(texts, phrase)) &&
    !without.some((tokens) => hasAny(texts, tokens))
  )
}

/** Any form of a word; what is put together also by all its parts, `3.5` only whole. */
function hasWord({ forms }: ReadTexts, token: Token): boolean {
  const { word, parts } = token
  const isThere = (one: Token) => forms.has(one.word) || one.forms.some((form) => forms.has(form))
  if (parts.length === 0) return isThere(token)
  if (forms.has(word)) return true
  if (/^\d+\.\d+$/.test(word)) return false
  return parts.flatMap((part) => analyse(part)).every(isThere)
}

function hasPhrase({ lines }: ReadTexts, tokens: Token[]): boolean {
  const phrase = ` ${tokens.map(({ word }) => word).join(' ')} `
  return lines.some((line) => line.includes(phrase))
}

function hasAny(texts: ReadTexts, tokens: Token[]): boolean {
  const [only, second] = tokens
  return only !== undefined && second === undefined
    ? hasWord(texts, only)
    : hasPhrase(texts, tokens)
}
