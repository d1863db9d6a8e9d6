import type { Problem } from '../model/refusal.ts'
import { type Place, Places } from './places.ts'

/** An error, or a warning, in a file; without a place it is found by its path. */
export interface SourceProblem extends Problem {
  place?: Place
  severity?: 'warning'
}

/** The result of reading an editor's file: a value, the places of its parts, and problems. */
export interface Source {
  value: unknown
  places: Places
  /** What could not be read. */
  problems: SourceProblem[]
  written?: Written
}

/** Values of YAML that are not text, as they are written, by path. */
export type Written = Map<string, string>

/** The result for a file that cannot be read at all. */
export function unreadable(message: string, place = { line: 1, column: 1 }): Source {
  return { value: undefined, places: new Places(), problems: [{ path: '', message, place }] }
}
