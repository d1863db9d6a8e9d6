import type { Text } from 'mdast'
import type { Reading } from './reading.ts'

/**
 * Marks that had no effect, so that readers would see them. A backslash before a mark says that readers
 * should see it.
 */
const SLIPS: [pattern: RegExp, message: string][] = [
  [
    /(?<!\\)\*\*/,
    'contains ** that has no effect; write it without spaces inside, and put « or ( outside: «**words**»',
  ],
  [/(?<!\\)~~/, 'strikes words out, which is not supported; delete them'],
  [
    /(?<!\\)\[\^[^\]\s]+\]/,
    'is a footnote, which is not supported; write it in the sentence, or in a :::fact-box[title]',
  ],
  [
    /(?<!\\)\](?:\[[^\]]*\]|\s\((?:https?:|\/))/,
    'looks like a link but is not; write [words](https://…), with nothing between ] and (',
  ],
  [
    /(?:^|(?<=\n))[ \t]*::+[^\s:]*/,
    'begins with :: but is not a directive; write the name and [title] without spaces, like :::fact-box[title], and ::: on its own line where it ends',
  ],
]

/** Reports marks in plain text that had no effect. */
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
