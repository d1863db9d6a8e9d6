import { type ErrorCode, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { codePoints } from '../model/code-points.ts'
import { type Place, Places, step } from './places.ts'
import { type Source, unreadable, type Written } from './source.ts'
import { droppedComments, reinterpreted, textOf } from './yaml-losses.ts'

const QUOTES = 'put a text that contains a colon or begins with a mark in quotes, like "خبر: تفصيل"'
const MARK = `begins with a mark that has a meaning of its own here; ${QUOTES}`
/** What an editor did, by the parser's error codes. Its own words are for programmers. */
const WRONG: Record<ErrorCode, string> = {
  ALIAS_PROPS: MARK,
  BAD_ALIAS: MARK,
  BAD_COLLECTION_TYPE: MARK,
  BAD_DIRECTIVE: MARK,
  BAD_DQ_ESCAPE: 'has a \\ within double quotes; delete it, or write it twice',
  BAD_INDENT: `cannot be read because of its indentation, or of a bracket above that is not closed; begin each field at the edge, or ${QUOTES}`,
  BAD_PROP_ORDER: MARK,
  BAD_SCALAR_START: MARK,
  BLOCK_AS_IMPLICIT_KEY: `cannot be read because of a second colon; ${QUOTES}`,
  BLOCK_IN_FLOW:
    'cannot be read; write the list on one line, or one item on each line after a hyphen',
  DUPLICATE_KEY: 'appears twice; delete one of them',
  IMPOSSIBLE: `cannot be read; ${QUOTES}`,
  KEY_OVER_1024_CHARS: 'is too long for the name of a field; a colon or a quote is missing above',
  MISSING_CHAR:
    'cannot be read; a closing quote or bracket is missing, or a colon after the name of a field',
  MULTILINE_IMPLICIT_KEY:
    'cannot be read; a colon is missing after the name of a field, or the line is indented by mistake',
  MULTIPLE_ANCHORS: MARK,
  MULTIPLE_DOCS: 'is a second group of fields; delete the line of --- or ... above it',
  MULTIPLE_TAGS: MARK,
  NON_STRING_KEY: 'has a name that is not a word; write fields like "headline: …"',
  RESOURCE_EXHAUSTION: `has too many parts to be read; ${QUOTES}`,
  TAB_AS_INDENT: 'cannot be read because the line begins with a tab; use spaces',
  TAG_RESOLVE_FAILED: MARK,
  UNEXPECTED_TOKEN: `cannot be read from here; ${QUOTES}`,
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
    const problems = document.errors.map(({ code, pos }) => ({
      path: '',
      message: WRONG[code],
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
        ...document.warnings.map(({ code, pos }) => ({
          path: '',
          message: WRONG[code],
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
    // The parser's word for a text that begins with *, and for a "billion laughs" bomb of such references.
    if (!(error instanceof ReferenceError)) throw error
    const [colon = ''] = /^[\s\S]*?:[ \t]+(?=\*)/.exec(yaml) ?? []
    return unreadable(MARK, placeAt(colon.length))
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
