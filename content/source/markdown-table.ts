import type { Table, TableRow } from 'mdast'
import type { BlockOf } from '../model/block.ts'
import { runsOf, textOf } from './markdown-phrasing.ts'
import type { Reading } from './reading.ts'

export function tableOf(node: Table, reading: Reading): BlockOf<'table'> | null {
  for (const row of node.children.slice(1)) warnOfWidth(row, node, reading)
  const rows = node.children.map((row) =>
    row.children.map((cell) => textOf(runsOf(cell.children, reading)) ?? '—'),
  )
  const [head = [], ...others] = rows
  const isHeadEmpty = node.children[0]?.children.every(({ children }) => children.length === 0)
  if (others.length === 0) {
    reading.refuse(node, 'is a table without rows; write at least one below the head')
    return null
  }
  return { type: 'table', ...(isHeadEmpty ? {} : { head }), rows: others }
}

/** The alignment of columns (`:---:`) is not used: pages align them by direction. */
function warnOfWidth(row: TableRow, { children: [head] }: Table, reading: Reading): void {
  const columns = head?.children.length ?? 0
  const cells = row.children.length
  if (cells === columns) return
  const { start, end } = row.position ?? {}
  const isLine = !reading.text.slice(start?.offset, end?.offset).includes('|')
  reading.warn(
    row,
    isLine
      ? 'is directly below a table and becomes a row of it; leave an empty line before it'
      : `has ${cells} ${cells === 1 ? 'cell' : 'cells'}, but the head has ${columns}; write as many`,
  )
}
