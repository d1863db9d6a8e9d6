import type { Nodes } from 'hast'
import { childrenOf, isElement } from './nodes.ts'

const HIDDEN = ['script', 'style', 'template', 'head', 'noscript', 'input', 'select', 'textarea']

/** The text that a browser shows of a tree, with a line break at each edge of an element. */
export function shownText(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (isElement(node, ...HIDDEN)) return ''
  const inner = childrenOf(node).map(shownText).join('')
  return isElement(
    node,
    'p',
    'div',
    'br',
    'li',
    'td',
    'th',
    'tr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'figcaption',
    'blockquote',
    'dt',
    'dd',
  )
    ? `\n${inner}\n`
    : inner
}
