import type { Element, ElementContent, Nodes } from 'hast'

/** An attribute as text, whatever the parser made of it. */
export function attribute(element: Element, name: string): string | undefined {
  const value = element.properties[name]
  if (value === undefined || value === null || value === false) return undefined
  return Array.isArray(value) ? value.join(' ') : String(value)
}

export function isElement(node: Nodes, ...names: string[]): node is Element {
  return node.type === 'element' && (names.length === 0 || names.includes(node.tagName))
}

export function hasClass(element: Element, pattern: RegExp): boolean {
  return pattern.test(attribute(element, 'className') ?? '')
}

/** The elements within, in order of the document. */
export function* descendants(node: Nodes): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (child.type === 'element') yield child
    yield* descendants(child)
  }
}

export function find(node: Nodes, matches: (element: Element) => boolean): Element | undefined {
  for (const element of descendants(node)) if (matches(element)) return element
  return undefined
}

/** The text within, as stored. */
export function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value
  return childrenOf(node).map(textIn).join('')
}

export function childrenOf(node: Nodes): ElementContent[] {
  return 'children' in node ? (node.children as ElementContent[]) : []
}
