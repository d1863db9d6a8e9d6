import { analyse } from '../../../content/arabic/analyse.ts'
import { otherLayout } from '../../../content/arabic/keyboard-layout.ts'
import { nearSpellings } from '../../../content/arabic/near-spellings.ts'
import { isEmptyQuery, parseQuery, type Query } from '../../../content/arabic/parse-query.ts'
import { positionAfter } from '../../catalogue/position.ts'
import { type FoundCorrection, firstAnswered } from '../../catalogue/queries/corrections.ts'
import { matchesOf, type SearchFilters, spellingMatch } from './match.ts'

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
  /** The folded words that stand in the place of the one that was typed. */
  words: string
  start: number
  end: number
}

/** Each costs a look into the index and counts as a row read. */
const MOST_CANDIDATES = 250
const MOST_WORDS = 3
const MOST_OFFERED = 3

/**
 * What may have been meant by a query that nothing answers. Candidates are looked up in the index by
 * the same request: so no word is offered but those of stories that are visible now.
 */
export function correctionsFor(
  q: string,
  query: Query,
  { filters, bounds, now }: { filters: SearchFilters; bounds: Bounds; now: number },
) {
  const candidates = [...onOtherKeyboard(q, filters), ...nearbyQueries(q, query, filters)].slice(
    0,
    MOST_CANDIDATES,
  )
  const tried = candidates.map(({ match }) => ({ match, ...bounds }))
  // Looked for first: what is there without the filters is spelled right.
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  const anywhere = { match: matchesOf(query, {}).all, before: positionAfter(now), since: EARLIEST }
  const first = isFiltered ? [anywhere] : []
  return {
    statements: firstAnswered([...first, ...tried], now, MOST_OFFERED),
    /** What the rows mean that these statements gave. */
    found: (rows: FoundCorrection[]): Found => {
      const isElsewhere = isFiltered && rows.some(({ rank }) => rank === 0)
      if (isElsewhere) return { isElsewhere, corrections: [] }
      const corrections = rows.flatMap(({ rank, article }) => {
        const candidate = candidates[rank - first.length]
        return candidate === undefined ? [] : [spelled(candidate, q, article)]
      })
      return { isElsewhere, corrections: unique(corrections) }
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
  const text = otherLayout(q)
  if (text === null) return []
  const query = parseQuery(text)
  if (isEmptyQuery(query)) return []
  const { all: match } = matchesOf(query, filters)
  return [{ q: text, reason: 'keyboard', match, words: '', start: 0, end: 0 }]
}

/** The query with one of its words spelled otherwise. Quotes and minus signs say that it is meant so. */
function nearbyQueries(q: string, query: Query, filters: SearchFilters): Candidate[] {
  if (query.phrases.length + query.without.length > 0) return []
  const typed = analyse(q).filter(({ word }) => query.words.some((each) => each.word === word))
  const longest = typed
    .toSorted((one, other) => other.word.length - one.word.length)
    .slice(0, MOST_WORDS)
  const each = longest.map((token) =>
    nearSpellings(token.word).map((words): Candidate => {
      const others = query.words.filter(({ word }) => word !== token.word)
      const match = spellingMatch({ ...query, words: others }, spellingsOf(words), filters)
      return { q: words, reason: 'spelling', match, words, start: token.start, end: token.end }
    }),
  )
  const share = Math.ceil(MOST_CANDIDATES / Math.max(1, longest.length))
  return each.flatMap((candidates) => candidates.slice(0, share))
}

/** A word with its article and without; no other form, or a slip would become any word. */
function spellingsOf(words: string): string[][] {
  return words.split(' ').map((word) => [word, `ال${word}`, word.replace(/^ال(?=..)/, '')])
}

/** The candidate as a story writes it: ة and hamza, which folding takes away. */
function spelled({ words, reason, q: whole, start, end }: Candidate, q: string, article: string) {
  if (words === '') return { q: whole, reason }
  const tokens = analyse(article)
  const written = spellingsOf(words).map((spellings) => {
    const token = tokens.find(({ word }) => spellings.includes(word))
    return token ? article.slice(token.start, token.end) : spellings[0]
  })
  return { q: q.slice(0, start) + written.join(' ') + q.slice(end), reason }
}

function unique(corrections: Correction[]): Correction[] {
  return [...new Map(corrections.map((correction) => [correction.q, correction])).values()]
}
