/** How long an answer is good for, in seconds: in the browser, and in the cache before the worker. */
export interface CachePolicy {
  browser: number
  edge: number
  staleWhileRevalidate: number
  staleIfError: number
  /** What stands at the address never changes. */
  isImmutable?: true
}

/** Pages, API answers, feeds: the browser asks every time; answered with 304 or from the edge. */
export const PAGE: CachePolicy = {
  browser: 0,
  edge: 60,
  staleWhileRevalidate: 30,
  staleIfError: 86_400,
}

/**
 * The newest updates of a live story, which every open page of it asks for: a million readers cost each
 * data centre one request in 15 seconds. Stale for a moment only, so that one reader fetches it again
 * while the others get the copy, and a reader who is alone never sees the answer to the last question.
 */
export const UPDATES: CachePolicy = {
  browser: 0,
  edge: 15,
  staleWhileRevalidate: 5,
  staleIfError: 86_400,
}

/** Search results: the words that people search for are many, so a copy is rarely asked for again. */
export const SEARCH: CachePolicy = {
  browser: 0,
  edge: 60,
  staleWhileRevalidate: 0,
  staleIfError: 0,
}

/** What is suggested for the first letters of a word changes slowly, and many type the same letters. */
export const SUGGESTIONS: CachePolicy = {
  browser: 300,
  edge: 300,
  staleWhileRevalidate: 0,
  staleIfError: 0,
}

/** 301, 404, 410: an article may be put at that address the next minute. */
export const ABSENCE: CachePolicy = {
  browser: 10,
  edge: 30,
  staleWhileRevalidate: 0,
  staleIfError: 0,
}

/** An answer made from the second-best source. */
export const FALLBACK: CachePolicy = {
  browser: 0,
  edge: 10,
  staleWhileRevalidate: 0,
  staleIfError: 0,
}

/** A picture put by hand: its name stays when its bytes change. */
export const RAW_MEDIA: CachePolicy = {
  browser: 300,
  edge: 86_400,
  staleWhileRevalidate: 3600,
  staleIfError: 86_400,
}

const YEAR = 31_536_000

/** A prepared picture: its name is made of its content. */
export const PREPARED_MEDIA: CachePolicy = {
  browser: YEAR,
  edge: YEAR,
  staleWhileRevalidate: 0,
  staleIfError: 0,
  isImmutable: true,
}

/** What changes with a deployment only. */
export const RELEASE: CachePolicy = {
  browser: 300,
  edge: 3600,
  staleWhileRevalidate: 600,
  staleIfError: 86_400,
}

/**
 * The cache headers of an answer, cut so that no copy outlives the nextChange at which what it shows
 * changes by itself (milliseconds since 1970, null when it never does). Both stale directives are
 * always written: Workers Cache takes a missing `stale-if-error` as "forever".
 * https://developers.cloudflare.com/workers/cache/configuration/#serve-stale-on-error-with-stale-if-error
 */
export function cacheHeaders(
  policy: CachePolicy | null,
  nextChange: number | null,
  now: number,
): Record<string, string> {
  if (policy === null) return { 'Cache-Control': 'no-store' }
  const left =
    nextChange === null ? Number.POSITIVE_INFINITY : Math.floor((nextChange - now) / 1000)
  const fresh = Math.max(0, Math.min(policy.edge, left))
  const after = Math.max(0, left - fresh)
  const stale = Math.min(policy.staleWhileRevalidate, after)
  const spare = Math.min(policy.staleIfError, after)
  return {
    'Cache-Control': `public, max-age=${Math.max(0, Math.min(policy.browser, left))}${policy.isImmutable ? ', immutable' : ''}`,
    'Cloudflare-CDN-Cache-Control': `public, max-age=${fresh}, stale-while-revalidate=${stale}, stale-if-error=${spare}`,
  }
}
