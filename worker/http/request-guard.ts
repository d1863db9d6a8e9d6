import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from '../context.ts'
import { type Clock, createServices } from '../context.ts'
import { isApi, respondBadAddress } from './errors.ts'
import { problem } from './problem.ts'
import { redirect } from './redirect.ts'
import { API_HEADERS } from './respond.ts'

/** Far beyond any address of ours; shorter ones are looked at, and named missing. */
const LONGEST_ADDRESS = 40_000

/** What every request passes first: the door where malformed addresses and methods are turned away. */
export function requestGuard(clock: Clock): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    c.set('requestId', c.req.header('cf-ray') ?? crypto.randomUUID())
    c.set('pathname', pathname)
    c.set('path', pathname + search)
    c.set('services', createServices(c.env, c.executionCtx as never, clock))
    if (pathname.length + search.length > LONGEST_ADDRESS) {
      c.set('path', pathname.slice(0, 100))
      return respondBadAddress(c, 414)
    }
    if (!isAllowed(c, pathname)) return refuseMethod(c, pathname)
    if (c.req.method === 'OPTIONS') return describe(c, pathname)
    if (!isDecodable(pathname)) return respondBadAddress(c, 400)
    if (pathname !== '/' && pathname.endsWith('/')) {
      return redirect(c, pathname.replace(/\/+$/, '') || '/')
    }
    return await next()
  }
}

const SYNC = '/api/v1/sync'

function methodsOf(pathname: string): string {
  return pathname === SYNC ? 'POST, OPTIONS' : 'GET, HEAD, OPTIONS'
}

function isAllowed({ req }: Context<AppEnv>, pathname: string): boolean {
  return methodsOf(pathname).split(', ').includes(req.method)
}

async function refuseMethod(c: Context<AppEnv>, pathname: string): Promise<Response> {
  const allowed = methodsOf(pathname)
  const detail = `${c.req.method} does nothing here; send one of ${allowed}`
  return problem(c, 405, detail, { headers: { Allow: allowed } })
}

function describe(c: Context<AppEnv>, pathname: string): Response {
  const methods = methodsOf(pathname)
  return c.body(null, 204, {
    Allow: methods,
    ...(isApi(pathname) && {
      ...API_HEADERS,
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    }),
    'Cache-Control': 'no-store',
  })
}

/** Percent-encoding that is no UTF-8, and control characters, name nothing. */
function isDecodable(pathname: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(pathname))
  } catch {
    return false
  }
}
