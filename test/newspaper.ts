import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler'
import type { Entry } from '../content/desk/kv/namespace.ts'
import { articleKey, SITE_KEY } from '../content/model/key.ts'
import type { Env } from '../worker/env.ts'
import { bundleWorker, TEST_FLAGS } from './bundle-worker.ts'
import { onOpenConnection } from './on-open-connection.ts'
import { remoteStores, STORES, storesWorker } from './remote-stores.ts'

type Bound = 'CONTENT' | 'CATALOGUE' | 'VERSION' | 'SEARCH_LIMIT' | 'API_LIMIT' | 'ABSENCE_LIMIT'
type Vars = Partial<Record<Exclude<keyof Env, Bound>, string>>

/** A running worker with a KV and a D1 of its own, and what the tests do with it. */
export interface Newspaper {
  /** Where it listens, for a browser. */
  origin: string
  kv: KVNamespace
  d1: D1Database
  /** Puts many values, as the commands do. */
  putAll(entries: Entry[]): Promise<void>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  ask(path: string, init: RequestInit): Promise<Answer>
  /** Puts an article as an editor does with a plain command; the headline tells it apart. */
  put(id: string, article?: Record<string, unknown>): Promise<void>
  /** A run of the cron trigger. */
  tick(): Promise<void>
  logs(): string
  close(): Promise<void>
}

interface Answer {
  status: number
  headers: Headers
  text: string
  json(): unknown
  /** What the stores were asked for this answer. */
  cost: {
    kvReads: number
    d1Trips: number
    statements: number
    rowsRead: number
    rowsWritten: number
    /** How often a store that hangs was waited for to its end: never, where waiting is bounded. */
    waitedOut: number
  }
}

const ROOT = join(import.meta.dirname, '..')
const HOST = '127.0.0.1'
const SECTIONS = [
  { id: 'world', name: 'العالم' },
  { id: 'science', name: 'العلوم' },
  { id: 'culture', name: 'الثقافة' },
]

/**
 * @param vars what wrangler.toml leaves out; `{ LOCAL: 'true' }` is what `npm start` sets
 * @param main the worker's own file, or one that watches it
 * @param bindings what takes the place of the bindings of wrangler.toml
 */
export async function startNewspaper(
  vars: Vars = { LOCAL: 'true' },
  main = 'test/worker.ts',
  // A test asks more in a minute than any reader.
  bindings: Record<string, unknown> = { ratelimits: [] },
): Promise<Newspaper> {
  const logs: string[] = []
  const worker = await optionsOf(main, vars, bindings)
  const { CATALOGUE: catalogue } = worker.d1Databases as Record<'CATALOGUE', { id: string }>
  const { CONTENT: content } = worker.kvNamespaces as Record<'CONTENT', { id: string }>
  const stores = await storesWorker({ content, catalogue })
  // Sockets of the two workers themselves: what Miniflare has before them, for assets and compression,
  // takes as long as a simple answer. To give it a socket without the assets, another one names the worker.
  const sockets = [
    { host: HOST, port: 0, serviceName: worker.name },
    { host: HOST, port: 0, entrypoint: STORES },
  ]
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [worker, { ...stores, unsafeDirectSockets: sockets }],
      log: new NoOpLog(),
      handleStructuredLogs: ({ message }) => logs.push(message),
      // Where a request comes from would be asked of Cloudflare.
      cf: false,
      unsafeTriggerHandlers: true,
      // Services that nobody asks here.
      unsafeLocalExplorer: false,
      unsafeObservability: false,
    }),
  )
  const { origin } = await miniflare.ready
  const direct = await miniflare.unsafeGetDirectURL(STORES)
  const storesAddress = await miniflare.unsafeGetDirectURL(STORES, STORES)
  const { kv, d1, putAll } = remoteStores((body) =>
    onOpenConnection(() => fetch(storesAddress, { method: 'POST', body })),
  )
  await kv.put(SITE_KEY, JSON.stringify({ name: 'هدهد', sections: SECTIONS }))
  const ask = async (path: string, init: RequestInit) => {
    const address = ((await isAsset(path)) ? origin : direct.origin) + path
    return answerOf(await onOpenConnection(() => fetch(address, { redirect: 'manual', ...init })))
  }
  return {
    origin,
    kv,
    d1,
    putAll,
    ask,
    get: (path, headers = {}) => ask(path, { headers }),
    put: (id, article) => kv.put(articleKey(id), JSON.stringify(anArticle(article))),
    tick: async () => {
      const cron = new URL('/cdn-cgi/local/scheduled?cron=*/2+*+*+*+*', origin)
      await (await onOpenConnection(() => fetch(cron))).text()
    },
    logs: () => logs.join('\n'),
    close: () => miniflare.dispose(),
  }
}

/** Whether the path is that of a file, which is answered before the worker is asked. */
async function isAsset(path: string): Promise<boolean> {
  const [name = ''] = path.split('?')
  const found = await stat(join(ROOT, 'dist', 'assets', name)).catch(() => null)
  return found?.isFile() ?? false
}

/** What wrangler makes of wrangler.toml, for a worker that is bundled already. */
async function optionsOf(main: string, vars: Vars, bindings: Record<string, unknown>) {
  const {
    workerOptions: { modulesRules: _, ...options },
  } = unstable_getMiniflareWorkerOptions({
    ...unstable_readConfig({ config: join(ROOT, 'wrangler.toml') }),
    // Tests write the snapshot more often than KV allows; on a busy machine a store may take seconds.
    vars: { SNAPSHOT_SECONDS: '0', READ_TIMEOUT: '60000', ...vars },
    ...bindings,
  })
  const contents = await readFile(await bundleWorker(main), 'utf8')
  const modules = [{ type: 'ESModule' as const, path: 'worker.js', contents }]
  return {
    kvNamespaces: {},
    d1Databases: {},
    ...options,
    name: 'newspaper',
    compatibilityFlags: TEST_FLAGS,
    modules,
  }
}

/** An article that is right, but for what a test wants otherwise. */
export function anArticle(fields: Record<string, unknown> = {}) {
  return {
    headline: 'فيضان النيل يبلغ ذروته',
    section: 'science',
    publishedAt: '2026-03-05T21:30:00+03:00',
    body: ['ارتفع منسوب النهر ليلًا.'],
    ...fields,
  }
}

async function answerOf(response: {
  status: number
  headers: unknown
  text(): Promise<string>
}): Promise<Answer> {
  const text = await response.text()
  const headers = response.headers as Headers
  const count = (name: string) => Number(headers.get(name))
  return {
    status: response.status,
    headers,
    text,
    json: () => JSON.parse(text),
    cost: {
      kvReads: count('Test-KV-Reads'),
      d1Trips: count('Test-D1-Trips'),
      statements: count('Test-D1-Statements'),
      rowsRead: count('Test-D1-Rows'),
      rowsWritten: count('Test-D1-Written'),
      waitedOut: count('Test-Waited-Out'),
    },
  }
}
