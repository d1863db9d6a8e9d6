/**
 * Terms of the search index that are no words: what a search is filtered by, and what says where a
 * word stands. Each begins with a letter and a colon, as no word does. With them a filter is one more
 * list of positions to intersect; nothing is read to be thrown away.
 */

export function section(id: string): string {
  return `s:${id}`
}

/** @param slug as in addresses */
export function topic(slug: string): string {
  return `t:${slug}`
}

export function author(slug: string): string {
  return `a:${slug}`
}

/** Without a language an article has that of the site, which may change. */
export function language(tag: string | undefined): string {
  return `l:${tag?.toLowerCase() ?? '-'}`
}

/** A word or form of the headline. A term and not a filter on a column: that reads all places of a word. */
export function inHeadline(form: string): string {
  return `h:${form}`
}

export function headlineStart(start: string): string {
  return `p:${start}`
}

export function nameStart(start: string): string {
  return `n:${start}`
}

const LONGEST_START = 4

/** The first letters of a word: 1, 2, 3 and 4. */
export function startsOf(word: string): string[] {
  return Array.from({ length: Math.min(LONGEST_START, word.length) }, (_, index) =>
    word.slice(0, index + 1),
  )
}

/** The start that is indexed for something typed, however long that is. */
export function indexedStart(typed: string): string {
  return typed.slice(0, LONGEST_START)
}
