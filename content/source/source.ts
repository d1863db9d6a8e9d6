import type { Problem } from '../model/refusal.ts'
import { Places } from './places.ts'

/** The result of reading an editor's file: a value, the places of its parts, and problems. */
export interface Source {
  value: unknown
  places: Places
  /** What could not be read. */
  problems: (Problem & { place?: { line: number; column: number } })[]
}

/** The result for a file that cannot be read at all. */
export function unreadable(message: string, place = { line: 1, column: 1 }): Source {
  return { value: undefined, places: new Places(), problems: [{ path: '', message, place }] }
}
