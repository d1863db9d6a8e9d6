import type { Text } from 'mdast'
import type { Reading } from './reading.ts'

/**
 * Marks that were meant to do something and did nothing: readers would see them as they stand. A
 * backslash before them says that they are meant to be seen.
 */
const SLIPS: [pattern: RegExp, message: string][] = [
  [
    /(?<!\\)\*\*/,
    'holds ** that marks no words; no space may follow the first or precede the second, and where a mark like « or ( touches them, put it outside: «**words**»',
  ],
  [/(?<!\\)~~/, 'strikes words out, which the paper has no place for; leave them out'],
  [
    /(?<!\\)\[\^[^\]\s]+\]/,
    'is a footnote, which the paper has no place for; say it in the sentence, or in a :::fact-box[title]',
  ],
  [
    /(?<!\\)\](?:\[[^\]]*\]|\s\((?:https?:|\/))/,
    'looks like a link and is none; write [words](https://…), nothing between ] and (',
  ],
  [
    /(?:^|(?<=\n))[ \t]*::+[^\s:]*/,
    'begins with :: and is no directive; write its name and [title] without spaces, like :::fact-box[title], and ::: alone where it ends',
  ],
]

/** Refuses what of a run of plain text is no plain text. */
export function refuseSlips({ position }: Text, reading: Reading): void {
  if (position === undefined) return
  const { start, end } = position
  const raw = reading.text.slice(start.offset, end.offset)
  for (const [pattern, message] of SLIPS) {
    const index = raw.search(pattern)
    if (index < 0) continue
    const before = raw.slice(0, index).split('\n')
    const column = (before.at(-1)?.length ?? 0) + (before.length > 1 ? 1 : start.column)
    const place = { line: start.line + before.length - 1, column }
    reading.refuse({ type: 'text', position: { start: place, end } }, message)
  }
}
