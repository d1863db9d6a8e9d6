import type { MiddlewareHandler } from 'hono'
import { type AppEnv, type Clock, createServices, type Services } from '../context.ts'
import { log } from '../log.ts'
import { Unavailable } from '../stores/timeout.ts'
import { sync } from './run.ts'

const TIMEOUT_MS = 20_000
const PAUSE_MS = 25

/**
 * Local mode only: syncs before a request reads the catalogue or the snapshot for the first time, so
 * that the next request shows what was put.
 */
export function syncLocally(clock: Clock): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { services } = c.var
    if (!services.settings.local || c.req.method === 'POST') return await next()
    // Its own services: what sync costs is not what the request costs.
    const own = () => createServices(c.env, c.executionCtx, clock)
    c.set(
      'services',
      syncedFirst(services, () => syncUntilDone(own())),
    )
    return await next()
  }
}

function syncedFirst(services: Services, run: () => Promise<void>): Services {
  let synced: Promise<void> | undefined
  const before = () => {
    synced ??= run()
    return synced
  }
  return {
    ...services,
    store: calledAfter(services.store, 'getSnapshot', before),
    database: calledAfter(services.database, 'run', before),
  }
}

/** The same object, one method of which is called after `before`. */
function calledAfter<Target extends object>(
  target: Target,
  method: keyof Target,
  before: () => Promise<void>,
): Target {
  return new Proxy(target, {
    get(_, name) {
      const value = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const call = value.bind(target)
      return name === method ? (...args: unknown[]) => before().then(() => call(...args)) : call
    },
  })
}

async function syncUntilDone(services: Services): Promise<void> {
  const since = services.clock()
  const until = performance.now() + TIMEOUT_MS
  try {
    while (performance.now() < until) {
      const { busy, done } = await sync(services, { ids: [], since })
      if (done) return
      if (busy) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log('local sync', error)
  }
}
