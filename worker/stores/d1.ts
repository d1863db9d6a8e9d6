import type { D1Database, D1Result } from '@cloudflare/workers-types'
import type { Settings } from '../env.ts'
import type { Meter } from './meter.ts'
import { TimedOut, Unavailable, withTimeout } from './timeout.ts'

/** A statement and the shape of its rows. D1 takes 100 parameters: pass lists as one JSON text. */
export interface Statement<Row = unknown> {
  sql: string
  params: (string | number | null)[]
  /** Never set: carries the type of the rows. */
  row?: Row
}

/** Named statements for one round trip. A list of statements under one name only writes. */
export type Statements = Record<string, Statement | readonly Statement[]>

/** The rows of each named statement. A list of statements answers nothing. */
export type RowsOf<S extends Statements> = {
  [Name in keyof S]: S[Name] extends Statement<infer Row> ? Row[] : undefined
}

interface Options {
  /** The statements that create the tables where there are none. */
  schema: readonly string[]
  settings: Settings
  meter: Meter
}

/** The only code that calls D1. */
export class Database {
  readonly #d1: D1Database
  readonly #options: Options
  /** Rejects when one call takes too long. Then no other call of this request waits for D1. */
  readonly #hung = Promise.withResolvers<never>()

  constructor(d1: D1Database, options: Options) {
    this.#d1 = d1
    this.#options = options
    this.#hung.promise.catch(() => undefined)
  }

  /**
   * Runs all statements in one round trip and one transaction, in the order of their names. Creates
   * the tables of the catalogue where there are none yet.
   * @returns the rows of each statement under its name
   * @throws Unavailable where D1 fails or takes too long
   */
  async run<S extends Statements>(named: S): Promise<RowsOf<S>> {
    const flat = Object.values(named).flat()
    if (flat.length === 0) return rowsOf(named, [])
    try {
      return rowsOf(named, await this.#batch(flat))
    } catch (error) {
      if (!(error instanceof Unavailable) || !error.message.includes('no such table')) throw error
      await this.#batch(this.#options.schema.map((sql) => ({ sql, params: [] })))
      return rowsOf(named, await this.#batch(flat))
    }
  }

  async #batch(statements: readonly Statement[]): Promise<D1Result[]> {
    const { settings, meter } = this.#options
    const from = performance.now()
    const run = async () => {
      const prepared = statements.map(({ sql, params }) => this.#d1.prepare(sql).bind(...params))
      meter.d1Trips += 1
      return await this.#d1.batch(prepared)
    }
    try {
      const answer = withTimeout(settings.readTimeoutMs, 'D1', run())
      answer.catch((error) => error instanceof TimedOut && this.#hung.reject(error))
      const results = await Promise.race([this.#hung.promise, answer])
      for (const { meta } of results) meter.rowsRead += meta.rows_read
      return results
    } finally {
      meter.d1Ms += performance.now() - from
    }
  }
}

function rowsOf<S extends Statements>(named: S, results: D1Result[]): RowsOf<S> {
  let next = 0
  const rows = Object.entries(named).map(([name, statements]) => {
    if ('sql' in statements) return [name, results[next++]?.results ?? []]
    next += statements.length
    return [name, undefined]
  })
  return Object.fromEntries(rows) as RowsOf<S>
}
