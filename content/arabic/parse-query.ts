import { analyse, type Token } from './analyse.ts'
import { isFunctionWord } from './function-words.ts'

/** What a reader searches for. */
export interface Query {
  /** Every one must be there, in any order. */
  words: Token[]
  /** Each as it stands: `"…"`, `«…»`, `“…”`. */
  phrases: Token[][]
  /** None may be there: `-word`, `-"a phrase"`. */
  without: Token[][]
  /** Whether something was left out because the query is too long. */
  isCut: boolean
}

const MAX_CHARACTERS = 300
const MAX_WORDS = 12

const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g
const QUOTED = /(^|\s)(-?)(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”])/g
const UNWANTED = /(^|\s)-(?=[^\s-])(\S+)/g

/** Reads whatever was typed: there is nothing that is not a query. */
export function parseQuery(typed: string): Query {
  const text = typed.slice(0, MAX_CHARACTERS).replace(INVISIBLE, '')
  const phrases: Token[][] = []
  const without: Token[][] = []
  const rest = text
    .replace(QUOTED, (_, _before, minus: string, ...inside: unknown[]) => {
      const quoted = analyse(inside.slice(0, 4).find((part) => typeof part === 'string') as string)
      if (quoted.length > 0) (minus === '' ? phrases : without).push(quoted)
      return ' '
    })
    .replace(UNWANTED, (_, _before, word: string) => {
      const tokens = analyse(word)
      if (tokens.length > 0) without.push(tokens)
      return ' '
    })
  const words = withoutFunctionWords(unique(analyse(rest)), phrases.length > 0)
  return {
    words: words.slice(0, MAX_WORDS),
    phrases: phrases.slice(0, MAX_PHRASES).map((phrase) => phrase.slice(0, MAX_WORDS)),
    without: without.slice(0, MAX_PHRASES).map((phrase) => phrase.slice(0, MAX_WORDS)),
    isCut: typed.length > MAX_CHARACTERS || words.length > MAX_WORDS,
  }
}

const MAX_PHRASES = 4

/** Whether there is anything to look for. */
export function isEmptyQuery({ words, phrases }: Query): boolean {
  return words.length === 0 && phrases.length === 0
}

/** في and من are looked for only where nothing else was typed. */
function withoutFunctionWords(words: Token[], hasPhrase: boolean): Token[] {
  const telling = words.filter(({ word }) => !isFunctionWord(word))
  return telling.length > 0 || hasPhrase ? telling : words
}

function unique(tokens: Token[]): Token[] {
  return [...new Map(tokens.map((token) => [token.word, token])).values()]
}
