import {
  applyEdits,
  modify,
  type Node,
  type ParseError,
  type ParseErrorCode,
  parseTree,
} from 'jsonc-parser'
import { codePoints } from './code-points.ts'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable } from './source.ts'

/** By the parser's error codes. */
const WRONG: Partial<Record<ParseErrorCode, string>> = {
  1: 'a word without quotes, or an unexpected character',
  2: 'this is not a number',
  3: 'expected the name of a field in quotes; or delete the comma before it',
  4: 'expected a value; or delete the comma before it',
  5: 'a colon is missing before this',
  6: 'a comma is missing before this',
  7: 'a closing } is missing',
  8: 'a closing ] is missing',
  9: 'unexpected text after the end of the value',
  10: 'JSON has no comments',
  12: 'a closing quote is missing',
  14: 'expected four hexadecimal digits after \\u',
  15: 'expected one of "\\/bfnrtu after a \\',
  16: 'an invisible character or a line break within quotes',
}

/** The value in a JSON file, with the place of each part. */
export function readJsonSource(text: string): Source {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const placeAt = placesIn(text)
  const [error] = errors
  if (error !== undefined || tree === undefined) {
    const found = text.slice(error?.offset ?? 0).match(/^[\p{Cf}\u00A0]/u)?.[0]
    if (found !== undefined) {
      return unreadable(
        `is not JSON (an invisible character, ${codePoints(found)}); delete it`,
        placeAt(error?.offset ?? 0),
      )
    }
    const what = error ? (WRONG[error.error] ?? 'a syntax error') : 'the file is empty'
    return unreadable(
      `is not JSON (${what}); check for a missing quote or comma`,
      placeAt(error?.offset ?? 0),
    )
  }
  const source: Source = { value: JSON.parse(text), places: new Places(text), problems: [] }
  walk(tree, '', source, placeAt)
  return source
}

/** The file with some fields set, or removed when undefined; everything else is unchanged. */
export function withJsonFields(text: string, fields: Record<string, unknown>): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 }
  return Object.entries(fields).reduce(
    (edited, [name, value]) =>
      applyEdits(edited, modify(edited, [name], value, { formattingOptions })),
    text,
  )
}

function walk(node: Node, path: string, source: Source, placeAt: (offset: number) => Place): void {
  if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries()) {
      const here = step(path, index)
      source.places.set(here, placeAt(item.offset))
      walk(item, here, source, placeAt)
    }
  }
  if (node.type !== 'object') return
  const names = new Set<string>()
  for (const { children = [] } of node.children ?? []) {
    const [key, value] = children
    if (key === undefined || value === undefined) continue
    const here = step(path, String(key.value))
    if (names.has(here)) {
      const message = 'is here a second time; delete one of them'
      source.problems.push({ path: here, message, place: placeAt(key.offset) })
    }
    names.add(here)
    source.places.set(here, placeAt(key.offset))
    walk(value, here, source, placeAt)
  }
}

/** Lines and columns of offsets in a text. */
function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset)
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 }
  }
}
