import type { Context, MiddlewareHandler } from 'hono'
import { canonicalPath } from '../../content/model/canonical-path.ts'
import { type AppEnv, type Clock, createServices } from '../context.ts'
import { mayBePrevious } from '../read/previous-address.ts'
import { isApi, respondBadAddress } from './errors.ts'
import { problem } from './problem.ts'
import { redirect } from './redirect.ts'
import { API_HEADERS } from './respond.ts'

/**
 * In characters. Cloudflare refuses longer addresses itself, before the worker; locally the answer is
 * the same. https://developers.cloudflare.com/workers/platform/limits/#url-size
 */
const MAX_ADDRESS_LENGTH = 16_384

/** The methods of an address, as `Allow` lists them. */
type MethodsOf = (pathname: string) => string

/** Runs before every route: turns away malformed addresses and other methods. */
export function requestGuard(clock: Clock, methodsOf: MethodsOf): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    c.set('requestId', c.req.header('cf-ray') ?? crypto.randomUUID())
    c.set('pathname', pathname)
    c.set('path', pathname + search)
    const address = c.req.header('cf-connecting-ip') ?? null
    c.set('services', createServices(c.env, c.executionCtx, clock, address))
    if (pathname.length + search.length > MAX_ADDRESS_LENGTH) {
      c.set('path', pathname.slice(0, 100))
      return respondBadAddress(c, 414)
    }
    const methods = methodsOf(pathname)
    if (!methods.split(', ').includes(c.req.method)) return refuseMethod(c, methods)
    if (c.req.method === 'OPTIONS') return describe(c, methods)
    const canonical = canonicalPath(pathname)
    if (canonical !== null && canonical !== pathname) return redirect(c, canonical)
    // The addresses of a previous system may end with a slash, and may have been cut within a letter.
    const other = mayBePrevious(pathname) ? null : await respondOtherSpelling(c)
    if (other !== null) return other
    return await next()
  }
}

/** Answers a spelling that no address of this site has; null for every other. */
export async function respondOtherSpelling(c: Context<AppEnv>): Promise<Response | null> {
  const { pathname } = c.var
  if (!isDecodable(pathname)) return respondBadAddress(c, 400)
  if (pathname === '/' || !pathname.endsWith('/')) return null
  return redirect(c, withoutSlashesAtEnd(pathname))
}

async function refuseMethod(c: Context<AppEnv>, methods: string): Promise<Response> {
  const detail = `${c.req.method} is not supported here; use one of ${methods}`
  return problem(c, 405, detail, { headers: { Allow: methods } })
}

function describe(c: Context<AppEnv>, methods: string): Response {
  return c.body(null, 204, {
    Allow: methods,
    ...(isApi(c.var.pathname) && {
      ...API_HEADERS,
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    }),
    'Cache-Control': 'no-store',
  })
}

/** In linear time, which `/\/+$/` is not for an address of slashes. */
function withoutSlashesAtEnd(pathname: string): string {
  let end = pathname.length
  while (pathname[end - 1] === '/') end -= 1
  return pathname.slice(0, end) || '/'
}

/** Percent-encoding that is not UTF-8, and control characters, name nothing. */
function isDecodable(pathname: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(pathname))
  } catch {
    return false
  }
}
