import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { LOSS_KINDS, type Loss, type LossKind } from './losses.ts'

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
  counts: { authors: BeforeAndAfter<string[]>; links: BeforeAndAfter<number> }
  /** Why the file was not written, or what the check will say of it. */
  problem?: string
}

export interface BeforeAndAfter<Value> {
  before: Value
  after: Value
}

/** One line of JSON for each entry, appended as it is done. Whole entries are on disk, not in memory. */
export class Journal {
  readonly #file: number
  readonly #places = new Map<string, { start: number; length: number }>()
  #end = 0

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true })
    this.#file = openSync(file, 'a+')
    this.#end = fstatSync(this.#file).size
    for (const { start, line } of linesIn(this.#file)) {
      const key = textIn(parsed(line), 'key')
      if (key !== undefined) this.#places.set(key, { start, length: line.length })
    }
    // The last line of an interrupted run may be cut: the next one stands on a line of its own.
    if (this.#end > 0 && this.#read(this.#end - 1, 1).toString() !== '\n') this.#append('\n')
  }

  get(key: string): Entry | undefined {
    const value = this.#valueOf(key)
    return isEntry(value) ? value : undefined
  }

  /** The hash of the text that was written, also by an earlier version. */
  writtenOf(key: string): string | undefined {
    return textIn(this.#valueOf(key), 'written')
  }

  add(entry: Entry): void {
    const line = JSON.stringify(entry)
    this.#places.set(entry.key, { start: this.#end, length: Buffer.byteLength(line) })
    this.#append(`${line}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }

  #valueOf(key: string): unknown {
    const place = this.#places.get(key)
    return place && parsed(this.#read(place.start, place.length))
  }

  #append(text: string): void {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done)
    this.#end += bytes.length
  }

  #read(start: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    readSync(this.#file, bytes, 0, length, start)
    return bytes
  }
}

const CHUNK = 2 ** 20

/** The lines of a file, and where they start. */
function* linesIn(file: number): Generator<{ start: number; line: Buffer }> {
  let start = 0
  let rest = Buffer.alloc(0)
  const chunk = Buffer.alloc(CHUNK)
  for (let from = 0; ; ) {
    const read = readSync(file, chunk, 0, CHUNK, from)
    from += read
    let text = Buffer.concat([rest, chunk.subarray(0, read)])
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      yield { start, line: text.subarray(0, end) }
      start += end + 1
      text = text.subarray(end + 1)
    }
    rest = text
    if (read === 0) return
  }
}

/** A cut line is as if it had not been written. */
function parsed(line: Buffer): unknown {
  try {
    return line.length === 0 ? null : JSON.parse(line.toString('utf8'))
  } catch {
    return null
  }
}

function textIn(value: unknown, name: 'key' | 'written'): string | undefined {
  const text = (value as Record<string, unknown> | null | undefined)?.[name]
  return typeof text === 'string' ? text : undefined
}

const SHAPE: z.ZodType<Entry> = z.object({
  key: z.string(),
  source: z.string(),
  file: z.string(),
  written: z.string(),
  losses: z.array(
    z.object({
      kind: z.enum(Object.keys(LOSS_KINDS) as [LossKind, ...LossKind[]]),
      count: z.number(),
      example: z.string(),
    }),
  ),
  missing: z.array(z.string()),
  pictures: z.array(z.string()),
  words: z.object({
    before: z.number(),
    after: z.number(),
    lost: z.number(),
    missing: z.array(z.string()),
  }),
  counts: z.object({
    authors: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
    links: z.object({ before: z.number(), after: z.number() }),
  }),
  problem: z.string().optional(),
})

/** An entry of an earlier version may have another shape: it is converted again. */
function isEntry(value: unknown): value is Entry {
  return SHAPE.safeParse(value).success
}
