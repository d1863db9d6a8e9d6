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
  /** Everything that answers: `wanted` and then `unwanted`. */
  all: string
  wanted: string
  /** What has these words or phrases is left out: ` NOT … NOT …`, or empty. */
  unwanted: string
  /** What has every word in the headline; some of it may have what is unwanted. */
  headline: string | null
  /** Of that, what has the words as they were typed, near each other. */
  near: string | null
  /** The query has so many words that few headlines have all of them. */
  isLong: boolean
  /**
   * More than the answers, but without reading places of words: set where `all` looks into each
   * candidate, so that the caller can see how many there are.
   */
  candidates: string | null
}

/** Columns whose words follow one another. */
const TEXT = '{headline lead names body}'
/** The distance in words within which FTS5 takes words as near each other. */
const NEAR = 8
/** Of more words, all lists would be walked through to their ends for a headline that has all. */
const MAX_OF_HEADLINE = 2

export function matchesOf(query: Query, filters: SearchFilters): Matches {
  const { words, phrases, without } = query
  const terms = termsOf(filters)
  const each = [...words.map(anyForm), ...terms]
  const looked = phrases.map(phraseOf)
  const excluded = without.map(exclusionOf)
  const wanted = and([...each, ...looked])
  const unwanted = excluded.map((expression) => ` NOT ${expression}`).join('')
  const exact = words.map(({ word }) => quote(word))
  return {
    all: `(${wanted})${unwanted}`,
    wanted,
    unwanted,
    headline: words.length > 0 ? and([...words.map(inHeadline), ...terms, ...looked]) : null,
    near: exact.length > 0 ? and([`${TEXT} : NEAR(${exact.join(' ')}, ${NEAR})`, ...terms]) : null,
    isLong: words.length > MAX_OF_HEADLINE,
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

/** What has one of the words of each list exactly. */
export function spellingMatch(spellings: string[][]): string {
  return and(spellings.map((words) => `(${words.map(quote).join(' OR ')})`))
}

/** These words and the filters, to be put behind another expression; empty where there are none. */
export function furtherMatch(words: Token[], filters: SearchFilters): string {
  const each = [...words.map(anyForm), ...termsOf(filters)]
  return each.map((expression) => ` AND ${expression}`).join('')
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

/** A string of FTS5: nothing in it is syntax. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
