import type { Body } from '../../model/block.ts'
import { readMarkdownSource } from '../../source/markdown-source.ts'
import type { SourceProblem } from '../../source/source.ts'

/** Fields that no update has: the reader of Markdown expects some before the text. */
const FIELDS = '---\nheadline: x\n---\n'

/**
 * The text of an update, written in Markdown as an article is.
 * @param line the line of the file on which it begins, for the places of problems
 */
export function readUpdateText(
  text: string,
  line = 1,
): { body: unknown; problems: SourceProblem[] } {
  const { value, problems } = readMarkdownSource(`${FIELDS}${text}\n`)
  const before = FIELDS.split('\n').length - 1
  return {
    body: (value as { body?: Body }).body ?? [],
    problems: problems.map(({ place, ...problem }) => ({
      ...problem,
      ...(place && { place: { ...place, line: place.line - before + line - 1 } }),
    })),
  }
}
