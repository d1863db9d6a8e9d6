import type { Services } from '../context.ts'
import { log } from '../log.ts'
import { Unavailable } from '../stores/timeout.ts'
import { sync } from './run.ts'

const PATIENCE_MS = 20_000
const PAUSE_MS = 25

/** Locally a list is shown after everything in KV was taken in: a refresh shows the truth. */
export async function syncLocally(services: Services): Promise<void> {
  if (!services.settings.local) return
  try {
    await syncUntilDone(services)
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log('sync before a list', error)
  }
}

async function syncUntilDone(services: Services): Promise<void> {
  const since = services.clock()
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const { busy, done } = await sync(services, { ids: [], since })
    if (done) return
    if (busy) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
