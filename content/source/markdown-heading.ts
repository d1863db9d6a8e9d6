import type { Heading } from 'mdast'
import type { BlockOf } from '../model/block.ts'
import { plainPhrasing } from '../model/phrasing.ts'
import { runsOf, textOf } from './markdown-phrasing.ts'
import type { Reading } from './reading.ts'

export function headingOf(node: Heading, reading: Reading): BlockOf<'heading'> | null {
  const text = textOf(runsOf(node.children, reading))
  if (node.depth === 1) {
    if (text !== null && plainPhrasing(text) === reading.headline) {
      reading.warn(node, 'repeats the headline; it is left out')
    } else {
      reading.refuse(node, 'is a heading of level 1, which is the headline; write ##')
    }
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
  if (!/^[ \t>]*#/.test(reading.text.slice(node.position?.start.offset))) {
    reading.refuse(
      node,
      'is a heading because of the line of hyphens below it; write ## for a heading, or leave an empty line above ---',
    )
  }
  return { type: 'heading', text, ...(node.depth === 3 && { level: 3 as const }) }
}
