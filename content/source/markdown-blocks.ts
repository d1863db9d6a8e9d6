import type { BlockContent, DefinitionContent, Paragraph, RootContent } from 'mdast'
import type { BlockOf, Body } from '../model/block.ts'
import type { Text } from '../model/phrasing.ts'
import { directiveBlock } from './markdown-directives.ts'
import { figureOf, isPicture } from './markdown-figure.ts'
import { insteadOf, runsOf, splitAt, textOf } from './markdown-phrasing.ts'
import { tableOf } from './markdown-table.ts'
import { step } from './places.ts'
import type { Reading } from './reading.ts'

type Node = RootContent | BlockContent | DefinitionContent
type Item = Body[number]

const ATTRIBUTION = /(?:^|\n)[ \t]*(?:—|–|--)[ \t]*/

/** The blocks of these nodes. What the model does not support is reported and left out. */
export function blocksOf(nodes: Node[], reading: Reading, path: string): Item[] {
  const blocks: Item[] = []
  for (const node of nodes) {
    const here = step(path, blocks.length)
    if (node.position) reading.places.set(here, node.position.start)
    const block = blockOf(node, reading, here)
    if (block !== null) blocks.push(block)
  }
  return blocks
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
      reading.refuse(node, `is HTML (${node.value.slice(0, 40)}); ${insteadOf(node.value)}`)
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

function paragraphOf(node: Paragraph, reading: Reading): Item | null {
  const text = textOf(runsOf(node.children, reading))
  if (text === null) return null
  return typeof text === 'string' ? text : { type: 'paragraph', text }
}

function pictureBlock(node: Paragraph, reading: Reading): BlockOf<'figure'> | null {
  const figure = figureOf(node, reading)
  return figure && { type: 'figure', ...figure }
}

function headingOf(
  node: Extract<Node, { type: 'heading' }>,
  reading: Reading,
): BlockOf<'heading'> | null {
  const text = textOf(runsOf(node.children, reading))
  if (node.depth === 1) {
    reading.refuse(node, 'is a heading of level 1, which is the headline; write ##')
    return null
  }
  if (node.depth > 3) {
    reading.refuse(node, 'is a heading below level 3; write ## or ###')
    return null
  }
  if (text === null) {
    reading.refuse(node, 'is an empty heading; write its text after the #')
    return null
  }
  return { type: 'heading', text, ...(node.depth === 3 && { level: 3 as const }) }
}

/** The last line is the attribution, if it begins with a dash. */
function quoteOf(
  node: Extract<Node, { type: 'blockquote' }>,
  reading: Reading,
): BlockOf<'quote'> | null {
  const paragraphs = node.children.filter((child) => child.type === 'paragraph')
  const runs = paragraphs.flatMap((paragraph, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...runsOf(paragraph.children, reading),
  ])
  const [said, by] = splitAt(runs, ATTRIBUTION) ?? [runs, []]
  const text = textOf(said)
  const attribution = textOf(by)
  const isWhole = paragraphs.length === node.children.length
  if (!isWhole || text === null || paragraphs.length > (attribution === null ? 1 : 2)) {
    reading.refuse(
      node,
      'is more than one paragraph of quotation; write one paragraph, and who said it on a last line that begins with —',
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
    const [child, ...others] = item.children
    if (item.position)
      reading.places.set(step(step(path, 'items'), items.length), item.position.start)
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
