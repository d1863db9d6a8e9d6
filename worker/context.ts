import type { CacheContext, ExecutionContext } from '@cloudflare/workers-types'
import { migrate } from './catalogue/migrate.ts'
import { type Env, type Settings, settingsOf } from './env.ts'
import { log } from './log.ts'
import { Database } from './stores/d1.ts'
import { Store } from './stores/kv.ts'
import { Meter } from './stores/meter.ts'

/** Milliseconds since 1970. Passed in, so that a test can move it. */
export type Clock = () => number

/** What Hono passes to every handler. */
export interface AppEnv {
  Bindings: Env
  Variables: {
    services: Services
    /** The request's path as it was sent, still encoded (Hono decodes its own in part). */
    pathname: string
    /** The same with its query. */
    path: string
    /** Names the request in logs and on error pages. */
    requestId: string
  }
}

/** What one request, or one run of sync, works with. */
export interface Services {
  settings: Settings
  store: Store
  database: Database
  meter: Meter
  /** The moment of the request: the same for everything that it shows. */
  now: number
  clock: Clock
  /** The cache in front of the worker. Undefined locally: there is none. */
  cache: CacheContext | undefined
  /** Runs after the response. A failure is logged, never thrown. */
  defer(work: Promise<unknown>): void
}

export function createServices(env: Env, context: ExecutionContext, clock: Clock): Services {
  const settings = settingsOf(env)
  const meter = new Meter()
  return {
    settings,
    meter,
    store: new Store(env.CONTENT, settings, meter),
    database: new Database(env.CATALOGUE, { migrate, settings, meter }),
    now: clock(),
    clock,
    cache: context.cache,
    defer: (work) => context.waitUntil(work.catch((error) => log('deferred work failed', error))),
  }
}
