import { Strategy, type StrategyHandler } from 'workbox-strategies'
import { markAsCopy } from './copies.ts'
import { shellPage } from './shell.ts'

/** How long to wait for the network before the offline copy is shown. */
const TIMEOUT_MS = 10_000

/**
 * The page from the server; if the network or the server fails, the offline copy; without a copy, the
 * offline page. (Workbox's own NetworkFirst prefers the server's error to a copy, and does not say
 * which of them it returned.)
 */
export class NewestFirst extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const network = this.#fetch(request, handler)
    handler.waitUntil(network)
    const answer = await Promise.race([network, timeout()])
    if (answer && answer.status < 500) return answer
    const copy = await handler.cacheMatch(request)
    if (copy) {
      markAsCopy(handler.event)
      return copy
    }
    return (await network) ?? (await shellPage('offline')) ?? Response.error()
  }

  async #fetch(request: Request, handler: StrategyHandler): Promise<Response | null> {
    const response = await handler.fetch(request).catch(() => null)
    // A prefetched page is not read yet. When it is read, the page itself sends a message.
    if (response === null || request.headers.has('Sec-Purpose')) return response
    const stored = handler.cachePut(request, response.clone())
    // If there is no room for a copy, the reader still gets the page.
    handler.waitUntil(stored.catch(() => false))
    return response
  }
}

function timeout(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS, null))
}
