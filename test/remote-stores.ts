import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type {
  D1Database,
  D1PreparedStatement,
  D1Result,
  KVNamespace,
} from '@cloudflare/workers-types'
import type { Entry } from '../content/desk/kv/namespace.ts'
import type { StoreNames } from './numbered-stores.ts'

interface Statement {
  sql: string
  params: unknown[]
}

/** What one request asks `stores-worker.ts` to do. */
export type Asked =
  | { do: 'put'; entries: Entry[] }
  | { do: 'get'; key: string }
  | { do: 'delete'; key: string }
  | { do: 'list'; options: object }
  | { do: 'batch'; statements: Statement[] }

/** The stores of a running worker, for a test. */
export interface RemoteStores {
  /** With get (as text, JSON or `arrayBuffer`), put, delete and list. */
  kv: KVNamespace
  d1: D1Database
  /** Puts many values at once, in this order. */
  putAll(entries: Entry[]): Promise<void>
}

/** Its name as an entry point: `stores-worker.ts` has no other. */
export const STORES = 'stores'

/** The worker that works on the stores beside another one, for Miniflare. */
export async function storesWorker(bound: {
  kvNamespaces: Record<string, { id: string }>
  d1Databases: Record<string, { id: string }>
}) {
  const source = await readFile(join(import.meta.dirname, 'stores-worker.ts'), 'utf8')
  const contents = stripTypeScriptTypes(source)
  return {
    name: STORES,
    compatibilityDate: '2026-11-01',
    modules: [{ type: 'ESModule' as const, path: 'stores.js', contents }],
    ...bound,
  }
}

/**
 * The bindings that Miniflare hands out take twice as long, and that of D1 stops this process at each
 * `prepare` and each `bind` until workerd has answered, which is most of the time of a long batch.
 * @param ask the worker of `storesWorker`
 * @param names which of its stores
 */
export function remoteStores(
  ask: (body: string) => Promise<{ ok: boolean; text(): Promise<string> }>,
  names: StoreNames,
): RemoteStores {
  const run = async (asked: Asked): Promise<unknown> => {
    const response = await ask(JSON.stringify({ ...asked, ...names }))
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return JSON.parse(text)
  }
  const batch = (statements: Statement[]) => run({ do: 'batch', statements }) as Promise<D1Result[]>
  const putAll = async (entries: Entry[]) => void (await run({ do: 'put', entries }))
  const kv = {
    get: async (key: string, type?: 'text' | 'json' | 'arrayBuffer') => {
      const base64 = (await run({ do: 'get', key })) as string | null
      if (base64 === null) return null
      const bytes = Buffer.from(base64, 'base64')
      if (type === 'arrayBuffer') return new Uint8Array(bytes).buffer
      const text = bytes.toString('utf8')
      return type === 'json' ? JSON.parse(text) : text
    },
    put: (key: string, value: string | ArrayBuffer | Uint8Array, options: object = {}) =>
      putAll([
        typeof value === 'string'
          ? { key, value, ...options }
          : { key, value: base64Of(value), base64: true, ...options },
      ]),
    delete: async (key: string) => void (await run({ do: 'delete', key })),
    list: (options: object = {}) => run({ do: 'list', options }),
  }
  const statementOf = (sql: string, params: unknown[] = []) => {
    const one = async () => (await batch([{ sql, params }]))[0]
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
  const d1 = {
    prepare: (sql: string) => statementOf(sql),
    batch: (statements: D1PreparedStatement[]) => batch(statements as never),
    exec: (sql: string) => batch([{ sql, params: [] }]),
  }
  return { kv: kv as unknown as KVNamespace, d1: d1 as unknown as D1Database, putAll }
}

function base64Of(bytes: ArrayBuffer | Uint8Array): string {
  return Buffer.from(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes).toString(
    'base64',
  )
}
