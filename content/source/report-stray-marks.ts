import type { Paragraph, Text } from 'mdast'
import type { Reading } from './reading.ts'
import { type StrayMark, strayEntities, strayLineMarks, strayMarks } from './stray-marks.ts'

/** Reports marks in a run of Markdown text that had no effect. */
export function reportStrayMarks({ position, value }: Text, reading: Reading): void {
  if (position === undefined) return
  const { start, end } = position
  const written = reading.text.slice(start.offset, end.offset)
  for (const mark of strayMarks(written)) report(mark, written, start, reading)
  for (const { found, message } of strayEntities(value)) {
    const [, name = found] = /^&?(\w*)/.exec(found) ?? []
    const index = Math.max(0, written.search(new RegExp(`&(?:amp;)?${name}|&lt;|<`, 'i')))
    if (written[index - 1] !== '\\') report({ index, found, message }, written, start, reading)
  }
}

/** Reports lines of a paragraph that begin like a list, a heading or a table, but are none. */
export function reportStrayLines({ position }: Paragraph, reading: Reading): void {
  if (position === undefined) return
  const { start, end } = position
  const written = reading.text.slice(start.offset, end.offset)
  const reported = new Set<string>()
  let offset = 0
  for (const [number, line] of written.split('\n').entries()) {
    const indent = number === 0 ? 0 : (/^[ \t>]*/.exec(line)?.[0].length ?? 0)
    for (const mark of strayLineMarks(line.slice(indent))) {
      // Once a paragraph: a pasted list has the same on every line.
      const kind = mark.message.replace(mark.found, '')
      if (reported.has(kind)) continue
      reported.add(kind)
      report({ ...mark, index: offset + indent + mark.index }, written, start, reading)
    }
    offset += line.length + 1
  }
}

function report(
  { index, message }: StrayMark,
  written: string,
  start: { line: number; column: number },
  reading: Reading,
): void {
  const before = written.slice(0, index).split('\n')
  const column = (before.at(-1)?.length ?? 0) + (before.length > 1 ? 1 : start.column)
  const place = { line: start.line + before.length - 1, column }
  reading.refuse({ type: 'text', position: { start: place, end: place } }, message)
}
