import { ARTICLES, FUTURE, PARTICLES, SUFFIXES } from './affixes.ts'
import type { Lexicon } from './lexicon.ts'
import { nounShapes, verbShapes } from './patterns.ts'

/**
 * The forms that an Arabic word is indexed under, each once. Two words meet where they share one.
 * A word of the lexicon has one form, any other its stem and alternatives.
 * @param word folded
 */
export function stemsOf(word: string, lexicon: Lexicon): string[] {
  const article = articleOf(word)
  const bare = word.slice(article.length)
  const known = headOf(word, article === '' ? [] : [bare], lexicon)
  if (known !== null) return [known]
  if (article !== '') return unique([...nounForms(bare), ...pluralWithL(word)])
  const bases = [word, ...without(word, PARTICLES, 3)]
  const verbs = [...bases, ...without(word, FUTURE, 4)]
  return unique([...bases.flatMap(nounForms), ...verbs.flatMap(verbForms)])
}

/** ألحان لحن: folded, it begins like an article. */
function pluralWithL(word: string): string[] {
  const [, second, third] = /^ال([^اويءه])ا([^اويءه])$/.exec(word) ?? []
  return second === undefined ? [] : [`ل${second}${third}`]
}

/** The family one of whose forms is in the word, with the fewest letters around it. */
function headOf(word: string, bare: string[], lexicon: Lexicon): string | null {
  let head: string | null = null
  let longest = 0
  for (const base of [word, ...bare, ...without(word, PARTICLES, 3), ...without(word, FUTURE, 4)]) {
    for (const core of [base, ...withoutSuffixes(base)]) {
      if (core.length <= longest) continue
      // المتهم has no ألم in it: what begins like an article is one, unless little follows the core.
      if (base === word && bare.length > 0 && core.length < Math.min(5, word.length - 2)) continue
      const found = lexicon.get(core)
      if (found === undefined) continue
      head = found
      longest = core.length
    }
  }
  return head
}

/** Two letters are left at least: a doubled one is written once, as in الحق. */
function articleOf(word: string): string {
  return (
    ARTICLES.find((article) => word.startsWith(article) && word.length >= article.length + 2) ?? ''
  )
}

function without(word: string, prefixes: string[], least: number): string[] {
  if (!LEADING.test(word)) return []
  return prefixes
    .filter((prefix) => word.startsWith(prefix) && word.length >= prefix.length + least)
    .map((prefix) => word.slice(prefix.length))
}

const LEADING = /^[وفبلكس]/

function nounForms(base: string): string[] {
  const shorter = withoutSuffixes(base)
  const shapes = [base, ...shorter].flatMap(nounShapes)
  return [stem(base), ...shapes.map(stem), ...twoLetters(base), ...dual(base)]
}

function verbForms(base: string): string[] {
  const she = base.length > 3 && base.endsWith('ت') ? [base.slice(0, -1)] : []
  const past = [base, ...withoutSuffixes(base)].flatMap(verbShapes)
  // يتولى is تولى, whose stem تول is that of تولت and تولوا.
  return [...she, ...past, ...past.map(stem)]
}

function stem(base: string): string {
  const left = withoutSuffixes(base)
  return left[left.length - 1] ?? base
}

/** What is left after one and after two suffixes. */
function withoutSuffixes(word: string): string[] {
  const left: string[] = []
  let rest = word
  for (const suffixes of SUFFIXES) {
    const suffix = suffixes.find(
      ({ letters, least, notAfter }) =>
        rest.endsWith(letters) &&
        rest.length >= letters.length + least &&
        (notAfter === undefined || rest.charAt(rest.length - letters.length - 1) !== notAfter),
    )
    if (suffix === undefined) break
    rest = rest.slice(0, -suffix.letters.length)
    left.push(rest)
  }
  return left
}

/** لغات, لغتها: two letters are too few for a stem, so it is indexed as لغة. */
const TWO_LETTERS = /^(..)(?:ات|ت(?:ه|ها|هم|نا|ان|ين))$/

function twoLetters(base: string): string[] {
  const letters = TWO_LETTERS.exec(base)?.[1]
  return letters === undefined ? [] : [`${letters}ه`]
}

/** ركبتيه, دولتيهما: both of his. It may as well be كويتية, so the word without it is an alternative. */
const DUAL = /^(.{3,})تي(?:ه|ها|هم|هما|نا)$/

function dual(base: string): string[] {
  return DUAL.exec(base)?.slice(1) ?? []
}

function unique(forms: string[]): string[] {
  return [...new Set(forms)]
}
