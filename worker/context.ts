import type { CacheContext } from '@cloudflare/workers-types'
import { migrate } from './catalogue/migrate.ts'
import { type Env, type Settings, settingsOf } from './env.ts'
import { log } from './log.ts'
import { Database } from './stores/d1.ts'
import { Store } from './stores/kv.ts'
import { Meter } from './stores/meter.ts'
import { RateLimiter } from './stores/rate-limiter.ts'

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

/** What a request, and a run of the cron trigger, brings with it. */
interface WorkContext {
  waitUntil(promise: Promise<unknown>): void
  cache?: CacheContext
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
  /** What this client may still ask for. */
  limiter: RateLimiter
  /** The cache in front of the worker. Undefined locally: there is none. */
  cache: CacheContext | undefined
  /** Runs after the response. A failure is logged, never thrown. */
  defer(work: Promise<unknown>): void
}

/** @param address the IP address of the client; null where there is none to limit */
export function createServices(
  env: Env,
  context: WorkContext,
  clock: Clock,
  address: string | null = null,
): Services {
  const settings = settingsOf(env)
  const now = clock()
  const meter = new Meter()
  const options = { migrate, settings, meter }
  const primary = new Database(env.CATALOGUE, options)
  return {
    settings,
    meter,
    store: new Store(env.CONTENT, settings, meter),
    database: new Database(env.CATALOGUE, options, primary),
    now,
    clock,
    limiter: new RateLimiter(env, settings.local ? null : address, now),
    cache: context.cache,
    defer: (work) => context.waitUntil(work.catch((error) => log('deferred work failed', error))),
  }
}
