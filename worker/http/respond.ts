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
  /** The one object that the body is made of, besides the path: then it is made once. */
  madeOf?: object
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
  const body = await madeOnce(c, options.madeOf, async () => {
    const from = performance.now()
    const page = renderPage(definition, { site, path: c.var.path, now })
    meter.renderMs += performance.now() - from
    return { ...bodyOf(page.html), securityPolicy: await pagePolicy(page, site.imageOrigins) }
  })
  const headers = {
    'Content-Security-Policy': body.securityPolicy ?? NO_PAGE_POLICY,
    'Content-Language': definition.language ?? site.language,
    ...(site.origin === undefined && { 'X-Robots-Tag': 'noindex' }),
    ...options.headers,
  }
  return respondBody(c, body, 'text/html; charset=utf-8', { ...options, headers })
}

/** Programs of any origin may read what the API says. */
export const API_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After',
}

export async function respondJson(
  c: Context<AppEnv>,
  value: unknown,
  options: ResponseOptions,
  type = 'application/json; charset=utf-8',
): Promise<Response> {
  const body = await madeOnce(c, options.madeOf, async () => bodyOf(JSON.stringify(value)))
  return respondBody(c, body, type, {
    ...options,
    headers: { ...API_HEADERS, ...options.headers },
  })
}

/**
 * A body with its ETag, or 304 where the client has it already. What was made with another site than
 * the current one is an answer from a fallback, whatever its policy.
 */
export function respond(
  c: Context<AppEnv>,
  text: string,
  type: string,
  options: ResponseOptions,
): Promise<Response> {
  return respondBody(c, bodyOf(text), type, options)
}

async function respondBody(
  c: Context<AppEnv>,
  body: Body,
  type: string,
  { status = 200, policy, ...options }: ResponseOptions,
): Promise<Response> {
  const site = await startedSite(c.var.services)
  const applied = policy && (site === null || site.freshness === 'current' ? policy : FALLBACK)
  const common = responseHeaders(c, { policy: applied, ...options })
  if (status === 200 && policy !== null) {
    body.etag ??= await weakTag(body.bytes)
    common.ETag = body.etag
    if (isNamed(c.req.header('If-None-Match'), body.etag)) {
      return new Response(null, { status: 304, headers: common })
    }
  }
  // Not by Hono, which sets one header after the other.
  return new Response(body.bytes, { status, headers: { ...common, 'Content-Type': type } })
}

interface Body {
  /** Encoded once, for the hash and for the answer. */
  bytes: Uint8Array<ArrayBuffer>
  etag?: string
  /** Of a page. */
  securityPolicy?: string
}

function bodyOf(text: string): Body {
  return { bytes: new TextEncoder().encode(text) }
}

/** By what they are made of, then by path: they go with it. */
const bodies = new WeakMap<object, Map<string, Body>>()

async function madeOnce(
  c: Context<AppEnv>,
  madeOf: object | undefined,
  make: () => Promise<Body>,
): Promise<Body> {
  const { path, pathname } = c.var
  // Anybody may add parameters without end.
  if (madeOf === undefined || path !== pathname) return make()
  const known = bodies.get(madeOf) ?? new Map<string, Body>()
  bodies.set(madeOf, known)
  const body = known.get(path) ?? (await make())
  known.set(path, body)
  return body
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
