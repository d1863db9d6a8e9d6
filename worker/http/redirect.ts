import type { Context } from 'hono'
import { ALL_TAG } from '../catalogue/cache-tag.ts'
import type { AppEnv } from '../context.ts'
import { ABSENCE, cacheHeaders } from './cache-policy.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

interface RedirectOptions {
  tags?: string[]
  nextChange?: number | null
  /** False for an address of a previous system, whose parameters mean nothing here. */
  withQuery?: boolean
}

/**
 * Every redirect is made here: leads to the canonical spelling of an address, and takes the query
 * along. Relative, because the cache does not tell hosts apart; tagged, because an article may yet be
 * put where it came from.
 * @param path a path of this site, percent-encoded
 */
export function redirect(
  c: Context<AppEnv>,
  path: string,
  { tags = [], nextChange = null, withQuery = true }: RedirectOptions = {},
): Response {
  const { search } = new URL(c.req.url)
  return c.body(null, 301, {
    ...SECURITY_HEADERS,
    ...cacheHeaders(ABSENCE, nextChange, c.var.services.now),
    'Cache-Tag': [...tags, ALL_TAG].join(','),
    Location: pathOfThisSite(withQuery ? path + search : path),
  })
}

/**
 * A path that no browser reads as another site. `//host` and `/\\host` name a host, and browsers drop
 * tabs and line breaks before they look: the URL parser encodes or removes those, and slashes are
 * reduced afterwards, because `/.//host` becomes `//host` in the parser.
 */
export function pathOfThisSite(path: string): string {
  const { pathname, search } = new URL(`https://this.site/${path.replace(/^[/\\]+/, '')}`)
  return pathname.replace(/\/{2,}/g, '/') + search.replaceAll('\\', '%5C')
}
