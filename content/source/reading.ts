import type { Node } from 'mdast'
import type { Places } from './places.ts'

/** The state of reading one Markdown file. */
export interface Reading {
  /** The text that positions refer to. */
  text: string
  /** The field in front: an export of a text editor repeats it as a heading. */
  headline: unknown
  /** The targets of reference links, by identifier. */
  definitions: ReadonlyMap<string, string>
  places: Places
  /** Reports what the model does not support, and what to write instead. */
  refuse(node: Node, message: string): void
  /** Reports what may be a mistake. */
  warn(node: Node, message: string): void
}
