import { isTorn } from './bidi-classes.ts'
import { numberTokens } from './number-tokens.ts'
import { remembered } from './remembered.ts'
import { type Place, trimmed } from './trim-token.ts'

/** A run of text, and whether it needs left-to-right isolation. */
export interface Run {
  text: string
  isIsolated: boolean
}

/**
 * Splits a text that is set right to left into runs. Isolated is what the bidirectional algorithm
 * would show in another order than it is written: a whole token, or a whole left-to-right phrase,
 * without the punctuation that belongs to the sentence. Never a part of one: `C++` isolated out of
 * `C++ 17` would move behind the 17.
 */
export const bidiRuns = remembered((text): readonly Run[] => runsOf(text), {
  // The words of the interface, sections, headlines: one page asks for many of them several times.
  most: 2000,
  longest: 200,
})

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let end = 0
  for (const [from, to] of isolations(text)) {
    if (from > end) runs.push({ text: text.slice(end, from), isIsolated: false })
    runs.push({ text: text.slice(from, to), isIsolated: true })
    end = to
  }
  if (end < text.length) runs.push({ text: text.slice(end), isIsolated: false })
  return runs
}

/** Letters and marks that are written from right to left; the digits of these scripts are not. */
const RTL =
  '(?![\\u0660-\\u066c\\u06f0-\\u06f9])[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}\\u{1ec70}-\\u{1ecff}\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670]'
const SPACE = '[ \\u00a0\\u2009\\u202f]'
const URL_START = '(?:https?:\\/\\/|www\\.)'
/** A URL with Arabic in it. */
const MIXED_URL = `${URL_START}[^\\s«»،؛؟]*?(?:${RTL})[^\\s«»،؛؟]*`
/** A word without right-to-left letters, control characters and Arabic punctuation. */
const WORD = `(?!${MIXED_URL})(?:(?!${RTL})[^\\s،؛؟«»‹›\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069])+`
const FOREIGN = new RegExp(`${MIXED_URL}|${WORD}(?:${SPACE}${WORD})*`, 'gu')
const HAS_RTL = new RegExp(RTL, 'u')
const LETTER = /\p{L}/u
/** Longer text is a quotation, not a token: only its own edges could be torn. */
const MAX_LENGTH = 300

function isolations(text: string): Place[] {
  const found: Place[] = []
  for (const { index, 0: foreign } of text.matchAll(FOREIGN)) {
    if (foreign.length > MAX_LENGTH) continue
    const skipped = gluedLength(foreign, text[index - 1])
    found.push(...isolationsIn(foreign.slice(skipped), index + skipped))
  }
  return found
}

/** A hyphen between an Arabic word and a number joins them: in كوفيد-19 nothing is negative. */
function gluedLength(foreign: string, before: string | undefined): number {
  const isGlued = before !== undefined && HAS_RTL.test(before)
  return isGlued ? (/^[-–—/.:_]+/.exec(foreign)?.[0].length ?? 0) : 0
}

/** @param foreign a URL, or words without right-to-left letters */
function isolationsIn(foreign: string, at: number): Place[] {
  const isUrl = HAS_RTL.test(foreign)
  const letters = isUrl ? 0 : startOfLetters(foreign)
  const places = tornNumbers(foreign.slice(0, letters))
  const phrase = trimmed(foreign, [letters, foreign.length])
  if (phrase && (isUrl || isTorn(foreign.slice(...phrase)))) places.push(phrase)
  return places.map(([from, to]) => [at + from, at + to])
}

/** Numbers before the first word with a letter are not part of a phrase: rule W2 of UAX #9. */
function startOfLetters(foreign: string): number {
  let at = 0
  for (const word of foreign.match(/\S+\s*/gu) ?? []) {
    const isCoordinate = /^[NSEW]\b/.test(word) && /[°′″]\s*$/.test(foreign.slice(0, at))
    if (isCoordinate) return 0
    if (LETTER.test(word)) return at
    at += word.length
  }
  return at
}

function tornNumbers(numbers: string): Place[] {
  return numberTokens(numbers).flatMap(({ from, to, isGrouped }) => {
    const place = trimmed(numbers, [from, to])
    const isolates = place && (isGrouped || isTornNumber(numbers.slice(...place)))
    return isolates ? [place] : []
  })
}

const RANGE = /^\d+(?:[.,:]\d+)*[-–]\d+(?:[.,:]\d+)*$/

/**
 * Not torn, because they are read from the right: a range (1990-2000), a percent sign that was typed
 * first, and Arabic-Indic digits, whose signs follow the direction of Arabic (CLDR).
 */
function isTornNumber(token: string): boolean {
  if (!/\d/.test(token) || /[\u0660-\u0669]/u.test(token)) return false
  return !RANGE.test(token) && !/^[%٪]\d/u.test(token) && isTorn(token)
}

/** The same for places without markup, such as titles and share texts: U+2066 … U+2069. */
export function plainBidi(text: string): string {
  return bidiRuns(text)
    .map(({ text, isIsolated }) => {
      if (!isIsolated) return text
      // As in BidiText: groups of Arabic-Indic digits need an override.
      return /[\u0660-\u0669]/u.test(text)
        ? `\u2066\u202d${text}\u202c\u2069`
        : `\u2066${text}\u2069`
    })
    .join('')
}

/**
 * A text inside another one without markup. It is isolated (U+2068 … U+2069) only if its first or last
 * letter has another direction than the text around it.
 */
export function isolatedIn(direction: 'rtl' | 'ltr', text: string): string {
  const letters = text.match(/\p{L}/gu) ?? []
  const isForeign = (letter: string | undefined) =>
    letter !== undefined && HAS_RTL.test(letter) !== (direction === 'rtl')
  const needs = isForeign(letters[0]) || isForeign(letters[letters.length - 1])
  return needs ? `\u2068${plainBidi(text)}\u2069` : plainBidi(text)
}
