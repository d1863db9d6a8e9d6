import type { Node } from 'mdast'
import type { Places } from './places.ts'

/** What the reading of one Markdown file has at hand. */
export interface Reading {
  /** The text that positions count in. */
  text: string
  /** Where the named links of the file lead. */
  definitions: ReadonlyMap<string, string>
  places: Places
  /** Notes what has no place in the model, and what to write instead. */
  refuse(node: Node, message: string): void
}
