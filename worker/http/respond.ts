import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { PageDefinition } from '../../web/render/page.ts'
import { renderPage } from '../../web/render-page.tsx'
import { ALL_TAG } from '../catalogue/cache-tag.ts'
import type { AppEnv } from '../context.ts'
import { type LoadedSite, startedSite } from '../read/site.ts'
import { type CachePolicy, cacheHeaders, FALLBACK } from './cache-policy.ts'
import { NO_PAGE_POLICY, pagePolicy, SECURITY_HEADERS } from './security-headers.ts'

export interface ResponseOptions {
  status?: ContentfulStatusCode
  /** Null: never cached. */
  policy: CachePolicy | null
  /** When what is shown changes by itself, in milliseconds since 1970; null when never. */
  nextChange?: number | null
  tags?: string[]
  headers?: Record<string, string>
}

/** Renders a page of the site. */
export async function respondPage(
  c: Context<AppEnv>,
  definition: PageDefinition,
  { site }: LoadedSite,
  options: ResponseOptions,
): Promise<Response> {
  const { now, meter } = c.var.services
  const from = performance.now()
  const page = renderPage(definition, { site, path: c.var.path, now })
  meter.renderMs += performance.now() - from
  const headers = {
    'Content-Security-Policy': await pagePolicy(page, site.imageOrigins),
    'Content-Language': definition.language ?? site.language,
    ...(site.origin === undefined && { 'X-Robots-Tag': 'noindex' }),
    ...options.headers,
  }
  return respond(c, page.html, 'text/html; charset=utf-8', { ...options, headers })
}

/** Programs of any origin may read what the API says. */
export const API_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After',
}

export function respondJson(
  c: Context<AppEnv>,
  value: unknown,
  options: ResponseOptions,
  type = 'application/json; charset=utf-8',
): Promise<Response> {
  return respond(c, JSON.stringify(value), type, {
    ...options,
    headers: { ...API_HEADERS, ...options.headers },
  })
}

/**
 * A body with its ETag, or 304 where the client has it already. What was made with another site than
 * the current one is an answer from a fallback, whatever its policy.
 */
export async function respond(
  c: Context<AppEnv>,
  body: string,
  type: string,
  { status = 200, policy, ...options }: ResponseOptions,
): Promise<Response> {
  const site = await startedSite(c.var.services)
  const applied = policy && (site === null || site.freshness === 'current' ? policy : FALLBACK)
  const common = responseHeaders(c, { policy: applied, ...options })
  // Encoded once, for the hash and for the answer.
  const bytes = new TextEncoder().encode(body)
  if (status === 200 && policy !== null) {
    const etag = await weakTag(bytes)
    common.ETag = etag
    if (isNamed(c.req.header('If-None-Match'), etag)) return c.body(null, 304, common)
  }
  return c.body(bytes, status, { ...common, 'Content-Type': type })
}

/** What every answer has in its head. */
export function responseHeaders(
  c: Context<AppEnv>,
  { policy, nextChange = null, tags = [], headers = {} }: ResponseOptions,
): Record<string, string> {
  const { now, settings, meter } = c.var.services
  return {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': NO_PAGE_POLICY,
    ...cacheHeaders(policy, nextChange, now),
    ...(policy !== null && { 'Cache-Tag': [...tags, ALL_TAG].join(',') }),
    ...(settings.local && { 'Server-Timing': meter.serverTiming() }),
    ...headers,
  }
}

/** Weak, because the edge makes it so when it compresses. */
async function weakTag(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', body)
  return `W/"${new Uint8Array(digest).subarray(0, 9).toBase64({ alphabet: 'base64url' })}"`
}

/** Weak comparison, as RFC 9110 section 13.1.2 asks of If-None-Match. */
export function isNamed(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const strong = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => strong(tag) === strong(etag))
}
