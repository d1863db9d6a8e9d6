import { type ErrorCode, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable } from './source.ts'

const QUOTES = 'put a text that contains a colon or begins with a mark in quotes, like "خبر: تفصيل"'
/** The most common mistakes, by the parser's error codes. */
const WRONG: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: `is not YAML, because of a colon in the text; ${QUOTES}`,
  DUPLICATE_KEY: 'is here a second time; delete one of them',
  MULTILINE_IMPLICIT_KEY:
    'is not YAML; a colon is missing after the name of a field, or the line is indented by mistake',
  TAB_AS_INDENT: 'is not YAML, because the line begins with a tab; use spaces',
  BAD_INDENT: `is not YAML, because of the indentation of this line; or ${QUOTES}`,
  MISSING_CHAR: 'is not YAML; a closing quote or bracket is missing, or a colon after the name',
}
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/

/** The fields at the beginning of a Markdown file, and their length with both --- lines. */
export function readFrontMatter(text: string): { source: Source; length: number } {
  const match = FRONT_MATTER.exec(text)
  if (match === null) {
    const message =
      'has no fields; begin the file with a line of ---, then "headline: …", "section: …" and "publishedAt: …", then a line of ---'
    return { source: unreadable(message), length: 0 }
  }
  return { source: fieldsIn(match[1] ?? '', text), length: match[0].length }
}

/** The file with some fields set, or removed when undefined; everything else is unchanged. */
export function withMarkdownFields(text: string, fields: Record<string, unknown>): string {
  const match = FRONT_MATTER.exec(text)
  if (match === null) return text
  const document = parseDocument(match[1] ?? '')
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) document.delete(name)
    else document.set(name, document.createNode(value))
  }
  const yaml = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  return `---\n${yaml.trimEnd()}\n---\n${text.slice(match[0].length)}`
}

/** @param text the whole file */
function fieldsIn(yaml: string, text: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  // The fields begin below the first fence.
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: line + 1, column: col }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ code, message, pos }) => ({
      path: '',
      message: WRONG[code] ?? `is not YAML (${message}); ${QUOTES}`,
      place: placeAt(pos[0]),
    }))
    return { value: undefined, places: new Places(), problems }
  }
  const places = new Places(text)
  if (document.contents !== null) walk(document.contents, '', places, placeAt)
  try {
    const value: unknown = document.toJS() ?? {}
    if (typeof value === 'object' && !Array.isArray(value)) return { value, places, problems: [] }
    return unreadable(
      'is not a list of fields; write one on each line, like "headline: …"',
      placeAt(0),
    )
  } catch (error) {
    // A "billion laughs" bomb of aliases.
    const what = error instanceof Error ? error.message : error
    return unreadable(`cannot be read as YAML (${what}); ${QUOTES}`, placeAt(0))
  }
}

function walk(node: Node, path: string, places: Places, placeAt: (offset: number) => Place): void {
  if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) {
      const here = step(path, isScalar(key) ? String(key.value) : '?')
      places.set(here, placeAt(key.range?.[0] ?? 0))
      if (value !== null) walk(value, here, places, placeAt)
    }
  }
  if (isSeq<Node>(node)) {
    for (const [index, item] of node.items.entries()) {
      const here = step(path, index)
      places.set(here, placeAt(item.range?.[0] ?? 0))
      walk(item, here, places, placeAt)
    }
  }
}
