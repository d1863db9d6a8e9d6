import { type ErrorCode, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { codePoints } from './code-points.ts'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable, type Written } from './source.ts'
import { droppedComments, reinterpreted, textOf } from './yaml-losses.ts'

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
const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/

/** The fields at the beginning of a Markdown file, and their length with both --- lines. */
export function readFrontMatter(text: string): { source: Source; length: number } {
  const match = FRONT_MATTER.exec(text)
  if (match === null) return { source: unreadable(noFields(text)), length: 0 }
  return { source: fieldsIn(match[1] ?? '', text), length: match[0].length }
}

function noFields(text: string): string {
  const [hidden] = /^[\p{Cf}\u00A0]+/u.exec(text) ?? []
  if (hidden !== undefined) {
    return `begins with an invisible character (${codePoints(hidden)}); delete it, so that the file begins with ---`
  }
  if (/^---[ \t]*\n/.test(text)) return 'has fields without an end; write a line of --- below them'
  if (/^[ \t]*[-–—―]{1,4}[ \t]*\n/.test(text)) {
    return 'begins with a line that is not three hyphens; write ---, which some text editors turn into —'
  }
  return 'has no fields; begin the file with a line of ---, then "headline: …", "section: …" and "publishedAt: …", then a line of ---'
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
  const written: Written = new Map()
  if (document.contents !== null) walk(document.contents, '', { places, placeAt, written, yaml })
  try {
    const value: unknown = document.toJS() ?? {}
    if (typeof value === 'object' && !Array.isArray(value)) {
      const problems = [
        ...droppedComments(yaml).map(({ offset, ...problem }) => ({
          ...problem,
          place: placeAt(offset),
        })),
        ...(document.contents === null ? [] : reinterpreted(document.contents, '', yaml)),
        ...document.warnings.map(({ message, pos }) => ({
          path: '',
          message: `is not plain text to YAML (${message}); ${QUOTES}`,
          place: placeAt(pos[0]),
        })),
      ]
      return { value, places, problems, written }
    }
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

interface Walk {
  places: Places
  placeAt: (offset: number) => Place
  written: Written
  yaml: string
}

function walk(node: Node, path: string, state: Walk): void {
  const { places, placeAt, written, yaml } = state
  if (typeof (isScalar(node) ? node.value : null) !== 'string') {
    written.set(path, textOf(node, yaml))
  }
  if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) {
      const here = step(path, isScalar(key) ? String(key.value) : '?')
      places.set(here, placeAt(key.range?.[0] ?? 0))
      if (value !== null) walk(value, here, state)
    }
  }
  if (isSeq<Node>(node)) {
    for (const [index, item] of node.items.entries()) {
      const here = step(path, index)
      places.set(here, placeAt(item.range?.[0] ?? 0))
      walk(item, here, state)
    }
  }
}
