import { LISTS_CACHE, RECENT_CACHE, SAVED_CACHE } from './cache-names.ts'

/** The key of a page: what others add to an address (`?fbclid=`) makes no other page of it. */
export function pathOf({ url }: { url: string }): string {
  return new URL(url).pathname
}

/** Whether the server says that nothing is here any more, or that it is elsewhere now. */
export function isGone({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || status === 404 || status === 410
}

/** Whether this is a page to keep: no error, nothing that came by way of another address. */
export function isWholePage({ status, redirected, type, headers }: Response): boolean {
  return (
    status === 200 &&
    !redirected &&
    type === 'basic' &&
    headers.get('Content-Type')?.startsWith('text/html') === true
  )
}

/** A story that was withdrawn must not live on in a reader's browser. */
export async function forget(path: string): Promise<void> {
  for (const name of [SAVED_CACHE, RECENT_CACHE, LISTS_CACHE]) {
    const cache = await caches.open(name)
    await cache.delete(path)
  }
}

/** Pages that were answered from a copy, by the id that the browser gives to each. */
const copies = new Set<string>()

export function markAsCopy(event: Event): void {
  if (event instanceof FetchEvent) copies.add(event.resultingClientId)
}

export function isCopy(client: string): boolean {
  return copies.has(client)
}
