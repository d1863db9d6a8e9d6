import { analyse, type Token } from '../../../content/arabic/analyse.ts'
import { otherLayouts } from '../../../content/arabic/keyboard-layout.ts'
import { nearSpellings } from '../../../content/arabic/near-spellings.ts'
import { isEmptyQuery, parseQuery, type Query } from '../../../content/arabic/parse-query.ts'
import { positionAfter } from '../../catalogue/position.ts'
import {
  type FoundCorrection,
  type FoundSpelling,
  firstAnswered,
  type Spellings,
  spelledOtherwise,
} from '../../catalogue/queries/corrections.ts'
import { furtherMatch, matchesOf, type SearchFilters, spellingMatch } from './match.ts'

/** A query that may have been meant. It has results that are visible now. */
export interface Correction {
  q: string
  /** `keyboard`: typed on the other keyboard layout. `spelling`: another word that is near. */
  reason: 'keyboard' | 'spelling'
}

/** Positions: before the first, and not before the second. */
interface Bounds {
  before: number
  since: number
}

interface Candidate extends Correction {
  match: string
}

/** Each costs a look into the index and counts as a row read. */
const MAX_SPELLINGS = 250
const MAX_WORDS = 3
const MAX_OFFERED = 3

/**
 * What may have been meant by a query that nothing answers. Candidates are looked up in the index by
 * the same request: so no word is offered but those of stories that are visible now.
 */
export function correctionsFor(
  q: string,
  query: Query,
  { filters, bounds, now }: { filters: SearchFilters; bounds: Bounds; now: number },
) {
  const typed = onOtherKeyboard(q, filters)
  const tried = typed.map(({ match }) => ({ match, ...bounds }))
  // Looked for first: what is there without the filters is spelled right.
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  const anywhere = { match: matchesOf(query, {}).all, before: positionAfter(now), since: EARLIEST }
  const first = isFiltered ? [anywhere] : []
  const words = spelledWords(q, query)
  return {
    answered: firstAnswered([...first, ...tried], now, MAX_OFFERED),
    spelled: spelledOtherwise(spellingsOf(words, query, filters), bounds, now, MAX_OFFERED),
    /** What the rows mean that these statements gave. */
    found: (rows: { answered: FoundCorrection[]; spelled: FoundSpelling[] }): Found => {
      const isElsewhere = isFiltered && rows.answered.some(({ rank }) => rank === 0)
      if (isElsewhere) return { isElsewhere, corrections: [] }
      const keyboard = rows.answered.flatMap(({ rank }) => typed[rank - first.length] ?? [])
      const spelled = rows.spelled.map(({ first, second, third, article }) => ({
        q: written(q, words, { places: [first, second, third], article }),
        reason: 'spelling' as const,
      }))
      const each = [...keyboard.map(({ q, reason }) => ({ q, reason })), ...spelled]
      return { isElsewhere, corrections: unique(each).slice(0, MAX_OFFERED) }
    },
  }
}

interface Found {
  /** The query has results without its filters. */
  isElsewhere: boolean
  corrections: Correction[]
}

const EARLIEST = -Number.MAX_SAFE_INTEGER

function onOtherKeyboard(q: string, filters: SearchFilters): Candidate[] {
  return otherLayouts(q).flatMap((text) => {
    const query = parseQuery(text)
    if (isEmptyQuery(query)) return []
    return { q: text, reason: 'keyboard', match: matchesOf(query, filters).all }
  })
}

/** A word of the query and what it may have been meant to be. */
interface SpelledWord {
  token: Token
  /** Folded; two words where a space is missing. */
  spellings: string[]
}

/** The longest words of the query, with what each may stand for. Quotes and minus signs say that it is meant so. */
function spelledWords(q: string, query: Query): SpelledWord[] {
  if (query.phrases.length + query.without.length > 0) return []
  const longest = analyse(q)
    .filter(({ word }) => query.words.some((each) => each.word === word))
    .toSorted((one, other) => other.word.length - one.word.length)
    .slice(0, MAX_WORDS)
  const share = Math.ceil(MAX_SPELLINGS / Math.max(1, longest.length))
  return longest.map((token) => ({ token, spellings: nearSpellings(token.word).slice(0, share) }))
}

function spellingsOf(words: SpelledWord[], query: Query, filters: SearchFilters): Spellings {
  return {
    words: words.map(({ spellings }) => spellings.map((each) => spellingMatch(variantsOf(each)))),
    others: Array.from({ length: 2 ** words.length }, (_, set) => {
      const replaced = words.filter((_, place) => set & (2 ** place)).map(({ token }) => token.word)
      const others = query.words.filter(({ word }) => !replaced.includes(word))
      return furtherMatch(others, filters)
    }),
  }
}

/** A word with its article and without; no other form, or a slip would become any word. */
function variantsOf(words: string): string[][] {
  return words.split(' ').map((word) => [word, `ال${word}`, word.replace(/^ال(?=..)/, '')])
}

/** The query with other spellings, as a story writes them: with ة and hamza, which folding takes away. */
function written(
  q: string,
  words: SpelledWord[],
  { places, article }: { places: (number | null)[]; article: string },
): string {
  const tokens = analyse(article)
  const asWritten = (spelling: string) =>
    variantsOf(spelling).map((variants) => {
      const token = tokens.find(({ word }) => variants.includes(word))
      return token ? article.slice(token.start, token.end) : variants[0]
    })
  return words
    .flatMap(({ token, spellings }, index) => {
      const spelling = spellings[places[index] ?? -1]
      return spelling === undefined ? [] : { token, text: asWritten(spelling).join(' ') }
    })
    .toSorted((one, other) => other.token.start - one.token.start)
    .reduce(
      (text, { token, text: put }) => text.slice(0, token.start) + put + text.slice(token.end),
      q,
    )
}

function unique(corrections: Correction[]): Correction[] {
  return [...new Map(corrections.map((correction) => [correction.q, correction])).values()]
}
