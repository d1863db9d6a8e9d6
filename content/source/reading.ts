import type { Node } from 'mdast'
import type { Places } from './places.ts'

/** The state of reading one Markdown file. */
export interface Reading {
  /** The text that positions refer to. */
  text: string
  /** The targets of reference links, by identifier. */
  definitions: ReadonlyMap<string, string>
  places: Places
  /** Reports what the model does not support, and what to write instead. */
  refuse(node: Node, message: string): void
}
