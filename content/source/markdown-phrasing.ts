import type { PhrasingContent } from 'mdast'
import type {} from 'mdast-util-directive'
import { plainPhrasing, type Span, type Text } from '../model/phrasing.ts'
import { linkAddresses } from './link-addresses.ts'
import { insteadOfHtml } from './markdown-for-html.ts'
import type { Reading } from './reading.ts'
import { reportStrayMarks } from './report-stray-marks.ts'

type Marks = Omit<Span, 'text'>

const BROKEN_LINE =
  'breaks the line within a paragraph, which has no effect; leave an empty line to begin a new paragraph'
const PICTURE_IN_SENTENCE =
  'is a picture within a sentence; put it at the beginning of its own paragraph'

/** Runs of text with their marks, line breaks included. */
export function runsOf(nodes: PhrasingContent[], reading: Reading, marks: Marks = {}): Span[] {
  return nodes.flatMap((node) => runsIn(node, reading, marks))
}

/** The runs in the shortest form of the model, or null when they are empty. */
export function textOf(runs: Span[]): Text | null {
  const merged: Span[] = []
  for (const { text, ...marks } of runs) {
    const last = merged.at(-1)
    const line = text.replace(/[ \t]*\n[ \t]*/g, ' ')
    if (last && isSame(last, marks)) last.text += line
    else merged.push({ text: line, ...marks })
  }
  const [first] = merged
  const last = merged.at(-1)
  if (first) first.text = first.text.trimStart()
  if (last) last.text = last.text.trimEnd()
  const words = merged.filter(({ text }) => text !== '')
  const shortest = words.map((run) => (Object.keys(run).length === 1 ? run.text : run))
  if (shortest.length === 0) return null
  return shortest.length === 1 && typeof shortest[0] === 'string' ? shortest[0] : shortest
}

/** The text of a label, without marks. */
export function plainLabel(runs: Span[]): string | null {
  const text = textOf(runs)
  return text === null ? null : plainPhrasing(text)
}

/** The runs before and after the last match of a mark within a run. */
export function splitAt(runs: Span[], mark: RegExp): [Span[], Span[]] | null {
  const index = runs.findLastIndex(({ text }) => mark.test(text))
  const match = [...(runs[index]?.text.matchAll(new RegExp(mark, 'g')) ?? [])].at(-1)
  return match === undefined ? null : cut(runs, index, match.index, match[0].length)
}

/**
 * The runs before and after the last line that begins with a mark, the first line excepted. A run is
 * not a line: it begins wherever a mark or a link ends.
 */
export function splitAtLine(runs: Span[], mark: RegExp): [Span[], Span[]] | null {
  let split: [Span[], Span[]] | null = null
  let isLineStart = false
  for (const [index, { text }] of runs.entries()) {
    let offset = 0
    for (const line of text.split('\n')) {
      const match = isLineStart || offset > 0 ? mark.exec(line) : null
      if (match?.index === 0) split = cut(runs, index, offset, match[0].length)
      offset += line.length + 1
    }
    if (text !== '') isLineStart = text.endsWith('\n')
  }
  return split
}

function cut(runs: Span[], index: number, from: number, length: number): [Span[], Span[]] | null {
  const run = runs[index]
  if (run === undefined) return null
  const before = { ...run, text: run.text.slice(0, from) }
  const after = { ...run, text: run.text.slice(from + length) }
  return [
    [...runs.slice(0, index), before],
    [after, ...runs.slice(index + 1)],
  ]
}

function runsIn(node: PhrasingContent, reading: Reading, marks: Marks): Span[] {
  const inside = (more: Marks) =>
    'children' in node
      ? runsOf(node.children as PhrasingContent[], reading, { ...marks, ...more })
      : []
  switch (node.type) {
    case 'text':
      reportStrayMarks(node, reading)
      return linkAddresses({ text: node.value, ...marks })
    case 'strong':
      return inside({ strong: true })
    case 'emphasis':
      return inside({ emphasis: true })
    case 'link':
      if (node.title)
        reading.refuse(node, 'gives the link a title, which is not supported; put it in the text')
      return inside({ href: node.url })
    case 'linkReference': {
      const href = reading.definitions.get(node.identifier)
      return href === undefined ? inside({}) : inside({ href })
    }
    case 'textDirective':
      return directiveRuns(node, reading, inside, marks)
    case 'break':
      // Text editors leave two spaces at the end of a line; a backslash is meant.
      if (reading.text[node.position?.start.offset ?? 0] === '\\') {
        reading.refuse(node, BROKEN_LINE)
      } else {
        reading.warn(node, BROKEN_LINE)
      }
      return [{ text: '\n', ...marks }]
    case 'inlineCode':
      reading.refuse(node, 'is code, which is not supported; write the words without `')
      return []
    case 'imageReference':
      if (reading.definitions.get(node.identifier)?.startsWith('data:')) {
        reading.refuse(
          node,
          'is a picture inside the text file; save it in media/ and write ![what it shows](photo.jpg)',
        )
        return []
      }
      reading.refuse(node, PICTURE_IN_SENTENCE)
      return []
    case 'image':
      reading.refuse(node, PICTURE_IN_SENTENCE)
      return []
    case 'html':
      reading.refuse(node, `is HTML (${node.value.slice(0, 40)}); ${insteadOfHtml(node.value)}`)
      return []
    default:
      reading.refuse(node, `is a ${node.type}, which is not supported; write plain words`)
      return []
  }
}

function directiveRuns(
  node: Extract<PhrasingContent, { type: 'textDirective' }>,
  reading: Reading,
  inside: (marks: Marks) => Span[],
  marks: Marks,
): Span[] {
  const lang = node.attributes?.lang
  if (node.name === 'text' && lang) return inside({ lang })
  // Without label and attributes it is only a word after a colon.
  if (node.children.length === 0 && Object.keys(node.attributes ?? {}).length === 0) {
    const { start, end } = node.position ?? {}
    return [{ text: reading.text.slice(start?.offset, end?.offset), ...marks }]
  }
  reading.refuse(
    node,
    `:${node.name}[…] is unknown; write :text[words]{lang=en} for words of another language`,
  )
  return []
}

function isSame({ text: _, ...marks }: Span, others: Marks): boolean {
  const names = ['strong', 'emphasis', 'href', 'lang'] as const
  return names.every((name) => marks[name] === others[name])
}
