import type { Problem } from '../model/refusal.ts'
import { Places } from './places.ts'

/** What was read from an editor's file, right or not: a value, where its parts stand, what is wrong. */
export interface Source {
  value: unknown
  places: Places
  /** What keeps the file from being read as a whole, or in part. */
  problems: (Problem & { place?: { line: number; column: number } })[]
}

/** A file of which nothing can be read. */
export function unreadable(message: string, place = { line: 1, column: 1 }): Source {
  return { value: undefined, places: new Places(), problems: [{ path: '', message, place }] }
}
