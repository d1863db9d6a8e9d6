import { englishStem } from './english.ts'
import { LEXICON, type Lexicon } from './lexicon.ts'
import { readWords, type Word } from './read-words.ts'
import { stemsOf } from './stem.ts'

/** A word of a text and what it is found by. */
export interface Token {
  /** Where it stands in the text, in UTF-16 units; `end` is behind it. */
  start: number
  end: number
  /** The word folded, as it is searched for exactly. */
  word: string
  /** What else it is found by: its stem, its alternatives, its parts. Without the word itself. */
  forms: string[]
  /** What it is put together from: `f` and `35` of `F-35`. Empty for one word. */
  parts: string[]
}

/** The words of a text. The same for texts, queries, marks and suggestions; never throws. */
export function analyse(text: string, lexicon = LEXICON): Token[] {
  const words = readWords(text)
  return words.map((word, index) => tokenOf(word, words[index + 1], lexicon))
}

/** Whether two words are one to a reader who searches: they share a form. */
export function meet(one: Token, other: Token): boolean {
  const forms = new Set([one.word, ...one.forms])
  return forms.has(other.word) || other.forms.some((form) => forms.has(form))
}

function tokenOf({ start, end, text, parts }: Word, next: Word | undefined, lexicon: Lexicon) {
  const forms = new Set(parts.length > 0 ? parts : formsOf(text, lexicon))
  for (const part of parts) for (const form of formsOf(part, lexicon)) forms.add(form)
  for (const form of nameForms(text, next?.text)) forms.add(form)
  forms.delete(text)
  return { start, end, word: text, forms: [...forms], parts }
}

const ARABIC = /^[\u0621-\u064A]{2,}$/
const LATIN = /^[a-z]{3,}$/

/** News repeats its words: what was worked out for one text serves the next. */
const remembered = new WeakMap<Lexicon, Map<string, string[]>>()
const MAX_REMEMBERED = 8_000

function formsOf(word: string, lexicon: Lexicon): string[] {
  let memory = remembered.get(lexicon)
  if (memory === undefined || memory.size >= MAX_REMEMBERED) {
    memory = new Map()
    remembered.set(lexicon, memory)
  }
  let forms = memory.get(word)
  if (forms === undefined) {
    forms = workOut(word, lexicon)
    memory.set(word, forms)
  }
  return forms
}

function workOut(word: string, lexicon: Lexicon): string[] {
  if (ARABIC.test(word)) return stemsOf(word, lexicon)
  return LATIN.test(word) ? [englishStem(word)] : []
}

const NAMED = /^[وفبلك]?(?:عبد|اب[واي])/
const SERVANT = /^([وفبلك]?عبد)(ال.{2,})$/
const FATHER = /^[وفبلك]?(اب[واي])(.{3,})$/

/** عبد الله is also written عبدالله, أبو ظبي also أبوظبي: each is found by the other. */
function nameForms(word: string, next: string | undefined): string[] {
  if (!NAMED.test(word)) return []
  if (next !== undefined && /^[وفبلك]?عبد$/.test(word) && next.startsWith('ال'))
    return [`عبد${next}`]
  if (next !== undefined && /^[وفبلك]?اب[واي]$/.test(word)) return [`ابو${next}`]
  const servant = SERVANT.exec(word)?.[2]
  if (servant !== undefined) return [`عبد${servant}`, 'عبد', servant]
  const father = FATHER.exec(word)?.[2]
  return father === undefined ? [] : [`ابو${father}`, father]
}
