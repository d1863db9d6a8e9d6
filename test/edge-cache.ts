/** One stored answer. */
interface Copy {
  status: number
  headers: [string, string][]
  bytes: ArrayBuffer
  tags: string[]
  freshUntil: number
}

type Run = (request: Request) => Promise<Response>

/**
 * Workers Cache as its documentation has it, for one entrypoint: keyed by path and query (or by
 * `cf.cacheKey`), in front of requests from outside and of calls through `ctx.exports` alike. What it
 * reads of an answer it takes out of it.
 * https://developers.cloudflare.com/workers/cache/cache-keys/
 */
export class EdgeCache {
  readonly #copies = new Map<string, Copy>()

  keys(): string[] {
    return [...this.#copies.keys()]
  }

  async fetch(request: Request, now: number, run: Run): Promise<Response> {
    if (request.method !== 'GET') return run(request)
    const { pathname, search } = new URL(request.url)
    const { cf } = request as { cf?: { cacheKey?: string } }
    const key = cf?.cacheKey || pathname + search
    const known = this.#copies.get(key)
    const copy = known && known.freshUntil > now ? known : await this.#fill(request, key, now, run)
    return new Response(copy.status === 301 ? null : copy.bytes.slice(), {
      status: copy.status,
      headers: copy.headers,
    })
  }

  async #fill(request: Request, key: string, now: number, run: Run): Promise<Copy> {
    const answer = await run(request)
    const policy = answer.headers.get('Cloudflare-CDN-Cache-Control') ?? 'no-store'
    const tags = (answer.headers.get('Cache-Tag') ?? '').split(',')
    const seconds = Number(/max-age=(\d+)/.exec(policy)?.[1] ?? 0)
    const headers = new Headers(answer.headers)
    headers.delete('Cloudflare-CDN-Cache-Control')
    headers.delete('Cache-Tag')
    const copy = {
      status: answer.status,
      headers: [...headers],
      bytes: await answer.arrayBuffer(),
      tags,
      freshUntil: now + 1000 * seconds,
    }
    if (!policy.includes('no-store') && seconds > 0) this.#copies.set(key, copy)
    return copy
  }

  /** Removes what has one of the tags. */
  clear(tags: string[]): void {
    for (const [key, copy] of this.#copies) {
      if (copy.tags.some((tag) => tags.includes(tag))) this.#copies.delete(key)
    }
  }
}
