import { AsyncLocalStorage } from 'node:async_hooks'
import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import { createWorker } from '../worker/create-worker.ts'
import type { Env } from '../worker/env.ts'
import { centreOf } from './data-centre.ts'
import { EdgeCache } from './edge-cache.ts'
import { numberedStores } from './numbered-stores.ts'
import { replicaBinding, replicate, sessionOf } from './replica.ts'

/**
 * The worker as the tests run it: the very same code, with a clock that a header moves, stores that
 * a header makes fail, and headers on each answer that say what the stores were asked.
 */
export default {
  fetch: watched(createWorker),
  scheduled: (event: unknown, env: Env, context: unknown) =>
    scheduled?.(event as never, envOfNewspaper(env), context as never),
}
const { scheduled } = createWorker(Date.now)

/** What a newspaper has that begins in this worker: the number of its stores, and variables. */
export interface Begin {
  stores: number
  vars: Record<string, string>
}

let newspaper: Begin = { stores: 0, vars: {} }

/** Nothing of the newspaper before is left. */
function begin(next: Begin): void {
  newspaper = next
  outside = 200
  isolates.clear()
  edges.clear()
  for (const name of Object.keys(totals)) totals[name as keyof Totals] = 0
}

function envOfNewspaper(env: Env): Env {
  const { content, catalogue } = numberedStores(newspaper.stores)
  const bound = env as unknown as Record<string, never>
  return {
    ...env,
    ...newspaper.vars,
    CONTENT: bound[content],
    CATALOGUE: bound[catalogue],
  } as never
}

/** What others answer to the calls of the last request that said so. */
let outside = 200
const realFetch = globalThis.fetch

/** Nothing leaves the machine: calls to others are in the log. A program of the test itself is called. */
globalThis.fetch = async (input, init) => {
  const url = String(input)
  if (url.startsWith('http://127.0.0.1:')) return realFetch(input, init)
  console.log(JSON.stringify({ outside: url, body: String(init?.body) }))
  if (outside === 0) throw new Error('connection refused')
  return new Response(null, { status: outside })
}

/** The same of any version of the worker. */
export function watched(create: typeof createWorker) {
  const answer = watchedFetch(create)
  return async (request: Request, bound: Env, context: ExecutionContext): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/test/begin') {
      begin(await request.json())
      return new Response(null, { status: 204 })
    }
    const env = envOfNewspaper(bound)
    if (pathname === '/test/totals') return Response.json(totals)
    if (pathname === '/test/replicate') {
      const replica = replicaNamed(env, request)
      if (replica === undefined) return new Response('no such replica', { status: 404 })
      await replicate(env.CATALOGUE, replica)
      return new Response(null, { status: 204 })
    }
    if (pathname !== '/test/batch') return await answer(request, env, context)
    // Many requests in one: the way from outside takes longer than their answers.
    const asked = (await request.json()) as { path: string; headers: Record<string, string> }[]
    const statuses = []
    for (const { path, headers } of asked) {
      const response = await answer(
        new Request(new URL(path, request.url), { headers }),
        env,
        context,
      )
      await response.body?.cancel()
      statuses.push(response.status)
    }
    return Response.json(statuses)
  }
}

/** How far the clock of a request is from the real one: one that runs at the same time has its own. */
const offsets = new AsyncLocalStorage<number>()

function watchedFetch(create: typeof createWorker) {
  const worker = create(() => Date.now() + (offsets.getStore() ?? 0))
  const answer = watchedAnswer(worker)
  return (request: Request, env: Env, context: ExecutionContext): Promise<Response> => {
    const now = request.headers.get('Test-Now')
    const offset = now === null ? 0 : Date.parse(now) - Date.now()
    return offsets.run(offset, () => answer(request, env, context, offset))
  }
}

function watchedAnswer(worker: ReturnType<typeof createWorker>) {
  return async (
    request: Request,
    env: Env,
    context: ExecutionContext,
    offset: number,
  ): Promise<Response> => {
    const count = { kv: 0, d1: 0, statements: 0, rows: 0, written: 0, waitedOut: 0 }
    const between = betweenIn(worker, request, env, context)
    const centre = request.headers.get('Test-Centre')
    const store =
      centre === null ? env.CONTENT : centreOf(env.CONTENT, Number(centre), Date.now() + offset)
    const distance = distanceIn(request)
    const catalogue = afterWaiting(env.CATALOGUE, 'batch', distance.d1)
    const watched: Env = {
      ...env,
      CONTENT: inIsolate(
        request.headers.get('Test-Isolate'),
        watchedStore(
          afterWaiting(store, 'getWithMetadata', distance.kv),
          faultIn(request, 'Test-KV'),
          count,
          between,
        ),
      ),
      CATALOGUE: watchedDatabase(
        catalogue,
        faultIn(request, 'Test-D1'),
        count,
        distance.d1 > 0 ? catalogue : replicaNamed(env, request),
      ),
    }
    outside = Number(request.headers.get('Test-Outside') ?? outside)
    const version = request.headers.get('Test-Version')
    if (version !== null) watched.VERSION = { id: version }
    const told = request.headers.get('Test-Cache')
    const watchedContext = told === null ? context : withCache(context, told)
    const edge = edgeNamed(request.headers.get('Test-Edge'))
    const run = (asked: Request, with_: ExecutionContext) =>
      worker.fetch?.(asked as never, watched, with_ as never) as unknown as Promise<Response>
    const answer = edge
      ? await throughEdge(edge, request, Date.now() + offset, context, run)
      : await run(request, watchedContext)
    const response = new Response(answer.body, answer)
    if (edge) response.headers.set('Test-Edge-Keys', JSON.stringify(edge.keys()))
    response.headers.set('Test-KV-Reads', String(count.kv))
    response.headers.set('Test-D1-Trips', String(count.d1))
    response.headers.set('Test-D1-Statements', String(count.statements))
    response.headers.set('Test-D1-Rows', String(count.rows))
    response.headers.set('Test-Waited-Out', String(count.waitedOut))
    response.headers.set('Test-D1-Written', String(count.written))
    return response
  }
}

const isolates = new Map<string, { kv: KVNamespace; proxy: KVNamespace }>()

/**
 * The worker remembers by the namespace, and this one is the same for all requests that name the same
 * isolate. Others meet no memory. Requests of one isolate come one after the other.
 */
function inIsolate(name: string | null, kv: KVNamespace): KVNamespace {
  if (name === null) return kv
  const isolate = isolates.get(name) ?? {
    kv,
    proxy: new Proxy(kv, { get: (_, key) => Reflect.get(isolates.get(name)?.kv ?? kv, key) }),
  }
  isolate.kv = kv
  isolates.set(name, isolate)
  return isolate.proxy
}

/** What all requests, and their work after the response, have asked of the stores. */
export interface Totals {
  kvReads: number
  kvLists: number
  kvWrites: number
  rowsRead: number
  rowsWritten: number
}

const totals: Totals = { kvReads: 0, kvLists: 0, kvWrites: 0, rowsRead: 0, rowsWritten: 0 }

interface Count {
  kv: number
  d1: number
  statements: number
  rows: number
  written: number
  /** How often a store that hangs was waited for to its end. */
  waitedOut: number
}

/** `hang`, `hang article:x` for what is asked of this key alone, or `throw 2` after two round trips of D1. */
interface Fault {
  kind: string
  key: string | undefined
}

function faultIn({ headers }: Request, name: string): Fault | null {
  const [kind, key] = (headers.get(name) ?? '').split(' ')
  return kind ? { kind, key: key && decodeURIComponent(key) } : null
}

/** What happens once, right after KV has answered: another's put or deletion, another's reading. */
interface Between {
  after: string
  put?: { key: string; value: string }
  delete?: string
  sql?: string
  read?: string
}

function betweenIn(
  worker: ReturnType<typeof createWorker>,
  { headers, url }: Request,
  env: Env,
  context: ExecutionContext,
) {
  const text = headers.get('Test-Between')
  let due = text === null ? null : (JSON.parse(text) as Between)
  return async (what: string) => {
    if (due?.after !== what) return
    const { put, read, delete: gone, sql } = due
    due = null
    if (put) await env.CONTENT.put(put.key, put.value)
    if (gone) await env.CONTENT.delete(gone)
    if (sql) await env.CATALOGUE.exec(sql)
    if (read) {
      const waiting: Promise<unknown>[] = []
      const waitUntil = (promise: Promise<unknown>) => waiting.push(promise)
      const request = new Request(new URL(read, url))
      await worker.fetch?.(request as never, env, { ...context, waitUntil } as never)
      await Promise.all(waiting)
    }
  }
}

/** A cache that only says what it was told, in the log; or that fails. */
function withCache(context: ExecutionContext, told: string): ExecutionContext {
  const call = (method: string) => async (options: unknown) => {
    console.log(JSON.stringify({ cache: method, options }))
    if (told === 'throw') throw new Error('too many purges')
    return { success: told !== 'refuse', errors: told === 'refuse' ? [{ message: 'refused' }] : [] }
  }
  return {
    waitUntil: (promise) => context.waitUntil(promise),
    cache: { purge: call('purge'), invalidate: call('invalidate') },
  }
}

const edges = new Map<string, EdgeCache>()

/** A cache in front of the worker that lives on between the requests that name it. */
function edgeNamed(name: string | null): EdgeCache | null {
  if (name === null) return null
  const edge = edges.get(name) ?? new EdgeCache()
  edges.set(name, edge)
  return edge
}

/** The request as Cloudflare runs it: through the cache, and each call through `ctx.exports` too. */
function throughEdge(
  edge: EdgeCache,
  request: Request,
  now: number,
  context: ExecutionContext,
  run: (request: Request, context: ExecutionContext) => Promise<Response>,
): Promise<Response> {
  const clear = async ({ tags }: { tags: string[] }) => {
    edge.clear(tags)
    return { success: true, errors: [] }
  }
  const cached: ExecutionContext = {
    waitUntil: (promise) => context.waitUntil(promise),
    cache: { purge: clear, invalidate: clear },
    exports: { default: { fetch: (inner: Request) => through(inner) } },
  }
  const through = (asked: Request) => edge.fetch(asked, now, (missed) => run(missed, cached))
  return through(request)
}

interface ExecutionContext {
  cache?: unknown
  exports?: unknown
  waitUntil(promise: Promise<unknown>): void
}

interface Got {
  value: ArrayBuffer | null
  metadata: unknown
}

function watchedStore(
  kv: KVNamespace,
  fault: Fault | null,
  count: Count,
  between: (what: string) => Promise<void>,
): KVNamespace {
  const faultAt = (key: string) =>
    fault && (fault.key === undefined || fault.key === key) ? fault.kind : null
  const watched = {
    getWithMetadata: async (key: string, options: never) => {
      count.kv += 1
      totals.kvReads += 1
      await fail(faultAt(key), key, count)
      const got = (await kv.getWithMetadata(key, options)) as Got
      await between(`get ${key}`)
      return spoilt(got, key, faultAt(key))
    },
    list: async (options: { cursor?: string | null }) => {
      count.kv += 1
      totals.kvLists += 1
      await fail(faultAt('list'), 'list', count)
      if (faultAt('list') === 'empty' && !options.cursor) {
        return { keys: [], list_complete: false, cursor: 'after an empty page' }
      }
      const isAfterEmpty = options.cursor === 'after an empty page'
      const page = await kv.list({ ...options, ...(isAfterEmpty && { cursor: null }) })
      await between('list')
      const isLost = (name: string) => faultAt(name) === 'unlist'
      return { ...page, keys: page.keys.filter(({ name }) => !isLost(name)) }
    },
    put: async (key: string, value: string) => {
      count.kv += 1
      totals.kvWrites += 1
      await fail(faultAt('put'), 'put', count)
      return kv.put(key, value)
    },
  }
  return watched as unknown as KVNamespace
}

/** A value as a store hands it out that loses it, cuts it short or garbles it. */
function spoilt(got: Got, key: string, fault: string | null): Got {
  if (fault === 'lose' && key.startsWith('article:')) return { value: null, metadata: null }
  if (got.value === null) return got
  if (fault === 'truncate') return { ...got, value: got.value.slice(0, got.value.byteLength / 2) }
  if (fault === 'corrupt') {
    return { ...got, value: new Uint8Array(got.value).map((byte) => byte ^ 0x80).buffer }
  }
  return got
}

/** `Test-Distance: 80 150`: so many milliseconds to KV and to D1. */
function distanceIn({ headers }: Request): { kv: number; d1: number } {
  const [kv = 0, d1 = 0] = (headers.get('Test-Distance') ?? '').split(' ').map(Number)
  return { kv, d1 }
}

/** The same store, one method of which takes longer. */
function afterWaiting<Store extends object>(store: Store, method: keyof Store, ms: number): Store {
  if (ms === 0) return store
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const call = value.bind(target)
      if (name !== method) return call
      return async (...args: unknown[]) => {
        await new Promise((resolve) => setTimeout(resolve, ms))
        return call(...args)
      }
    },
  })
}

/** The replica that answers the readers of this request. */
function replicaNamed(env: Env, { headers }: Request): D1Database | undefined {
  const centre = headers.get('Test-Replica')
  if (centre === null) return undefined
  return (env as unknown as Record<string, D1Database>)[replicaBinding(Number(centre))]
}

function watchedDatabase(
  d1: D1Database,
  fault: Fault | null,
  count: Count,
  replica?: D1Database,
): D1Database {
  const watched = <Target extends Pick<D1Database, 'batch'>>(asked: Target): Target =>
    new Proxy(asked, {
      get(target, name) {
        if (name === 'withSession') {
          return (constraint: string) =>
            watched(replica ? sessionOf(replica) : d1.withSession(constraint))
        }
        if (name !== 'batch') {
          const value = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        }
        return async (statements: never[]) => {
          count.d1 += 1
          count.statements += statements.length
          // With a number: so many round trips succeed before.
          if (count.d1 > Number(fault?.key ?? 0)) await fail(fault?.kind ?? null, 'batch', count)
          const results = await target.batch(statements)
          for (const { meta } of results) {
            count.rows += meta.rows_read
            count.written += meta.rows_written
            totals.rowsRead += meta.rows_read
            totals.rowsWritten += meta.rows_written
          }
          return results
        }
      },
    })
  return watched(d1)
}

async function fail(fault: string | null, what: string, count: Count): Promise<void> {
  if (fault === 'throw') throw new Error(`${what}: broken on purpose`)
  if (fault === 'hang') {
    await new Promise((resolve) => setTimeout(resolve, 30_000))
    count.waitedOut += 1
  }
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 300))
}
