import type { PhrasingContent } from 'mdast'
import type {} from 'mdast-util-directive'
import { plainPhrasing, type Span, type Text } from '../model/phrasing.ts'
import { refuseSlips } from './markdown-slips.ts'
import type { Reading } from './reading.ts'

type Marks = Omit<Span, 'text'>

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

/** The runs before and after the last match of a mark in plain text. */
export function splitAt(runs: Span[], mark: RegExp): [Span[], Span[]] | null {
  const index = runs.findLastIndex(({ text }) => mark.test(text))
  const run = runs[index]
  const match = run && [...run.text.matchAll(new RegExp(mark, 'g'))].at(-1)
  if (run === undefined || match === undefined) return null
  const before = { ...run, text: run.text.slice(0, match.index) }
  const after = { ...run, text: run.text.slice(match.index + match[0].length) }
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
      refuseSlips(node, reading)
      return [{ text: node.value, ...marks }]
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
      reading.refuse(
        node,
        'breaks the line within a paragraph; leave an empty line to begin a new paragraph',
      )
      return []
    case 'inlineCode':
      reading.refuse(node, 'is code, which is not supported; write the words without `')
      return []
    case 'image':
    case 'imageReference':
      reading.refuse(
        node,
        'is a picture within a sentence; put it at the beginning of its own paragraph',
      )
      return []
    case 'html':
      reading.refuse(node, `is HTML (${node.value.slice(0, 40)}); ${insteadOf(node.value)}`)
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

/** The Markdown for an HTML tag that editors often paste. */
export function insteadOf(tag: string): string {
  const [, name = ''] = /^<\/?([a-z0-9]+|!--)/i.exec(tag) ?? []
  const instead: Record<string, string> = {
    b: 'write **words**',
    strong: 'write **words**',
    i: 'write *words*',
    em: 'write *words*',
    a: 'write [words](https://…)',
    br: 'leave an empty line to begin a new paragraph',
    img: 'write ![what it shows](photo.jpg)',
    figure: 'write ![what it shows](photo.jpg)',
    table: 'write a table with | between its cells',
    '!--': 'delete the comment',
    iframe: 'write ::embed[title]{url="https://…"}',
    script: 'scripts are not supported; delete it',
  }
  return instead[name.toLowerCase()] ?? 'write Markdown; to show a <, write \\<'
}

function isSame({ text: _, ...marks }: Span, others: Marks): boolean {
  const names = ['strong', 'emphasis', 'href', 'lang'] as const
  return names.every((name) => marks[name] === others[name])
}
