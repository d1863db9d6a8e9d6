import type { D1Database } from '@cloudflare/workers-types'
import { SCHEMA } from '../catalogue/schema.ts'
import type { Settings } from '../env.ts'
import type { Meter } from './meter.ts'
import { Unavailable, withTimeout } from './timeout.ts'

/** A statement and the shape of its rows. D1 takes 100 parameters: lists go as one JSON text. */
export interface Statement<Row = unknown> {
  sql: string
  params: (string | number | null)[]
  /** Never set: holds the type of the rows. */
  row?: Row
}

export type RowsOf<Statements extends readonly Statement[]> = {
  -readonly [Index in keyof Statements]: Statements[Index] extends Statement<infer Row>
    ? Row[]
    : never
}

/** The one place that touches D1. */
export class Database {
  readonly #d1: D1Database
  readonly #timeoutMs: number
  readonly #meter: Meter

  constructor(d1: D1Database, { readTimeoutMs }: Settings, meter: Meter) {
    this.#d1 = d1
    this.#timeoutMs = readTimeoutMs
    this.#meter = meter
  }

  /**
   * The rows of each statement, all in one round trip and one transaction. Makes the catalogue's
   * tables where there are none yet.
   * @throws Unavailable where D1 fails or takes too long
   */
  async run<const Statements extends readonly Statement[]>(
    ...statements: Statements
  ): Promise<RowsOf<Statements>> {
    try {
      return await this.#batch(statements)
    } catch (error) {
      if (!(error instanceof Unavailable) || !error.message.includes('no such table')) throw error
      await this.#batch(SCHEMA.map((sql) => ({ sql, params: [] })))
      return await this.#batch(statements)
    }
  }

  async #batch<const Statements extends readonly Statement[]>(
    statements: Statements,
  ): Promise<RowsOf<Statements>> {
    const prepared = statements.map(({ sql, params }) => this.#d1.prepare(sql).bind(...params))
    const from = performance.now()
    this.#meter.d1Trips += 1
    try {
      const results = await withTimeout(this.#timeoutMs, 'D1', this.#d1.batch(prepared))
      for (const { meta } of results) this.#meter.rowsRead += meta.rows_read
      return results.map(({ results }) => results) as RowsOf<Statements>
    } finally {
      this.#meter.d1Ms += performance.now() - from
    }
  }
}
