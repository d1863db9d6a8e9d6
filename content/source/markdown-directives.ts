import type { BlockContent, DefinitionContent, PhrasingContent } from 'mdast'
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive'
import { asBlock, type Block, type BlockOf, type Body } from '../model/block.ts'
import type { Figure } from '../model/figure.ts'
import { ownValue } from '../model/own-value.ts'
import { figureOf, isPicture, mediaNameIn } from './markdown-figure.ts'
import { plainLabel, runsOf, textOf } from './markdown-phrasing.ts'
import { tableOf } from './markdown-table.ts'
import { step } from './places.ts'
import type { Reading } from './reading.ts'

type Directive = ContainerDirective | LeafDirective
type Content = (BlockContent | DefinitionContent)[]

/**
 * Reads the content of a container. It is handed in, because the reader of blocks itself calls the
 * reader of directives.
 */
type ReadBlocks = (nodes: Content, reading: Reading, path: string, from: number) => Body

const KNOWN =
  'write :::fact-box[title], :::gallery, :::table[caption], ::figure[caption]{…} or ::embed[title]{…}'
const FIELDS: Record<string, string[]> = {
  'fact-box': [],
  gallery: [],
  table: [],
  figure: ['src', 'alt', 'credit', 'focus'],
  embed: ['url', 'description', 'provider'],
}

/** The block of `:::name[label]{field=…}`, or null. */
export function directiveBlock(
  node: Directive,
  reading: Reading,
  path: string,
  readBlocks: ReadBlocks,
): Body[number] | null {
  const fields = ownValue(FIELDS, node.name)
  const isLeaf = node.name === 'figure' || node.name === 'embed'
  if (fields === undefined || isLeaf !== (node.type === 'leafDirective')) {
    const colons = node.type === 'leafDirective' ? '::' : ':::'
    reading.refuse(node, `${colons}${node.name} is unknown; ${KNOWN}`)
    return null
  }
  for (const name of Object.keys(node.attributes ?? {})) {
    if (!fields.includes(name)) {
      const instead = fields.length > 0 ? `it has ${fields.join(', ')}` : 'it has none'
      reading.refuse(
        node,
        `gives ${node.name} an unknown field ${JSON.stringify(name)}; ${instead}`,
      )
    }
  }
  if (node.type === 'containerDirective' && !isClosed(node, reading)) {
    reading.refuse(node, `does not end; write a line with only ::: where :::${node.name} ends`)
  }
  if (node.type === 'leafDirective') {
    return node.name === 'figure' ? figureBlock(node, reading) : embedBlock(node, reading)
  }
  return containerBlock(node, reading, path, readBlocks)
}

function figureBlock(node: LeafDirective, reading: Reading): Block {
  const { src = '', alt = '', credit, focus } = attributesOf(node)
  const caption = textOf(runsOf(node.children, reading))
  return {
    type: 'figure',
    src: mediaNameIn(src),
    alt,
    ...(caption !== null && { caption }),
    ...(credit && { credit }),
    ...(focus && {
      focus: focus
        .trim()
        .split(/[\s,]+/)
        .map(Number) as Figure['focus'],
    }),
  }
}

function embedBlock(node: LeafDirective, reading: Reading): Block {
  const { url = '', description, provider } = attributesOf(node)
  return {
    type: 'embed',
    url,
    title: plainLabel(runsOf(node.children, reading)) ?? '',
    ...(description && { description }),
    ...(provider && { provider }),
  }
}

function containerBlock(
  node: ContainerDirective,
  reading: Reading,
  path: string,
  readBlocks: ReadBlocks,
): Block | null {
  const { label, content } = partsOf(node)
  switch (node.name) {
    case 'fact-box': {
      const title = plainLabel(runsOf(label, reading))
      const body = boxBody(content, reading, step(path, 'body'), readBlocks)
      return { type: 'fact-box', ...(title !== null && { title }), body }
    }
    case 'gallery':
      return galleryBlock(node, content, reading, path)
    default:
      return tableBlock(node, label, content, reading)
  }
}

/** The blocks of a fact box: only paragraphs and lists. */
function boxBody(
  nodes: Content,
  reading: Reading,
  path: string,
  readBlocks: ReadBlocks,
): BlockOf<'fact-box'>['body'] {
  const body: BlockOf<'fact-box'>['body'] = []
  for (const node of nodes) {
    for (const item of readBlocks([node], reading, path, body.length)) {
      const block: Block = asBlock(item)
      if (typeof item === 'string') body.push(item)
      else if (block.type === 'paragraph' || block.type === 'list') body.push(block)
      else {
        const message = `is a ${block.type} in a fact box, which may contain only paragraphs and lists`
        reading.refuse(node, message)
      }
    }
  }
  return body
}

function galleryBlock(
  node: ContainerDirective,
  content: Content,
  reading: Reading,
  path: string,
): Block | null {
  const figures: Figure[] = []
  for (const child of withoutDefinitions(content)) {
    const figure = child.type === 'paragraph' && isPicture(child) ? figureOf(child, reading) : null
    if (figure !== null) {
      const here = step(step(path, 'figures'), figures.length)
      if (child.position) reading.places.set(here, child.position.start)
      figures.push(figure)
    } else
      reading.refuse(child, 'is not a picture; a gallery contains only ![what it shows](photo.jpg)')
  }
  if (figures.length > 0) return { type: 'gallery', figures }
  reading.refuse(node, 'is a gallery without pictures; write ![what it shows](photo.jpg) in it')
  return null
}

function tableBlock(
  node: ContainerDirective,
  label: PhrasingContent[],
  content: Content,
  reading: Reading,
): Block | null {
  const [table, ...others] = withoutDefinitions(content)
  if (table?.type !== 'table' || others.length > 0) {
    reading.refuse(
      node,
      'contains something other than one table; write its rows with | between cells',
    )
    return null
  }
  const caption = textOf(runsOf(label, reading))
  const block = tableOf(table, reading)
  return block && caption !== null ? { ...block, caption } : block
}

function withoutDefinitions(content: Content): Content {
  return content.filter(({ type }) => type !== 'definition')
}

function isClosed({ position }: ContainerDirective, { text }: Reading): boolean {
  return /\n[ \t>]*:{3,}\s*$/.test(text.slice(position?.start.offset, position?.end.offset))
}

/** The label of a container, and the content between its fences. */
function partsOf({ children }: ContainerDirective) {
  const [first, ...others] = children
  if (first?.type === 'paragraph' && first.data?.directiveLabel) {
    return { label: first.children, content: others }
  }
  return { label: [], content: children }
}

function attributesOf(node: Directive): Record<string, string> {
  const given = Object.entries(node.attributes ?? {})
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? '']))
}
