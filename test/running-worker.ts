import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler'
import type { Env } from '../worker/env.ts'
import { bundleWorker, TEST_FLAGS } from './bundle-worker.ts'
import { withFilesInMemory } from './files-in-memory.ts'
import { numberedStores } from './numbered-stores.ts'
import { onOpenConnection } from './on-open-connection.ts'
import { type RemoteStores, remoteStores, STORES, storesWorker } from './remote-stores.ts'

type Bound = 'CONTENT' | 'CATALOGUE' | 'VERSION' | 'SEARCH_LIMIT' | 'API_LIMIT' | 'ABSENCE_LIMIT'

/** Variables of the worker. */
export type Vars = Partial<Record<Exclude<keyof Env, Bound>, string>>

/** A worker under workerd, with some KV namespaces and as many D1 databases. */
export interface RunningWorker {
  /** Where it listens, for a browser. */
  origin: string
  ask(path: string, init: RequestInit): Promise<Response>
  /** The namespace and the database of this number, from 0. */
  stores(number: number): RemoteStores
  /** A run of the cron trigger. */
  tick(): Promise<void>
  /** What it has logged so far. */
  logs: string[]
  dispose(): Promise<void>
}

interface Start {
  main: string
  vars: Vars
  /** What takes the place of the bindings of wrangler.toml. */
  bindings?: Record<string, unknown> | undefined
  /** How many namespaces, and how many databases. */
  stores: number
}

const ROOT = join(import.meta.dirname, '..')
const HOST = '127.0.0.1'

export async function runWorker({
  main,
  vars,
  // A test asks more in a minute than any reader.
  bindings = { ratelimits: [] },
  stores: count,
}: Start): Promise<RunningWorker> {
  const logs: string[] = []
  const all = Array.from({ length: count }, (_, number) => numberedStores(number))
  const bound = {
    kvNamespaces: Object.fromEntries(all.map(({ content }) => [content, { id: content }])),
    d1Databases: Object.fromEntries(all.map(({ catalogue }) => [catalogue, { id: catalogue }])),
  }
  const worker = await optionsOf(main, vars, bindings)
  Object.assign(worker.kvNamespaces, bound.kvNamespaces)
  Object.assign(worker.d1Databases, bound.d1Databases)
  const stores = await storesWorker(bound)
  // Sockets of the two workers themselves: what Miniflare has before them, for assets and compression,
  // takes as long as a simple answer. To give it a socket without the assets, another one names the worker.
  const sockets = [
    { host: HOST, port: 0, serviceName: worker.name },
    { host: HOST, port: 0, entrypoint: STORES },
  ]
  const options = convertV4MiniflareOptions({
    workers: [worker, { ...stores, unsafeDirectSockets: sockets }],
    log: new NoOpLog(),
    handleStructuredLogs: ({ message }) => logs.push(message),
    // Where a request comes from would be asked of Cloudflare.
    cf: false,
    unsafeTriggerHandlers: true,
    // Services that nobody asks here.
    unsafeLocalExplorer: false,
    unsafeObservability: false,
  })
  const miniflare = await withFilesInMemory(() => new Miniflare(options))
  const { origin } = await miniflare.ready
  const direct = await miniflare.unsafeGetDirectURL(STORES)
  const storesAddress = await miniflare.unsafeGetDirectURL(STORES, STORES)
  const askStores = (body: string) =>
    onOpenConnection(() => fetch(storesAddress, { method: 'POST', body }))
  return {
    origin,
    ask: async (path, init) => {
      const address = ((await isAsset(path)) ? origin : direct.origin) + path
      return await onOpenConnection(() => fetch(address, { redirect: 'manual', ...init }))
    },
    stores: (number) => remoteStores(askStores, numberedStores(number)),
    tick: async () => {
      const cron = new URL('/cdn-cgi/local/scheduled?cron=*/2+*+*+*+*', origin)
      await (await onOpenConnection(() => fetch(cron))).text()
    },
    logs,
    dispose: () => miniflare.dispose(),
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
