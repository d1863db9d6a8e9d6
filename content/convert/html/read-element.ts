import type { Element } from 'hast'
import type { Text } from '../../model/phrasing.ts'
import { plainPhrasing } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import { attribute, childrenOf, find, hasClass, isElement, textIn } from './nodes.ts'
import { embedOf } from './read-embed.ts'
import { figureBlocks, galleryBlocks, imageBlocks, isCaptioned } from './read-figure.ts'
import type { Flow, Item } from './read-flow.ts'
import { listBlocks } from './read-list.ts'
import { tableBlocks } from './read-table.ts'
import { linesOf, oneLine } from './runs.ts'

/** The blocks of an element; null when it is only text, or a container of others. */
export function readElement(element: Element, flow: Flow): Item[] | null {
  const embed = embedOf(element, flow)
  if (embed !== null) return embed
  switch (element.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return headingBlocks(element, flow)
    case 'blockquote':
      return quoteBlocks(element, flow)
    case 'q':
      return null
    case 'ul':
    case 'ol':
    case 'menu':
      return listBlocks(element, flow)
    case 'table':
      return tableBlocks(element, flow)
    case 'figure':
      return figureBlocks(element, flow)
    case 'img':
      return imageBlocks(element, flow)
    case 'picture':
      return imageBlocks(
        find(element, ({ tagName }) => tagName === 'img'),
        flow,
      )
    case 'hr':
      return [{ type: 'divider' }]
    case 'pre':
      flow.context.lose('plain-marks', textIn(element))
      return flow.inner(childrenOf(element), 'every')
    case 'aside':
    case 'details':
      return boxBlocks(element, flow)
    case 'div':
    case 'section':
      if (hasClass(element, /\b(?:gallery|kg-gallery-card|wp-block-gallery|tiled-gallery)\b/))
        return galleryBlocks(element, flow)
      if (hasClass(element, /\bkg-(?:callout|toggle)-card\b/)) return boxBlocks(element, flow)
      if (hasClass(element, /\bwp-caption\b/)) return figureBlocks(element, flow)
      if (hasClass(element, /\bfootnotes?\b/)) return footnoteBlocks(element, flow)
      return isCaptioned(element) ? figureBlocks(element, flow) : null
    case 'dl':
    case 'p':
    case 'span':
    case 'center':
      return isCaptioned(element) ? figureBlocks(element, flow) : null
    case 'hudhud-gallery':
      return galleryBlocks(element, flow)
    case 'a':
      return linkedPicture(element, flow)
    case 'noscript':
      // Lazy loading repeats its pictures here.
      return find(element, ({ tagName }) => /^(?:img|iframe)$/.test(tagName)) ? [] : null
    case 'script':
    case 'style':
    case 'template':
    case 'link':
    case 'meta':
    case 'head':
      if (textIn(element).trim() !== '') flow.context.lose('script', textIn(element))
      return []
    case 'svg':
    case 'canvas':
    case 'map':
    case 'button':
    case 'input':
    case 'select':
    case 'textarea':
      flow.context.lose('form', `<${element.tagName}> ${textIn(element)}`)
      return element.tagName === 'input' ? [] : flow.inner(childrenOf(element))
    default:
      return null
  }
}

function headingBlocks(element: Element, flow: Flow): Item[] {
  const { runs, blocks } = flow.phrasing(childrenOf(element))
  const level = Number(element.tagName[1])
  if (level > 3) flow.context.lose('heading-level', textIn(element))
  const headings = linesOf(runs).flatMap((line): Item[] => {
    // A heading is heavy already.
    const isAllStrong = line.every(({ strong, text }) => strong || !/[\p{L}\p{N}]/u.test(text))
    const text = textOf(isAllStrong ? line.map(({ strong: _, ...run }) => run) : line)
    return text === null ? [] : [{ type: 'heading', text, ...(level > 2 && { level: 3 as const }) }]
  })
  return [...blocks, ...headings]
}

const DASH = /^\s*(?:—|–|--|―)\s*/

/** One quote for each paragraph; the last one has the attribution. */
function quoteBlocks(element: Element, flow: Flow): Item[] {
  const cite = find(element, ({ tagName }) => tagName === 'footer' || tagName === 'cite')
  const isLast = cite !== undefined && textIn(element).trim().endsWith(textIn(cite).trim())
  const inner = flow.inner(isLast ? without(childrenOf(element), cite) : childrenOf(element))
  const by = isLast
    ? textOf(oneLine(flow.phrasing(childrenOf(cite)).runs, flow.context.lose))
    : null
  const said: Text[] = []
  const others: Item[] = []
  for (const item of inner) {
    if (typeof item === 'string') said.push(item)
    else if (item.type === 'paragraph' || item.type === 'heading') said.push(item.text)
    else if (item.type === 'quote')
      said.push(item.text, ...(item.attribution ? [item.attribution] : []))
    else others.push(item)
  }
  if (others.length > 0) flow.context.lose('quote-parts', textIn(element), others.length)
  const last = said.at(-1)
  const named =
    by ??
    (said.length > 1 && last !== undefined && DASH.test(plainPhrasing(last))
      ? (said.pop() ?? null)
      : null)
  const attribution = named === null ? null : withoutDash(named)
  const quotes = said.map((text, index): Item => {
    const isEnd = index === said.length - 1
    return { type: 'quote', text, ...(isEnd && attribution !== null && { attribution }) }
  })
  if (attribution !== null && quotes.length === 0)
    quotes.push(
      typeof attribution === 'string' ? attribution : { type: 'paragraph', text: attribution },
    )
  return [...quotes, ...others]
}

function withoutDash(text: Text): Text | null {
  if (typeof text === 'string') return text.replace(DASH, '') || null
  const [first, ...others] = text
  if (first === undefined) return null
  const bare = typeof first === 'string' ? { text: first } : first
  return textOf([
    { ...bare, text: bare.text.replace(DASH, '') },
    ...others.map((run) => (typeof run === 'string' ? { text: run } : run)),
  ])
}

function without(nodes: Element['children'], removed: Element): Element['children'] {
  return nodes
    .filter((node) => node !== removed)
    .map((node) =>
      node.type === 'element' ? { ...node, children: without(node.children, removed) } : node,
    )
}

/** A box with a title, when it contains only paragraphs and lists. */
function boxBlocks(element: Element, flow: Flow): Item[] {
  const title = find(element, (inner) => /^(?:summary|h[1-6])$/.test(inner.tagName))
  const nodes = title ? without(childrenOf(element), title) : childrenOf(element)
  const inner = flow.inner(nodes)
  const words = title && textOf(oneLine(flow.phrasing(childrenOf(title)).runs, flow.context.lose))
  return boxOf(words ? plainPhrasing(words) : null, inner, flow)
}

function boxOf(title: string | null, inner: Item[], flow: Flow): Item[] {
  const body = inner.flatMap((item) =>
    typeof item === 'string' || item.type === 'paragraph' || item.type === 'list' ? [item] : [],
  )
  const isWhole =
    body.length === inner.length &&
    body.length > 0 &&
    body.length <= 50 &&
    (title?.length ?? 0) <= 200
  if (isWhole) return [{ type: 'fact-box', ...(title && { title }), body }]
  if (inner.length > 0) flow.context.lose('box-as-text', title ?? '')
  return [
    ...(title ? [{ type: 'heading' as const, text: title, level: 3 as const }] : []),
    ...inner,
  ]
}

function footnoteBlocks(element: Element, flow: Flow): Item[] {
  flow.context.lose('footnotes', textIn(element))
  const inner = flow
    .inner(childrenOf(element))
    .filter(
      (item) => typeof item === 'string' || (item.type !== 'divider' && item.type !== 'heading'),
    )
  return boxOf(flow.context.language.startsWith('ar') ? 'هوامش' : 'Notes', inner, flow)
}

/** A picture that links to its own file, or to somewhere. */
function linkedPicture(element: Element, flow: Flow): Item[] | null {
  const children = childrenOf(element).filter(
    (child) => child.type !== 'text' || /\S/.test(child.value),
  )
  const [only] = children
  if (children.length !== 1 || only === undefined || !isElement(only, 'img', 'picture')) return null
  const image = only.tagName === 'img' ? only : find(only, ({ tagName }) => tagName === 'img')
  return imageBlocks(image, flow, attribute(element, 'href'))
}
