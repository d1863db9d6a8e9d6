import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../context.ts'
import { isApi } from './errors.ts'

/**
 * Counts searches and requests to the API before anything is read. `POST /api/v1/sync` is not counted:
 * without the token it reads nothing.
 * @throws RateLimited
 */
export const rateLimit: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { pathname, services } = c.var
  if (c.req.method !== 'POST') {
    if (isSearch(pathname)) await services.limiter.count('search')
    else if (isApi(pathname)) await services.limiter.count('api')
  }
  await next()
}

const SEARCHES = ['/search', '/api/v1/search', '/api/v1/suggest']

function isSearch(pathname: string): boolean {
  return SEARCHES.includes(pathname)
}
