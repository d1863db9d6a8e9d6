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

/** Lengths of the periods of time that an article is in, as powers of two of a second: 18 hours to 136 years. */
export const PERIODS = [16, 18, 20, 22, 24, 26, 28, 30, 32]
/** As SQLite's printf takes it: all are equally long. */
export const PERIOD_FORMAT = 'w:%02d:%07d'

/** @param moment milliseconds since 1970 */
export function periodsOf(moment: number): string[] {
  return PERIODS.map((power) => period(power, Math.floor(moment / 1000 / 2 ** power)))
}

/** @param place which one of this length since 1970; negative before */
export function period(power: number, place: number): string {
  const digits = String(Math.abs(place))
  return `w:${String(power).padStart(2, '0')}:${place < 0 ? `-${digits.padStart(6, '0')}` : digits.padStart(7, '0')}`
}

const MAX_START_LENGTH = 4

/** The first letters of a word: 1, 2, 3 and 4. */
export function startsOf(word: string): string[] {
  return Array.from({ length: Math.min(MAX_START_LENGTH, word.length) }, (_, index) =>
    word.slice(0, index + 1),
  )
}

/** The start that is indexed for something typed, however long that is. */
export function indexedStart(typed: string): string {
  return typed.slice(0, MAX_START_LENGTH)
}
