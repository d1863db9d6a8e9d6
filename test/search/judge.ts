import { readFileSync } from 'node:fs'
import { analyse, meet, type Token } from '../../content/arabic/analyse.ts'
import type { Lexicon } from '../../content/arabic/lexicon.ts'

/** Forms of one word, one family a line. */
export const JUDGED = readLines('judged-families.txt')
/** Pairs of words that are not the same word to a reader. */
export const APART = readLines('must-not-meet.txt')
/** The same, of words that the first sets cover least. */
export const LATER = readLines('later-families.txt')
export const LATER_APART = readLines('later-must-not-meet.txt')
/** The same, of medicine, sport, courts, animals, crafts and names of places; no rule was changed for them. */
export const LAST = readLines('last-families.txt')
export const LAST_APART = readLines('last-must-not-meet.txt')

export interface Quality {
  forms: number
  /** Of the pairs that should meet, those that do, in percent. */
  recall: number
  /** Of the pairs that meet, those that should, in percent; the pairs to keep apart are among them. */
  precision: number
  f1: number
  keptApart: string
}

export type Part = 'tuning' | 'unseen' | 'later' | 'last'

/** @param part of the first sets, two thirds are for tuning and the third line of three is held back */
export function quality(lexicon: Lexicon, part: Part): Quality {
  const chosen = <T>(lines: T[], later: T[], last: T[]) =>
    part === 'later'
      ? later
      : part === 'last'
        ? last
        : lines.filter((_, at) => (at % 3 === 2) === (part === 'unseen'))
  const forms = chosen(JUDGED, LATER, LAST).flatMap((family, index) =>
    spellings(family).map((form) => ({ family: index, token: tokenOf(form, lexicon) })),
  )
  let [met, missed, wrong] = [0, 0, 0]
  forms.forEach((one, index) => {
    for (const other of forms.slice(index + 1)) {
      const together = meet(one.token, other.token)
      if (one.family !== other.family) wrong += Number(together)
      else if (together) met += 1
      else missed += 1
    }
  })
  const pairs = chosen(APART, LATER_APART, LAST_APART)
  const joined = pairs.filter(([one = '', other = '']) =>
    meet(tokenOf(one, lexicon), tokenOf(other, lexicon)),
  ).length
  const recall = met / (met + missed)
  const precision = met / (met + wrong + joined)
  return {
    forms: forms.length,
    recall: percent(recall),
    precision: percent(precision),
    f1: percent((2 * recall * precision) / (recall + precision)),
    keptApart: `${pairs.length - joined} of ${pairs.length}`,
  }
}

export function tokenOf(word: string, lexicon?: Lexicon): Token {
  const [token] = analyse(word, lexicon)
  if (token === undefined) throw new Error(`${word} is no word`)
  return token
}

/** Each spelling once: أحمد and احمد are one after folding, and would meet in any case. */
function spellings(family: string[]): string[] {
  return [...new Map(family.map((form) => [tokenOf(form).word, form])).values()]
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}

function readLines(name: string): string[][] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '))
}
