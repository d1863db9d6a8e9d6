import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import { createWorker } from '../worker/create-worker.ts'
import type { Env } from '../worker/env.ts'

/**
 * The worker as the tests run it: the very same code, with a clock that a header moves, stores that
 * a header makes fail, and headers on each answer that say what the stores were asked.
 */
let offset = 0
const worker = createWorker(() => Date.now() + offset)

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const now = request.headers.get('Test-Now')
    offset = now === null ? 0 : Date.parse(now) - Date.now()
    const count = { kv: 0, d1: 0, rows: 0 }
    const watched: Env = {
      ...env,
      CONTENT: watchedStore(env.CONTENT, request.headers.get('Test-KV'), count),
      CATALOGUE: watchedDatabase(env.CATALOGUE, request.headers.get('Test-D1'), count),
    }
    const told = request.headers.get('Test-Cache')
    const watchedContext = told === null ? context : withCache(context, told)
    const answer = (await worker.fetch?.(
      request as never,
      watched,
      watchedContext as never,
    )) as never
    const response = new Response((answer as Response).body, answer)
    response.headers.set('Test-KV-Reads', String(count.kv))
    response.headers.set('Test-D1-Trips', String(count.d1))
    response.headers.set('Test-D1-Rows', String(count.rows))
    return response
  },
  scheduled: worker.scheduled,
}

interface Count {
  kv: number
  d1: number
  rows: number
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

interface ExecutionContext {
  cache?: unknown
  waitUntil(promise: Promise<unknown>): void
}

function watchedStore(kv: KVNamespace, fault: string | null, count: Count): KVNamespace {
  return new Proxy(kv, {
    get(target, name: keyof KVNamespace) {
      if (name !== 'getWithMetadata' && name !== 'list' && name !== 'put') return target[name]
      return async (...args: unknown[]) => {
        count.kv += 1
        await fail(fault, String(args[0]))
        if (
          fault === 'lose' &&
          name === 'getWithMetadata' &&
          String(args[0]).includes('article:')
        ) {
          return { value: null, metadata: null }
        }
        const method = target[name] as (...args: unknown[]) => Promise<unknown>
        return method.apply(target, args)
      }
    },
  })
}

function watchedDatabase(d1: D1Database, fault: string | null, count: Count): D1Database {
  return new Proxy(d1, {
    get(target, name: keyof D1Database) {
      if (name !== 'batch') {
        const value = target[name]
        return typeof value === 'function' ? value.bind(target) : value
      }
      return async (statements: never[]) => {
        count.d1 += 1
        await fail(fault, 'batch')
        const results = await target.batch(statements)
        for (const { meta } of results) count.rows += meta.rows_read
        return results
      }
    },
  })
}

async function fail(fault: string | null, what: string): Promise<void> {
  if (fault === 'throw') throw new Error(`${what}: broken on purpose`)
  if (fault === 'hang') await new Promise((resolve) => setTimeout(resolve, 30_000))
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 300))
}
