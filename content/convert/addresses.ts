import { canonicalPreviousPath } from '../model/previous-path.ts'
import type { OldStory } from './old-export.ts'

/** The addresses of a story at the previous site, as `previousPaths` has them: the usual one first. */
export function oldPathsOf({ url, otherPaths }: OldStory, origin: string | undefined): string[] {
  const paths = [url, ...otherPaths].flatMap((address) =>
    address === undefined ? [] : (pathIn(address, origin) ?? []),
  )
  return [...new Set(paths)].filter((path) => path !== '/')
}

/**
 * The path of an address at this site, in its one spelling; null for another site's address. The
 * short addresses of WordPress, `/?p=12`, are `/p/12`: see `redirects`.
 */
export function pathIn(address: string, origin: string | undefined): string | null {
  const base = origin ?? UNKNOWN
  const written = address.trim()
  const isPath = /^\/(?!\/)/.test(written)
  if (!isPath && !URL.canParse(written)) return null
  const url = new URL(written, base)
  if (!/^https?:$/.test(url.protocol)) return null
  if (!isPath && origin !== undefined && !isSameHost(url.origin, origin)) return null
  if (url.pathname === '/') {
    const short = url.searchParams.get('p') ?? url.searchParams.get('page_id')
    return short !== null && /^\d+$/.test(short) ? `/p/${short}` : '/'
  }
  for (const name of [...url.searchParams.keys()])
    if (TRACKING.test(name)) url.searchParams.delete(name)
  return canonicalPreviousPath(url.pathname + url.search)
}

const UNKNOWN = 'http://site.invalid'
const TRACKING = /^(?:utm_\w+|fbclid|gclid|ref|share|replytocom)$/

/** With or without `www.`, over http or https: an archive has seen all of them. */
export function isSameHost(one: string, other: string): boolean {
  const hostOf = (address: string) =>
    URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address
  return hostOf(one) === hostOf(other)
}
