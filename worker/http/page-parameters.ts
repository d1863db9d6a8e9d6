import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'

/**
 * The parameters that pages read, by the first part of their path. Every other one is ignored there,
 * and makes no copy of its own in the cache. `revision` is not read: the service worker sends it to get
 * a page that no cache has.
 */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['article', ['order', 'before', 'after', 'update']],
  ['section', ['before']],
  ['topic', ['before']],
  ['author', ['before']],
  ['archive', ['before']],
  ['corrections', ['before']],
  ['search', ['q', 'section', 'topic', 'author', 'since', 'until', 'language', 'sort', 'cursor']],
  ['page', []],
  ['media', []],
  ['saved', ['revision']],
  ['offline', ['revision']],
])

/** Answers 400 to what it does not know, or is never cached. */
const UNSHARED = ['api', 'preview']

/** Added by social networks, newsletters and advertisements to addresses that they pass on. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|gad_\w+|msclkid|twclid|ttclid|igsh|igshid|yclid|mc_[ce]id|_hs\w+|mkt_tok|s_cid|cmpid|ref_src|__twitter_impression|__cft__.*|__tn__|si|_ga|_gl|srsltid|li_fat_id|epik|wt_mc|oly_\w+_id|vero_id|sfnsn|mibextid)$/i

/** A parameter of the page's address. @throws Error where the table above does not have it */
export function pageParameter(c: Context<AppEnv>, name: string): string | undefined {
  if (isIgnored(firstPart(c.var.pathname), name)) throw new Error(`PARAMETERS lacks ${name}`)
  return c.req.query(name)
}

/**
 * The address without the parameters that its page ignores; null where it has none of those. Where the
 * page of an address is not known (a previous system's path), only tracking parameters are ignored.
 */
export function cleanAddress(address: string): URL | null {
  const url = new URL(address)
  const part = firstPart(url.pathname)
  if (url.search === '' || UNSHARED.includes(part)) return null
  // As written: URLSearchParams would encode the others in another way.
  const pairs = url.search.slice(1).split('&')
  const meant = pairs.filter((pair) => !isIgnored(part, nameOf(pair)))
  if (meant.length === pairs.length) return null
  url.search = meant.join('&')
  return url
}

function isIgnored(part: string, name: string): boolean {
  const read = PARAMETERS.get(part)
  return read === undefined ? TRACKING.test(name) : !read.includes(name)
}

function firstPart(pathname: string): string {
  return pathname.split('/', 2)[1] ?? ''
}

/** As URLSearchParams reads it: what is not valid percent-encoding stays as it is. */
function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? ''
}
