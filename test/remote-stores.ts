import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { D1Database, D1PreparedStatement, D1Result } from '@cloudflare/workers-types'
import type { Entry } from '../content/desk/kv/namespace.ts'

interface Statement {
  sql: string
  params: unknown[]
}

/** What one request to `stores-worker.ts` asks for. */
export interface Asked {
  statements?: Statement[]
  entries?: Entry[]
}

/** The stores of a running worker, for a test. */
interface RemoteStores {
  d1: D1Database
  /** Puts many values at once, in this order. */
  putAll(entries: Entry[]): Promise<void>
}

/** What works on them: `stores-worker.ts`, as a worker of Miniflare. */
export async function storesWorker(
  host: string,
  stores: { content: { id: string }; catalogue: { id: string } },
) {
  const source = await readFile(join(import.meta.dirname, 'stores-worker.ts'), 'utf8')
  const contents = stripTypeScriptTypes(source)
  return {
    name: 'stores',
    compatibilityDate: '2026-11-01',
    modules: [{ type: 'ESModule' as const, path: 'stores.js', contents }],
    kvNamespaces: { CONTENT: stores.content },
    d1Databases: { CATALOGUE: stores.catalogue },
    routes: [`${host}/*`],
  }
}

/**
 * The bindings that Miniflare hands out ask workerd for each value, and that of D1 stops this process at
 * each `prepare` and each `bind` until workerd has answered, which is most of the time of a long batch.
 * @param ask the worker of `storesWorker`
 */
export function remoteStores(
  ask: (body: string) => Promise<{ ok: boolean; text(): Promise<string> }>,
): RemoteStores {
  const run = async (asked: Asked): Promise<D1Result[]> => {
    const response = await ask(JSON.stringify(asked))
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return JSON.parse(text)
  }
  const statementOf = (sql: string, params: unknown[] = []) => {
    const one = async () => (await run({ statements: [{ sql, params }] }))[0]
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
    } as unknown as D1PreparedStatement & Statement
  }
  return {
    d1: {
      prepare: (sql: string) => statementOf(sql),
      batch: (statements: D1PreparedStatement[]) => run({ statements: statements as never }),
      exec: (sql: string) => run({ statements: [{ sql, params: [] }] }),
    } as unknown as D1Database,
    putAll: async (entries) => void (await run({ entries })),
  }
}
