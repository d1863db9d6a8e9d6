import { analyse, type Token } from '../../../content/arabic/analyse.ts'
import type { Query } from '../../../content/arabic/parse-query.ts'
import * as term from '../../catalogue/search-term.ts'

/** What a search is narrowed to. Names as slugs, moments in milliseconds since 1970. */
export interface SearchFilters {
  section?: string
  topic?: string
  author?: string
  language?: { tag: string; isSites: boolean }
  since?: number
  until?: number
}

/** The expressions of FTS5 that find and rank what a query means. Null where one adds nothing. */
export interface Matches {
  /** Everything that answers. */
  all: string
  /** Of that, what has every word in the headline. */
  headline: string | null
  /** Of that, what has the words as they were typed, near each other. */
  near: string | null
  /** So many words that a headline which has all of them is hardly one of many. */
  isLong: boolean
  /**
   * More than the answers, but without reading places of words: set where `all` looks into each
   * candidate, so that the caller can see how many there are.
   */
  candidates: string | null
}

/** Columns whose words follow one another. */
const TEXT = '{headline lead names body}'
/** Words so close are one thing to a reader. */
const NEAR = 8
/** Of more words, every list would have to be walked through to its end for a headline that has all. */
const MOST_OF_HEADLINE = 4

export function matchesOf(query: Query, filters: SearchFilters): Matches {
  const { words, phrases, without } = query
  const terms = termsOf(filters)
  const each = [...words.map(anyForm), ...terms]
  const looked = phrases.map(phraseOf)
  const excluded = without.map(exclusionOf)
  const all = not(and([...each, ...looked]), excluded)
  const exact = words.map(({ word }) => quote(word))
  return {
    all,
    headline:
      words.length > 0 ? not(and([...words.map(inHeadline), ...terms, ...looked]), excluded) : null,
    near: exact.length > 0 ? and([`${TEXT} : NEAR(${exact.join(' ')}, ${NEAR})`, ...terms]) : null,
    isLong: words.length > MOST_OF_HEADLINE,
    candidates:
      looked.length + excluded.length > 0
        ? and([...each, ...phrases.flat().map(({ word }) => quote(word))])
        : null,
  }
}

/** What has any of the words: for a query that nothing answers as a whole. */
export function anyMatch({ words, phrases }: Query, filters: SearchFilters): string {
  return and([`(${[...words, ...phrases.flat()].map(anyForm).join(' OR ')})`, ...termsOf(filters)])
}

/** What has all words but the last, and in a name or the headline one that begins like the last. */
export function beginningMatch(words: Token[], place: 'name' | 'headline'): string {
  const start = term.indexedStart(words.at(-1)?.word ?? '')
  const begins = place === 'name' ? term.nameStart(start) : term.headlineStart(start)
  return and([quote(begins), ...words.slice(0, -1).map(anyForm)])
}

/** What has the words of the query, and for each list one of its words exactly. */
export function spellingMatch(query: Query, spellings: string[][], filters: SearchFilters): string {
  const each = spellings.map((words) => `(${words.map(quote).join(' OR ')})`)
  return and([...query.words.map(anyForm), ...each, ...termsOf(filters)])
}

function termsOf({ section, topic, author, language }: SearchFilters): string[] {
  return [
    ...(section === undefined ? [] : [quote(term.section(section))]),
    ...(topic === undefined ? [] : [quote(term.topic(topic))]),
    ...(author === undefined ? [] : [quote(term.author(author))]),
    ...(language === undefined ? [] : [languageOf(language)]),
  ]
}

function languageOf({ tag, isSites }: { tag: string; isSites: boolean }): string {
  const own = quote(term.language(tag))
  return isSites ? `(${own} OR ${quote(term.language(undefined))})` : own
}

/** A word by any of its forms; what is put together also by all its parts, `3.5` only whole. */
function anyForm(token: Token): string {
  return formsWith(token, quote)
}

function inHeadline(token: Token): string {
  return formsWith(token, (form) => quote(term.inHeadline(form)))
}

function formsWith({ word, forms, parts }: Token, write: (form: string) => string): string {
  if (parts.length === 0) return `(${[word, ...forms].map(write).join(' OR ')})`
  if (/^\d+\.\d+$/.test(word)) return write(word)
  const together = parts.flatMap((part) => analyse(part)).map((token) => formsWith(token, write))
  return together.length === 0 ? write(word) : `(${write(word)} OR ${and(together)})`
}

function phraseOf(tokens: Token[]): string {
  return `${TEXT} : ${quote(tokens.map(({ word }) => word).join(' '))}`
}

/** One word is left out in all its forms, a phrase as it stands. */
function exclusionOf(tokens: Token[]): string {
  const [only, second] = tokens
  return only !== undefined && second === undefined ? anyForm(only) : phraseOf(tokens)
}

function and(expressions: string[]): string {
  return expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(' AND ')})`
}

function not(expression: string, excluded: string[]): string {
  return excluded.reduce((rest, each) => `(${rest} NOT ${each})`, expression)
}

/** A string of FTS5: nothing in it is syntax. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
