import type { Context } from 'hono'
import { summaryOf } from '../../content/model/summary.ts'
import {
  badAddressPage,
  errorPage,
  notFoundPage,
  rateLimitedPage,
  unavailablePage,
} from '../../web/pages/message-page.tsx'
import { LISTS_TAG } from '../catalogue/cache-tag.ts'
import type { AppEnv } from '../context.ts'
import { log } from '../log.ts'
import { nextChange as earliest } from '../read/next-change.ts'
import { loadSite } from '../read/site.ts'
import { startedHeadlines } from '../read/started-headlines.ts'
import { RateLimited } from '../stores/rate-limiter.ts'
import { Unavailable } from '../stores/timeout.ts'
import { ABSENCE, type CachePolicy } from './cache-policy.ts'
import { problem } from './problem.ts'
import { RETRY_LIMITED, RETRY_UNAVAILABLE } from './request-limits.ts'
import { respondPage } from './respond.ts'

const RETRY_IN_A_MINUTE = { 'Retry-After': String(RETRY_LIMITED) }
const RETRY = { 'Retry-After': String(RETRY_UNAVAILABLE) }

export function isApi(pathname: string): boolean {
  return pathname.startsWith('/api/')
}

interface Absence {
  /** What would put something at this address. */
  tags?: string[]
  /** When something may appear there by itself. */
  nextChange?: number | null
  /** Null: never cached. */
  policy?: CachePolicy | null
  headers?: Record<string, string>
}

export async function respondNotFound(
  c: Context<AppEnv>,
  { tags = [], nextChange = null, policy = ABSENCE, headers = {} }: Absence = {},
): Promise<Response> {
  if (isApi(c.var.pathname)) {
    const detail = 'nothing is at this address; /api/v1/articles lists the articles'
    return problem(c, 404, detail, { nextChange, headers, ...(policy && { tags }) })
  }
  const { services } = c.var
  const [site, newest] = await Promise.all([loadSite(services), startedHeadlines(services)])
  return respondPage(c, notFoundPage(newest.map((card) => summaryOf(card, site.site))), site, {
    status: 404,
    policy,
    headers,
    nextChange: earliest(services.now, { articles: newest, at: [nextChange] }),
    tags: newest.length > 0 ? [...tags, LISTS_TAG] : tags,
  })
}

/** Answers an address that is malformed. */
export async function respondBadAddress(c: Context<AppEnv>, status: 400 | 414): Promise<Response> {
  const detail = status === 414 ? 'is longer than any address here' : 'is not encoded as UTF-8'
  if (isApi(c.var.path)) return problem(c, status, `the address ${detail}; check it`)
  const site = await loadSite(c.var.services)
  return respondPage(c, badAddressPage(), site, { status, policy: null })
}

/** Not logged: a flood of requests would flood the log too. */
async function respondRateLimited(c: Context<AppEnv>): Promise<Response> {
  const options = { status: 429, policy: null, headers: RETRY_IN_A_MINUTE } as const
  if (isApi(c.var.pathname)) {
    return problem(c, 429, 'too many requests from your address; try again in a minute', options)
  }
  const site = await loadSite(c.var.services)
  return respondPage(c, rateLimitedPage(), site, options)
}

/** Answers for an error. It shows no internals; those are logged. */
export async function respondError(error: Error, c: Context<AppEnv>): Promise<Response> {
  const { requestId, path, services } = c.var
  if (error instanceof RateLimited) return respondRateLimited(c)
  log('request failed', error, { requestId, path })
  const status = error instanceof Unavailable ? 503 : 500
  const headers = status === 503 ? RETRY : {}
  if (isApi(c.var.pathname)) {
    const detail =
      status === 503
        ? `storage is not answering; try again in ${RETRY_UNAVAILABLE} seconds`
        : 'internal error; report the requestId'
    return problem(c, status, detail, { headers })
  }
  const site = await loadSite(services)
  const page = status === 503 ? unavailablePage(requestId) : errorPage(requestId)
  return respondPage(c, page, site, { status, policy: null, headers })
}
