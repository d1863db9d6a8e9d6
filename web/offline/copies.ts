import { canonicalPath } from '../../content/model/canonical-path.ts'
import { LISTS_CACHE, RECENT_CACHE, SAVED_CACHE } from './cache-names.ts'

/** The cache key of a page: another spelling of its address (`?fbclid=`) is not another page. */
export function pathOf({ url }: { url: string }): string {
  const { pathname } = new URL(url)
  return canonicalPath(pathname) ?? pathname
}

/** Whether the server says that the page is gone or has moved. */
export function isGone({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || status === 404 || status === 410
}

/** Whether this response may be cached as a page: not an error, not redirected. */
export function isWholePage({ status, redirected, type, headers }: Response): boolean {
  return (
    status === 200 &&
    !redirected &&
    type === 'basic' &&
    headers.get('Content-Type')?.startsWith('text/html') === true
  )
}

/** Deletes a page from all caches. A withdrawn story must not stay in a reader's browser. */
export async function deleteCopies(path: string): Promise<void> {
  for (const name of [SAVED_CACHE, RECENT_CACHE, LISTS_CACHE]) {
    const cache = await caches.open(name)
    await cache.delete(path)
  }
}

/** The client ids of pages that were answered with an offline copy. */
const copies = new Set<string>()

export function markAsCopy(event: Event): void {
  if (event instanceof FetchEvent) copies.add(event.resultingClientId)
}

export function isCopy(client: string): boolean {
  return copies.has(client)
}
