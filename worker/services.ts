import type { CacheContext, ExecutionContext } from '@cloudflare/workers-types'
import { Database } from './database.ts'
import { type Env, type Settings, settingsOf } from './env.ts'
import { Meter } from './meter.ts'
import { Store } from './store.ts'

/** Milliseconds since 1970. Given from outside, so that a test can move it. */
export type Clock = () => number

/** What one request (or one run of sync) works with. */
export interface Services {
  settings: Settings
  store: Store
  database: Database
  meter: Meter
  /** The moment of the request: one for everything that it shows. */
  now: number
  clock: Clock
  /** The cache in front of the worker; there is none locally. */
  cache: CacheContext | undefined
  /** Work that goes on after the answer. A failure of it is logged, never thrown. */
  defer(work: Promise<unknown>): void
}

export function servicesFor(env: Env, context: ExecutionContext, clock: Clock): Services {
  const settings = settingsOf(env)
  const meter = new Meter()
  return {
    settings,
    meter,
    store: new Store(env.CONTENT, settings, meter),
    database: new Database(env.CATALOGUE, settings, meter),
    now: clock(),
    clock,
    cache: context.cache,
    defer: (work) => context.waitUntil(work.catch((error) => log('deferred work failed', error))),
  }
}

/** A structured line in the worker's log. */
export function log(message: string, error: unknown, more: Record<string, unknown> = {}): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ message, ...more, error: text }))
}
