import type { Context } from 'hono'
import { ALL_TAG } from '../catalogue/cache-tag.ts'
import type { AppEnv } from '../context.ts'
import { ABSENCE, cacheHeaders } from './cache-policy.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/**
 * To the one true spelling of an address. Relative, because the cache does not tell hosts apart;
 * tagged, because an article may yet be put where it came from.
 */
export function redirect(
  c: Context<AppEnv>,
  path: string,
  { tags = [], nextChange = null }: { tags?: string[]; nextChange?: number | null } = {},
): Response {
  const { search } = new URL(c.req.url)
  return c.body(null, 301, {
    ...SECURITY_HEADERS,
    ...cacheHeaders(ABSENCE, nextChange, c.var.services.now),
    'Cache-Tag': [...tags, ALL_TAG].join(','),
    Location: path + search,
  })
}
