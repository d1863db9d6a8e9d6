import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import type { Entry } from '../content/desk/kv/namespace.ts'
import { stamp } from '../content/desk/kv/stamp.ts'
import { articleKey, SITE_KEY } from '../content/model/key.ts'
import { type RunningWorker, runWorker, type Vars } from './running-worker.ts'
import type { Begin } from './worker.ts'

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
  /** Puts articles as the commands do: sync reads them only once. */
  putStamped(articles: Record<string, object>): Promise<void>
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

/** The worker as the tests watch it. */
const WATCHED = 'test/worker.ts'
const STORES_OF_WORKER = 20
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
  main = WATCHED,
  bindings?: Record<string, unknown>,
): Promise<Newspaper> {
  const isLent = main === WATCHED && bindings === undefined
  const lease = isLent ? await leaseWith(vars) : await ownWorker(main, vars, bindings)
  const { worker, stores, close } = lease
  const { kv, d1, putAll } = worker.stores(stores)
  await kv.put(SITE_KEY, JSON.stringify({ name: 'هدهد', sections: SECTIONS }))
  const ask = async (path: string, init: RequestInit) => answerOf(await worker.ask(path, init))
  return {
    get origin() {
      lease.isVisited = true
      return worker.origin
    },
    kv,
    d1,
    putAll,
    ask,
    get: (path, headers = {}) => ask(path, { headers }),
    put: (id, article) => kv.put(articleKey(id), JSON.stringify(anArticle(article))),
    putStamped: (articles) =>
      putAll(
        Object.entries(articles).map(([id, article]) => {
          const value = JSON.stringify(anArticle(article))
          return { key: articleKey(id), value, metadata: stamp(value) }
        }),
      ),
    tick: worker.tick,
    logs: () => worker.logs.slice(lease.logsBefore).join('\n'),
    close,
  }
}

/** A worker, and which of its stores a newspaper has. */
interface Lease {
  worker: RunningWorker
  stores: number
  logsBefore: number
  /** A browser remembers what it was told at an origin: no other newspaper may be there. */
  isVisited: boolean
  close(): Promise<void>
}

async function ownWorker(
  main: string,
  vars: Vars,
  bindings?: Record<string, unknown>,
): Promise<Lease> {
  const worker = await runWorker({ main, vars, bindings, stores: 1 })
  return { worker, stores: 0, logsBefore: 0, isVisited: false, close: worker.dispose }
}

/** Workers that no newspaper has at this time, and how many of their stores were in use. */
const free: { worker: RunningWorker; used: number }[] = []

/** To start a worker takes a second of a processor; another newspaper on new stores takes nothing. */
async function leaseWith(vars: Vars): Promise<Lease> {
  const { worker, used } = free.pop() ?? {
    worker: await runWorker({ main: WATCHED, vars: {}, stores: STORES_OF_WORKER }),
    used: 0,
  }
  const logsBefore = worker.logs.length
  const body = JSON.stringify({ stores: used, vars } satisfies Begin)
  const { status } = await worker.ask('/test/begin', { method: 'POST', body })
  if (status !== 204) throw new Error(`a newspaper cannot begin: ${status}`)
  const lease: Lease = {
    worker,
    stores: used,
    logsBefore,
    isVisited: false,
    close: async () => {
      if (lease.isVisited || used + 1 === STORES_OF_WORKER) await worker.dispose()
      else free.push({ worker, used: used + 1 })
    },
  }
  return lease
}

/** An article that is right, but for what a test wants otherwise. */
export function anArticle(fields: object = {}) {
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
