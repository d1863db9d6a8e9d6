import { foldLetter, isHamzaMark } from './fold-letter.ts'

/** A word as it stands in a text, from `start` to before `end` (UTF-16 units). */
export interface Word {
  start: number
  end: number
  /** Folded: `F-35` is `f35`, `كوفيد-١٩` is `كوفيد19`. */
  text: string
  /** Folded, where the word is made of several: `f` and `35`. Empty where it is one. */
  parts: string[]
}

/** Longer than any word; what is beyond is dropped, so that a megabyte of one letter is one short word. */
const MAX_LENGTH = 48
const MAX_PARTS = 8

/** The words of a text in order, in time proportional to its length. */
export function readWords(text: string): Word[] {
  const runs = readRuns(text)
  const words: Word[] = []
  for (let at = 0; at < runs.length; ) {
    let next = at + 1
    while (next < runs.length && joins(text, runs, next)) next += 1
    words.push(wordOf(text, runs.slice(at, next)))
    at = next
  }
  return words
}

/** Letters and digits without anything between them. */
interface Run {
  start: number
  end: number
  text: string
}

function readRuns(text: string): Run[] {
  const runs: Run[] = []
  let start = -1
  let end = 0
  let folded = ''
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const letter = foldLetter(character)
    if (letter === null) {
      if (folded !== '') runs.push({ start, end, text: folded })
      start = -1
      folded = ''
    } else if (letter !== '') {
      if (start < 0) start = at
      if (folded.length < MAX_LENGTH) folded += letter
    } else if (isHamzaMark(character)) folded = folded.replace(/[وي]$/, 'ء')
    at += character.length
    if (letter !== null && start >= 0) end = at
  }
  if (folded !== '') runs.push({ start, end, text: folded })
  return runs
}

const DIGITS = /^\d+$/
const LATIN = /^[a-z]+$/
const HYPHEN = /^[-\u2010\u2011]$/

/** Whether a run belongs to the word of the run before it: one sign between them, and no space. */
function joins(text: string, runs: Run[], at: number): boolean {
  const [before, after] = [runs[at - 1], runs[at]]
  if (before === undefined || after === undefined || after.start - before.end !== 1) return false
  const sign = text.charAt(before.end)
  const numbers = DIGITS.test(before.text) && DIGITS.test(after.text)
  const latin = LATIN.test(before.text) && LATIN.test(after.text)
  if (HYPHEN.test(sign)) return latin || /\d/.test(before.text) || /\d/.test(after.text)
  if (sign === '.' || sign === '\u066B') return numbers || latin
  if (sign === ',' || sign === '\u066C' || sign === '،') return numbers && after.text.length === 3
  if (sign === '/' || sign === ':') return numbers
  if (sign === "'" || sign === '’' || sign === '&') return latin
  return sign === '_'
}

function wordOf(text: string, runs: Run[]): Word {
  const [first] = runs
  if (first === undefined) throw new Error('a word has at least one run')
  let whole = first.text
  let parts = [first.text]
  for (let at = 1; at < runs.length && parts.length < MAX_PARTS; at += 1) {
    const [before, run] = [runs[at - 1], runs[at]]
    if (before === undefined || run === undefined) break
    const sign = text.charAt(before.end)
    const thousands = sign === ',' || sign === '\u066C' || sign === '،'
    whole = (whole + signOf(sign, thousands) + run.text).slice(0, MAX_LENGTH)
    if (thousands) parts[parts.length - 1] += run.text
    else parts.push(run.text)
  }
  parts = parts.flatMap(scripts)
  const mark = text.charAt(first.start - 1)
  const tagged = mark === '#' || mark === '@'
  return {
    start: tagged ? first.start - 1 : first.start,
    end: runs[runs.length - 1]?.end ?? first.end,
    text: tagged ? mark + whole : whole,
    parts: parts.length > 1 || tagged ? parts.slice(0, MAX_PARTS) : [],
  }
}

/** What stays of the sign: `f-35` is also written `f35`, `3.5` is not `35`. */
function signOf(sign: string, thousands: boolean): string {
  if (thousands || HYPHEN.test(sign) || sign === "'" || sign === '’') return ''
  return sign === '\u066B' ? '.' : sign
}

/** `g20` is also `g` and `20`; `الcia` is also `ال` and `cia`. */
function scripts(run: string): string[] {
  return run.match(/\d+|[\u0621-\u064A]+|[a-z]+|[^\d\u0621-\u064Aa-z]+/g) ?? [run]
}
