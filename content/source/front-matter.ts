import { type ErrorCode, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable } from './source.ts'

const QUOTES =
  'a text that holds a colon or begins with a mark belongs in quotes, like "خبر: تفصيل"'
/** What editors get wrong most, by the parser's codes. */
const WRONG: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: `is not YAML, for a colon stands within the text; ${QUOTES}`,
  DUPLICATE_KEY: 'stands here a second time; leave one of them out',
  MULTILINE_IMPLICIT_KEY:
    'is not YAML; a colon is missing after the name of a field, or the line is moved in by mistake',
  TAB_AS_INDENT: 'is not YAML, for the line begins with a tab; begin it with spaces',
  BAD_INDENT: `is not YAML, for the line is moved in too far or not far enough; or ${QUOTES}`,
  MISSING_CHAR: 'is not YAML; a closing quote or bracket is missing, or a colon after the name',
}
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/

/** The fields before the text of a Markdown file, and how long they are with their fences. */
export function readFrontMatter(text: string): { source: Source; length: number } {
  const match = FRONT_MATTER.exec(text)
  if (match === null) {
    const message =
      'has no fields; begin the file with a line of ---, then "headline: …", "section: …" and "publishedAt: …", then a line of ---'
    return { source: unreadable(message), length: 0 }
  }
  return { source: fieldsIn(match[1] ?? '', text), length: match[0].length }
}

/** The file with some fields set, or taken away where undefined; all else stays as it was written. */
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
    return unreadable('is no list of fields; write one a line, like "headline: …"', placeAt(0))
  } catch (error) {
    // Aliases that name each other a million times.
    const what = error instanceof Error ? error.message : error
    return unreadable(`is not YAML that can be read (${what}); ${QUOTES}`, placeAt(0))
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
