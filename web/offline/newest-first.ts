import { Strategy, type StrategyHandler } from 'workbox-strategies'
import { markAsCopy } from './copies.ts'
import { shellPage } from './shell.ts'

/** How long a line may be silent before the kept copy is shown instead. */
const PATIENCE_MS = 10_000

/**
 * A page as the server has it; where the network or the server fails, the kept copy; where there is
 * none, the page that says so. (Workbox's own NetworkFirst would rather show the server's error than
 * a copy, and does not say which of them it gave.)
 */
export class NewestFirst extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const network = this.#ask(request, handler)
    handler.waitUntil(network)
    const answer = await Promise.race([network, silence()])
    if (answer && answer.status < 500) return answer
    const copy = await handler.cacheMatch(request)
    if (copy) {
      markAsCopy(handler.event)
      return copy
    }
    return (await network) ?? (await shellPage('offline')) ?? Response.error()
  }

  async #ask(request: Request, handler: StrategyHandler): Promise<Response | null> {
    const response = await handler.fetch(request).catch(() => null)
    // Fetched ahead is not read yet: when it is, the page says so itself.
    if (response === null || request.headers.has('Sec-Purpose')) return response
    const kept = handler.cachePut(request, response.clone())
    // A copy that finds no room is not the trouble of who reads the page.
    handler.waitUntil(kept.catch(() => false))
    return response
  }
}

function silence(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null))
}
