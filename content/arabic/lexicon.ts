import { FAMILIES } from './families.ts'
import { readWords } from './read-words.ts'

/** From a form in the list of families to the first form of its line, both folded. */
export type Lexicon = ReadonlyMap<string, string>

export const LEXICON = lexiconOf(FAMILIES)

/** @param lines families, one a line; `#` starts a comment */
function lexiconOf(lines: string): Lexicon {
  const lexicon = new Map<string, string>()
  const families = lines
    .split('\n')
    .map((line) => line.replace(/#.*/, ''))
    .map((line) => readWords(line).map(({ text }) => text))
  for (const [head, ...forms] of families) {
    if (head === undefined) continue
    for (const form of [head, ...forms]) if (!lexicon.has(form)) lexicon.set(form, head)
  }
  // Before a pronoun ه (ة) is written ت, before the plural it falls away: never instead of another word.
  for (const [form, head] of [...lexicon]) {
    if (!form.endsWith('ه') || form.length < 4) continue
    const stem = form.slice(0, -1)
    if (!lexicon.has(`${stem}ت`)) lexicon.set(`${stem}ت`, head)
  }
  return lexicon
}
