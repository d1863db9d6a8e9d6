import type { Statement } from '../../stores/d1.ts'
import { type Slot, tableOf } from '../search-state.ts'
import { TABLES as T } from '../tables.ts'
import { ifActive } from './search.ts'

/** An expression of FTS5 and where it has to find something: before one position, and not before another. */
export interface Tried {
  match: string
  before: number
  since: number
}

export interface FoundCorrection {
  /** The place of the expression among those given. */
  rank: number
  /** The text of a story that it finds. */
  article: string
}

/** How many stories that it finds are looked at for one that is visible. */
const LOOKED_AT = 3

/** The first of these that find something visible. What is not yet visible is not before `before`. */
export function firstAnswered(
  tried: Tried[],
  now: number,
  most: number,
): Record<Slot, Statement<FoundCorrection>> {
  const of = (slot: Slot): Statement<FoundCorrection> => ({
    sql: `SELECT answered.rank AS rank,
        CASE WHEN json_valid(article.card)
          THEN coalesce(json_extract(article.card, '$.headline'), '') ELSE '' END
          || ' ' || article.article AS article
      FROM (SELECT given.key AS rank, (
          SELECT article.position
          FROM (SELECT rowid AS position FROM ${tableOf(slot)}
            WHERE ${tableOf(slot)} MATCH given.value ->> 'match'
              AND rowid < CAST(given.value ->> 'before' AS INTEGER)
              AND rowid >= CAST(given.value ->> 'since' AS INTEGER)
            ORDER BY rowid DESC LIMIT ${LOOKED_AT}) AS found
          CROSS JOIN ${T.articles} AS article ON article.position = found.position
          WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?2)
          LIMIT 1) AS position
        FROM json_each(?1) AS given) AS answered
      CROSS JOIN ${T.articles} AS article ON article.position = answered.position
      LIMIT ${ifActive(slot, most)}`,
    params: [JSON.stringify(tried), now],
  })
  return { a: of('a'), b: of('b') }
}

/** How many spellings of a word, of those that some story has, are tried with the other words. */
const FOUND_ALONE = 12
/** The same, where other words are spelled otherwise too. */
const FOUND_TOGETHER = 3

export interface FoundSpelling {
  /** Places in the lists of spellings; null where the word stays as it was typed. */
  first: number | null
  second: number | null
  third: number | null
  /** The text of a story that has them all. */
  article: string
}

export interface Spellings {
  /** For each word, up to three, expressions of FTS5: the likeliest first. */
  words: string[][]
  /**
   * What else must be there, with AND before it, by the words that are spelled otherwise: 1 for the
   * first, 2 for the second, 3 for both, 4 for the third, and so on.
   */
  others: string[]
}

/**
 * The first spellings of words that something visible has together with all else: of one word, then
 * of several. Each word is looked up alone first, so that few are left to be tried together.
 */
export function spelledOtherwise(
  { words, others }: Spellings,
  { before, since }: { before: number; since: number },
  now: number,
  most: number,
): Record<Slot, Statement<FoundSpelling>> {
  // With no word to spell otherwise: one that has no spellings.
  const lists = words.length === 0 ? [[]] : words
  const bounds = 'rowid < CAST(?2 AS INTEGER) AND rowid >= CAST(?3 AS INTEGER)'
  const of = (slot: Slot): Statement<FoundSpelling> => {
    const table = tableOf(slot)
    const alone = lists.map(
      (_, word) => `SELECT * FROM (SELECT ${word} AS word, given.key AS place, given.value AS match
        FROM json_each(?1, '$[${word}]') AS given
        WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH given.value AND ${bounds})
        LIMIT ${ifActive(slot, FOUND_ALONE)})`,
    )
    return {
      sql: `WITH alone AS MATERIALIZED (${alone.join(' UNION ALL ')})
        SELECT first, second, third,
          CASE WHEN json_valid(article.card)
            THEN coalesce(json_extract(article.card, '$.headline'), '') ELSE '' END
            || ' ' || article.article AS article
        FROM (SELECT first, second, third, (
            SELECT article.position
            FROM (SELECT rowid AS position FROM ${table} WHERE ${table} MATCH tried.match AND ${bounds}
              ORDER BY rowid DESC LIMIT ${LOOKED_AT}) AS found
            CROSS JOIN ${T.articles} AS article ON article.position = found.position
            WHERE article.listed = 1 AND (article.expires_at IS NULL OR article.expires_at > ?5)
            LIMIT 1) AS position
          FROM (${combinations(lists.length)}) AS tried) AS answered
        CROSS JOIN ${T.articles} AS article ON article.position = answered.position
        LIMIT ${ifActive(slot, most)}`,
      params: [JSON.stringify(lists), before, since, JSON.stringify(others), now],
    }
  }
  return { a: of('a'), b: of('b') }
}

/** Which words are spelled otherwise, one, two or three; two lists, as D1 takes five parts of a UNION. */
const SETS = [
  [[0], [1], [2], [0, 1]],
  [
    [0, 2],
    [1, 2],
    [0, 1, 2],
  ],
]

function combinations(count: number): string {
  return SETS.map((sets) => sets.filter((set) => set.every((word) => word < count)))
    .filter((sets) => sets.length > 0)
    .map((sets) => `SELECT * FROM (${sets.map(combination).join(' UNION ALL ')} LIMIT -1)`)
    .join(' UNION ALL ')
}

function combination(set: number[]): string {
  const place = (word: number) => (set.includes(word) ? `word${word}.place` : 'NULL')
  const mask = set.reduce((sum, word) => sum + 2 ** word, 0)
  const limit = set.length > 1 ? FOUND_TOGETHER : FOUND_ALONE
  const from = set.map(
    (word) => `(SELECT * FROM alone WHERE word = ${word} LIMIT ${limit}) AS word${word}`,
  )
  const match = set.map((word) => `word${word}.match`).join(` || ' AND ' || `)
  return `SELECT ${place(0)} AS first, ${place(1)} AS second, ${place(2)} AS third,
    ${match} || (?4 ->> '$[${mask}]') AS match FROM ${from.join(' CROSS JOIN ')}`
}
