import type { D1Database, D1Result } from '@cloudflare/workers-types'
import type { Settings } from '../env.ts'
import type { Meter } from './meter.ts'
import { TimedOut, Unavailable, withTimeout } from './timeout.ts'

/** A statement and the shape of its rows. D1 takes 100 parameters: pass lists as one JSON text. */
export interface Statement<Row = unknown> {
  sql: string
  params: (string | number | null)[]
  /** A write that may be cut short, because it ends by itself. */
  expires?: true
  /** Never set: carries the type of the rows. */
  row?: Row
}

/** Named statements for one round trip. A list of statements under one name only writes. */
export type Statements = Record<string, Statement | readonly Statement[]>

/** The rows of each named statement. A list of statements answers nothing. */
export type RowsOf<S extends Statements> = {
  [Name in keyof S]: NonNullable<S[Name]> extends Statement<infer Row> ? Row[] : undefined
}

/** Runs named statements in one transaction. */
export type Run = <S extends Statements>(named: S) => Promise<RowsOf<S>>

interface Options {
  /** Creates what the database lacks of the schema. */
  migrate(run: Run): Promise<void>
  settings: Settings
  meter: Meter
}

/** What SQLite says of a table, a column or an index that is not there. */
const LACKING = /no such (?:table|column|index)|has no column named/

/** A write is not cut short: nobody could tell whether it took effect. D1 itself ends it after 30 s. */
const WRITE_TIMEOUT_MS = 35_000
const WRITES = /\b(?:INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b/

/**
 * The only code that calls D1. Readers get a session, which the nearest replica may answer, some time
 * behind. What is written, and what decides about a write, goes to `primary`.
 */
export class Database {
  readonly #d1: Pick<D1Database, 'prepare' | 'batch'>
  readonly #options: Options
  /** Rejects when one call takes too long. Then no other call of this request waits for D1. */
  readonly #hung: PromiseWithResolvers<never>
  readonly primary: Database
  /** A replica answered: what was read may be older than what the primary has. */
  isBehind = false

  /** @param primary of a session; without it, this is the primary */
  constructor(d1: D1Database, options: Options, primary?: Database) {
    this.#d1 = primary ? d1.withSession('first-unconstrained') : d1
    this.#options = options
    this.#hung = primary ? primary.#hung : Promise.withResolvers<never>()
    this.#hung.promise.catch(() => undefined)
    this.primary = primary ?? this
  }

  /**
   * Runs all statements in one round trip and one transaction, in the order of their names. Where the
   * database lacks what they name, as at the first use by a new version, it is migrated first.
   * @returns the rows of each statement under its name
   * @throws Unavailable where D1 fails or takes too long
   */
  async run<S extends Statements>(named: S): Promise<RowsOf<S>> {
    try {
      return await this.#run(named)
    } catch (error) {
      if (!(error instanceof Unavailable) || !LACKING.test(error.message)) throw error
      await this.migrate()
      // A replica does not have it yet.
      return await this.primary.#run(named)
    }
  }

  /** @throws Unavailable */
  migrate(): Promise<void> {
    return this.#options.migrate((named) => this.primary.#run(named))
  }

  async #run<S extends Statements>(named: S): Promise<RowsOf<S>> {
    const flat = Object.values(named).flat()
    return rowsOf(named, flat.length === 0 ? [] : await this.#batch(flat))
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
      const isWrite =
        statements.some(({ sql }) => WRITES.test(sql)) && !statements.some(({ expires }) => expires)
      const timeoutMs = isWrite ? WRITE_TIMEOUT_MS : settings.readTimeoutMs
      const answer = withTimeout(timeoutMs, 'D1', run())
      answer.catch((error) => error instanceof TimedOut && this.#hung.reject(error))
      const results = await Promise.race([this.#hung.promise, answer])
      for (const { meta } of results) {
        meter.rowsRead += meta.rows_read
        if (meta.served_by_primary === false) this.isBehind = true
      }
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
