import { createApp } from './app.ts'
import { type Clock, createServices } from './context.ts'
import type { Env } from './env.ts'
import { fetchSharedCopy } from './http/shared-copy.ts'
import { sync } from './sync/run.ts'

/** The worker, with its clock passed in. */
export function createWorker(clock: Clock) {
  const app = createApp(clock)
  return {
    async fetch(request, env, context) {
      const shared = await fetchSharedCopy(request, context)
      return shared ?? (await app.fetch(request, env, context))
    },
    async scheduled(_event, env, context) {
      const report = await sync(createServices(env, context, clock), { ids: [], since: 0 })
      console.log(JSON.stringify({ message: 'sync', ...report }))
    },
  } satisfies ExportedHandler<Env>
}
