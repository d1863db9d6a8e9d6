import type { Table } from 'mdast'
import type { BlockOf } from '../model/block.ts'
import { runsOf, textOf } from './markdown-phrasing.ts'
import type { Reading } from './reading.ts'

export function tableOf(node: Table, reading: Reading): BlockOf<'table'> | null {
  if (node.align?.some((align) => align !== null)) {
    reading.refuse(
      node,
      'sets the alignment of columns, which is not supported; write --- without colons',
    )
  }
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
