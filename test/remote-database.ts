import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { D1Database, D1PreparedStatement, D1Result } from '@cloudflare/workers-types'

export interface Asked {
  sql: string
  params: unknown[]
}

/** What runs the statements: `database-worker.ts`, as a worker of Miniflare. */
export async function databaseWorker(host: string, database: { id: string }) {
  const source = await readFile(join(import.meta.dirname, 'database-worker.ts'), 'utf8')
  const contents = stripTypeScriptTypes(source)
  return {
    name: 'database',
    compatibilityDate: '2026-11-01',
    modules: [{ type: 'ESModule' as const, path: 'database.js', contents }],
    d1Databases: { CATALOGUE: database },
    routes: [`${host}/*`],
  }
}

/**
 * The D1 of a running worker, for a test. The one that Miniflare hands out stops this process at each
 * `prepare` and each `bind` until workerd has answered, which is most of the time of a long batch.
 * @param ask the worker of `databaseWorker`
 */
export function remoteDatabase(
  ask: (body: string) => Promise<{ ok: boolean; text(): Promise<string> }>,
): D1Database {
  const run = async (asked: Asked[]): Promise<D1Result[]> => {
    const response = await ask(JSON.stringify(asked))
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return JSON.parse(text)
  }
  const statementOf = (sql: string, params: unknown[] = []) => {
    const one = async () => (await run([{ sql, params }]))[0]
    return {
      sql,
      params,
      bind: (...given: unknown[]) => statementOf(sql, given),
      all: one,
      run: one,
      first: async (column?: string) => {
        const row = ((await one())?.results[0] ?? null) as Record<string, unknown> | null
        return column === undefined || row === null ? row : row[column]
      },
    } as unknown as D1PreparedStatement & Asked
  }
  return {
    prepare: (sql: string) => statementOf(sql),
    batch: (statements: D1PreparedStatement[]) => run(statements as never),
    exec: (sql: string) => run([{ sql, params: [] }]),
  } as unknown as D1Database
}
