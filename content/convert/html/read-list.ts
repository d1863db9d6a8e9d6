import type { Element } from 'hast'
import type { Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import { attribute, childrenOf, isElement, textIn } from './nodes.ts'
import type { Flow, Item } from './read-flow.ts'
import { oneLine } from './runs.ts'

const MAX_ITEMS = 500

/** One list; the items of inner lists follow their own item, marked with a dash for each level. */
export function listBlocks(element: Element, flow: Flow): Item[] {
  const ordered = element.tagName === 'ol'
  const start = attribute(element, 'start')
  if (ordered && start !== undefined && start !== '1')
    flow.context.lose('list-start', textIn(element))
  const blocks: Item[] = []
  const items = itemsIn(element, flow, 0, blocks)
  const lists: Item[] = []
  for (let from = 0; from < items.length; from += MAX_ITEMS) {
    lists.push({ type: 'list', ordered, items: items.slice(from, from + MAX_ITEMS) })
  }
  return [...lists, ...blocks]
}

function itemsIn(list: Element, flow: Flow, depth: number, blocks: Item[]): Text[] {
  return childrenOf(list).flatMap((child): Text[] => {
    if (isElement(child, 'ul', 'ol')) return nested(child, flow, depth, blocks)
    const isText = child.type === 'text' && /\S/.test(child.value)
    const isItem = isElement(child)
    if (!isText && !isItem) return []
    const parts = isItem ? childrenOf(child) : [child]
    const inner = parts.filter((part): part is Element => isElement(part, 'ul', 'ol'))
    const own = flow.phrasing(parts.filter((part) => !isElement(part, 'ul', 'ol')))
    blocks.push(...own.blocks)
    const line = oneLine(own.runs, flow.context.lose)
    const text = textOf(depth > 0 ? [{ text: `${'–'.repeat(depth)} ` }, ...line] : line)
    return [
      ...(text === null || line.length === 0 ? [] : [text]),
      ...inner.flatMap((one) => nested(one, flow, depth, blocks)),
    ]
  })
}

function nested(list: Element, flow: Flow, depth: number, blocks: Item[]): Text[] {
  flow.context.lose('nested-list', textIn(list))
  return itemsIn(list, flow, depth + 1, blocks)
}
