import type { Context } from 'hono'
import { canonicalPreviousPath } from '../../content/model/previous-path.ts'
import { redirectedPath } from '../../content/model/redirect.ts'
import type { AppEnv } from '../context.ts'
import { isApi, respondNotFound } from '../http/errors.ts'
import { redirect } from '../http/redirect.ts'
import { respondOtherSpelling } from '../http/request-guard.ts'
import { frontPatterns, loadPreviousAddress, mayBePrevious } from '../read/previous-address.ts'
import { loadSite } from '../read/site.ts'
import { loadSnapshot } from '../read/snapshot.ts'

/** Answers what no route answers: an address of a previous system, or nothing. */
export async function respondPreviousAddress(c: Context<AppEnv>): Promise<Response> {
  const { pathname, path, services } = c.var
  if (isApi(pathname) || !(mayBePrevious(pathname) || isFile(pathname))) return respondNotFound(c)
  // For the headlines of the answer, where there is nothing; unused where there is.
  if (!isFile(pathname)) void loadSnapshot(services)
  const { to, tags } = await loadPreviousAddress(services, path)
  if (to !== null) return redirect(c, to, { tags, withQuery: false })
  return (await respondOtherSpelling(c)) ?? respondNotFound(c, { tags })
}

/**
 * The front page of a previous system may have had stories by parameter, like `/?p=12`: only the
 * parameters that the site's patterns name are read. Null for every other request.
 */
export async function frontRedirect(c: Context<AppEnv>): Promise<Response | null> {
  const { path, services } = c.var
  if (!path.includes('?')) return null
  const { site } = await loadSite(services)
  const patterns = frontPatterns(site.redirects)
  if (redirectedPath(patterns, canonicalPreviousPath(path)) === null) return null
  const { to, tags } = await loadPreviousAddress(services, path)
  return to === null ? null : redirect(c, to, { tags, withQuery: false })
}

/** `/wp-sitemap.xml`, `/feed.rss`: files that this site has under other names. */
function isFile(pathname: string): boolean {
  return /^\/[^/]+\.[a-z]+$/.test(pathname)
}
