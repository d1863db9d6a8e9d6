import { applyEdits, modify, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { jsonErrorIn } from '../model/json-error.ts'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable } from './source.ts'

/** The value in a JSON file, with the place of each part. */
export function readJsonSource(text: string): Source {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const placeAt = placesIn(text)
  if (errors.length > 0 || tree === undefined) {
    const { offset, cause, advice } = jsonErrorIn(text)
    return unreadable(`is not JSON (${cause}); ${advice}`, placeAt(offset))
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
      const message = 'appears twice; delete one of them'
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
