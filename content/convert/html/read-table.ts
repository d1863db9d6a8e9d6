import type { Element } from 'hast'
import type { Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import { attribute, childrenOf, descendants, find, hasClass, textIn } from './nodes.ts'
import { figureBlocks, isCaptioned } from './read-figure.ts'
import type { Flow, Item } from './read-flow.ts'
import { oneLine } from './runs.ts'

const MAX_COLUMNS = 20
const MAX_ROWS = 500
/** What stands in an empty cell: the model has no empty text. */
const EMPTY = '—'

/** A table of data; a table that only lays out a page becomes its content. */
export function tableBlocks(element: Element, flow: Flow): Item[] {
  if (hasClass(element, /\btr-caption-container\b/)) return figureBlocks(element, flow)
  const isNested = find(element, ({ tagName }) => tagName === 'table') !== undefined
  const elements = rowsOf(element)
  const widest = Math.max(0, ...elements.map((row) => cellsOf(row).length))
  if (!isNested && widest <= 1 && isCaptioned(element)) return figureBlocks(element, flow)
  if (isNested || widest <= 1) {
    if (widest > 1) flow.context.lose('table-as-text', textIn(element))
    return flow.inner(childrenOf(element))
  }
  const blocks: Item[] = []
  const grid = gridOf(elements, flow, blocks)
  const columns = Math.max(...grid.map((row) => row.length))
  if (columns > MAX_COLUMNS) {
    flow.context.lose('table-as-text', textIn(element))
    return [...flow.inner(childrenOf(element))]
  }
  const rows = grid
    .map((row) => Array.from({ length: columns }, (_, column) => row[column] ?? EMPTY))
    .filter((row) => row.some((cell) => cell !== EMPTY))
  const isHead =
    elements[0] !== undefined && cellsOf(elements[0]).every(({ tagName }) => tagName === 'th')
  const head = isHead && rows.length > 1 ? rows.shift() : undefined
  const title = find(element, ({ tagName }) => tagName === 'caption')
  const caption = title
    ? textOf(oneLine(flow.phrasing(childrenOf(title)).runs, flow.context.lose))
    : null
  const tables: Item[] = []
  for (let from = 0; from < rows.length; from += MAX_ROWS) {
    tables.push({
      type: 'table',
      ...(caption !== null && from === 0 && { caption }),
      ...(head && { head }),
      rows: rows.slice(from, from + MAX_ROWS),
    })
  }
  return [...tables, ...blocks]
}

function rowsOf(table: Element): Element[] {
  return [...descendants(table)].filter(({ tagName }) => tagName === 'tr')
}

function cellsOf(row: Element): Element[] {
  return childrenOf(row).filter(
    (cell): cell is Element => cell.type === 'element' && /^t[dh]$/.test(cell.tagName),
  )
}

/** Cells at their places; the text of a merged cell stands in its first place. */
function gridOf(rows: Element[], flow: Flow, blocks: Item[]): Text[][] {
  const grid: (Text | undefined)[][] = rows.map(() => [])
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const cell of cellsOf(row)) {
      while (grid[y]?.[x] !== undefined) x += 1
      const { runs, blocks: inner } = flow.phrasing(childrenOf(cell))
      blocks.push(...inner)
      const text = textOf(oneLine(runs, flow.context.lose)) ?? EMPTY
      const [wide, high] = [spanOf(cell, 'colSpan'), spanOf(cell, 'rowSpan')]
      if (wide > 1 || high > 1) flow.context.lose('merged-cells', textIn(cell))
      for (let down = 0; down < Math.min(high, rows.length - y); down += 1) {
        for (let across = 0; across < wide; across += 1) {
          const line = grid[y + down]
          if (line) line[x + across] = down === 0 && across === 0 ? text : EMPTY
        }
      }
      x += wide
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? EMPTY))
}

function spanOf(cell: Element, name: 'colSpan' | 'rowSpan'): number {
  const span = Number(attribute(cell, name) ?? 1)
  return Number.isInteger(span) && span > 0 ? Math.min(span, 1000) : 1
}
