import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Loss } from './losses.ts'

/** What was done with one entry of the export: enough to go on after an interruption, and to report. */
export interface Entry {
  key: string
  /** Of the entry in the export, and of what the archive says of it. */
  source: string
  /** Relative to the site's folder. */
  file: string
  /** Of the text that was written; a file with another one was edited by a person. */
  written: string
  losses: Loss[]
  missing: string[]
  pictures: string[]
  /** `lost` counts the words that are no longer there; `missing` has the first of them. */
  words: { before: number; after: number; lost: number; missing: string[] }
  counts: { authors: string[]; links: number }
  /** Why the file was not written, or what the check will say of it. */
  problem?: string
}

/** One line of JSON for each entry, appended as it is done. */
export class Journal {
  readonly #file: string
  readonly #entries = new Map<string, Entry>()

  constructor(file: string) {
    this.#file = file
    mkdirSync(dirname(file), { recursive: true })
    for (const line of linesIn(file)) {
      const entry = parsed(line)
      if (entry) this.#entries.set(entry.key, entry)
    }
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  add(entry: Entry): void {
    this.#entries.set(entry.key, entry)
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }

  /** The entries of this export, in its order. */
  *entries(keys: Iterable<string>): Generator<Entry> {
    for (const key of keys) {
      const entry = this.#entries.get(key)
      if (entry) yield entry
    }
  }
}

function linesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** The last line of an interrupted run may be cut: it is as if it had not been written. */
function parsed(line: string): Entry | null {
  try {
    return line === '' ? null : JSON.parse(line)
  } catch {
    return null
  }
}
