import { articlePath } from '../../content/model/path.ts'
import { canonicalPreviousPath, isOwnPath } from '../../content/model/previous-path.ts'
import { type Redirect, redirectedPath } from '../../content/model/redirect.ts'
import { cacheTag } from '../catalogue/cache-tag.ts'
import { previousPathQuery } from '../catalogue/queries/previous-path.ts'
import type { Services } from '../context.ts'
import { loadSite } from './site.ts'

export interface PreviousAddress {
  /** Where it leads now; null when it is no address of the previous system. */
  to: string | null
  /** What would put something at this address. */
  tags: string[]
}

/** Whether only the previous system can have had an address: it is none of this site's. */
export function mayBePrevious(pathname: string): boolean {
  return !isOwnPath(pathname)
}

/**
 * Where an address of the previous system leads: by the patterns of the site, which cost no query, or
 * by `previousPaths` of an article, in one query.
 * @throws Unavailable where only the catalogue could tell and does not answer
 */
export async function loadPreviousAddress(
  services: Services,
  path: string,
): Promise<PreviousAddress> {
  const { site } = await loadSite(services)
  const written = canonicalPreviousPath(path)
  const redirects = site.redirects ?? []
  const first = redirectedPath(redirects, written)
  // `/?p=12` is `/p/12` by a pattern, and that may be a page, which has a line of its own.
  const pattern = first && ((mayBePrevious(first) && redirectedPath(redirects, first)) || first)
  if (pattern !== null && !mayBePrevious(pattern)) return { to: pattern, tags: [] }
  const [bare = ''] = written.split('?')
  const wanted = pattern === null ? [...new Set([written, bare])] : [canonicalPreviousPath(pattern)]
  const named = wanted.filter(mayBePrevious)
  const found =
    named.length === 0
      ? []
      : (await services.database.run({ found: previousPathQuery(named, services.now) })).found
  const [article] = found
  const tags = await Promise.all(named.map((name) => cacheTag('article', name)))
  return { to: article ? articlePath(article.id) : null, tags }
}

/** The patterns that name parameters of the front page, like `/?p=:id`. */
export function frontPatterns(redirects: Redirect[] | undefined): Redirect[] {
  return (redirects ?? []).filter(({ from }) => from.startsWith('/?'))
}
