import { cleanAddress } from './page-parameters.ts'
import { pathOfThisSite } from './redirect.ts'

/**
 * Answers a request whose address has parameters that its page ignores (`?fbclid=…`) from the cached
 * copy of the address without them. Workers Cache stands in front of every entrypoint, also where the
 * worker calls its own through `ctx.exports`: with a copy, this costs no read; without one, the call
 * runs the worker and leaves a copy for everyone. README.md quotes the documentation.
 * @returns null where the request is to be answered here: its address is clean, or there is no cache
 */
export async function fetchSharedCopy(
  request: Request,
  context: ExecutionContext,
): Promise<Response | null> {
  if (context.cache === undefined) return null
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const { default: self } = (context.exports ?? {}) as { default?: Fetcher }
  if (self === undefined) return null
  const clean = cleanAddress(request.url)
  if (clean === null) return null
  // Its path and query are its key, as for a request from outside: no `cf.cacheKey` is needed.
  const shared = new Request(clean, request)
  const copy = await self.fetch(shared)
  const answer = new Response(copy.body, copy)
  // The cache in front of this request must not keep another copy.
  answer.headers.set('Cloudflare-CDN-Cache-Control', 'no-store')
  answer.headers.delete('Cache-Tag')
  const location = copy.headers.get('Location')
  if (location !== null) answer.headers.set('Location', withQuery(location, request.url))
  return answer
}

/** A redirect takes the whole query along, as it does without a shared copy. */
function withQuery(location: string, address: string): string {
  return pathOfThisSite(location.split('?', 1)[0] + new URL(address).search)
}
