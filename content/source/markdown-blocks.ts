import type { BlockContent, DefinitionContent, List, Paragraph, RootContent } from 'mdast'
import type { BlockOf, Body } from '../model/block.ts'
import type { Text } from '../model/phrasing.ts'
import { directiveBlock } from './markdown-directives.ts'
import { figureOf, isPicture } from './markdown-figure.ts'
import { insteadOfHtml } from './markdown-for-html.ts'
import { headingOf } from './markdown-heading.ts'
import { runsOf, splitAtLine, textOf } from './markdown-phrasing.ts'
import { tableOf } from './markdown-table.ts'
import { step } from './places.ts'
import type { Reading } from './reading.ts'
import { reportStrayLines } from './report-stray-marks.ts'

type Node = RootContent | BlockContent | DefinitionContent
type Item = Body[number]

const ATTRIBUTION = /^[ \t]*(?:—|–|―|--)[ \t]*/
/** A number above this at the beginning of a paragraph is a year or an amount, not that of an item. */
const MAX_LIST_NUMBER = 99

/** The blocks of these nodes. What the model does not support is reported and left out. */
export function blocksOf(nodes: Node[], reading: Reading, path: string, from = 0): Item[] {
  const blocks: Item[] = []
  for (const node of nodes) {
    const here = step(path, from + blocks.length)
    if (node.position) reading.places.set(here, node.position.start)
    if (node.type === 'list' && node.ordered && Number(node.start) > MAX_LIST_NUMBER) {
      blocks.push(...numberedParagraphs(node, reading))
      continue
    }
    const block = blockOf(node, reading, here)
    if (block !== null) blocks.push(block)
  }
  return blocks
}

/** `2026. It was a year …` is a list to CommonMark. */
function numberedParagraphs({ children }: List, reading: Reading): Item[] {
  return children.flatMap(({ children: [child], position }) => {
    const [number = ''] = /^\d+[.)][ \t]*/.exec(reading.text.slice(position?.start.offset)) ?? []
    if (child?.type !== 'paragraph') return []
    return paragraphOf(child, reading, number) ?? []
  })
}

function blockOf(node: Node, reading: Reading, path: string): Item | null {
  switch (node.type) {
    case 'paragraph':
      return isPicture(node) ? pictureBlock(node, reading) : paragraphOf(node, reading)
    case 'heading':
      return headingOf(node, reading)
    case 'blockquote':
      return quoteOf(node, reading)
    case 'list':
      return listOf(node, reading, path)
    case 'table':
      return tableOf(node, reading)
    case 'thematicBreak':
      return { type: 'divider' }
    case 'containerDirective':
    case 'leafDirective':
      return directiveBlock(node, reading, path, blocksOf)
    case 'definition':
      return null
    case 'html':
      reading.refuse(node, `is HTML (${node.value.slice(0, 40)}); ${insteadOfHtml(node.value)}`)
      return null
    case 'code':
      reading.refuse(
        node,
        'is code, which is not supported; delete the ``` lines, or the spaces at the beginning of the line',
      )
      return null
    default:
      reading.refuse(node, `is a ${node.type}, which is not supported; write paragraphs`)
      return null
  }
}

function paragraphOf(node: Paragraph, reading: Reading, before = ''): Item | null {
  reportStrayLines(node, reading)
  const runs = runsOf(node.children, reading)
  const text = textOf(before === '' ? runs : [{ text: before }, ...runs])
  if (text === null) return null
  const [only, ...others] = typeof text === 'string' ? [text] : text
  if (typeof only === 'object' && others.length === 0 && only.href?.endsWith(only.text)) {
    const line = `::embed[title]{url="${only.href}"}`
    reading.warn(node, `is only an address; write ${line} to show it as a card, or add words`)
  }
  return typeof text === 'string' ? text : { type: 'paragraph', text }
}

function pictureBlock(node: Paragraph, reading: Reading): BlockOf<'figure'> | null {
  const figure = figureOf(node, reading)
  return figure && { type: 'figure', ...figure }
}

/** The last line is the attribution, if it begins with a dash. */
function quoteOf(
  node: Extract<Node, { type: 'blockquote' }>,
  reading: Reading,
): BlockOf<'quote'> | null {
  const content = node.children.filter((child) => child.type !== 'definition')
  const paragraphs = content.filter((child) => child.type === 'paragraph')
  for (const paragraph of paragraphs) reportStrayLines(paragraph, reading)
  const runs = paragraphs.flatMap((paragraph, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...runsOf(paragraph.children, reading),
  ])
  const [said, by] = splitAtLine(runs, ATTRIBUTION) ?? [runs, []]
  const text = textOf(said)
  const attribution = textOf(by)
  const isWhole = paragraphs.length === content.length
  if (content.at(-1)?.type === 'list') {
    reading.refuse(
      node,
      'ends with a list, because of the hyphen; write who said it after a dash, like "> — الاسم"',
    )
    return null
  }
  if (!isWhole || text === null || paragraphs.length > (attribution === null ? 1 : 2)) {
    reading.refuse(
      node,
      'is not one paragraph; write the quotation as one paragraph, and who said it on a last line that begins with —',
    )
    return null
  }
  return { type: 'quote', text, ...(attribution !== null && { attribution }) }
}

function listOf(
  node: Extract<Node, { type: 'list' }>,
  reading: Reading,
  path: string,
): BlockOf<'list'> | null {
  if (node.ordered && node.start !== 1) {
    reading.refuse(node, `begins with ${node.start}; a numbered list begins with 1`)
  }
  const items: Text[] = []
  for (const item of node.children) {
    const [child, ...others] = item.children.filter(({ type }) => type !== 'definition')
    if (item.position)
      reading.places.set(step(step(path, 'items'), items.length), item.position.start)
    if (child?.type === 'paragraph') reportStrayLines(child, reading)
    const text =
      child?.type === 'paragraph' && others.length === 0
        ? textOf(runsOf(child.children, reading))
        : null
    if (/^\s*\[[ xX]\]/.test(reading.text.slice(child?.position?.start.offset))) {
      reading.refuse(item, 'is a check box, which is not supported; delete the [ ]')
    } else if (text === null) {
      reading.refuse(
        item,
        'is an item that is not one paragraph; nested lists are not supported, write one list',
      )
    } else {
      items.push(text)
    }
  }
  return items.length === 0 ? null : { type: 'list', ordered: node.ordered === true, items }
}
