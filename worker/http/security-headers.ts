import { isOrigin } from '../../content/model/site.ts'
import type { RenderedPage } from '../../web/render-page.tsx'

/** For every answer of the worker; dist/assets/_headers has the same for static files. */
export const SECURITY_HEADERS: Record<string, string> = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** An answer that is not a page may load and run nothing, should a browser show it as one. */
export const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** The page's content security policy: its own inline blocks by their hashes, and nothing unsafe. */
export async function pagePolicy(page: RenderedPage, imageOrigins: string[]): Promise<string> {
  const [styles, scripts] = await Promise.all([hashes(page.styles), hashes(page.scripts)])
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts}`,
    `style-src 'self' ${styles}`,
    `img-src ${["'self'", ...imageOrigins.filter(isOrigin)].join(' ')}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

async function hashes(blocks: string[]): Promise<string> {
  return (await Promise.all(blocks.map(hashOf))).join(' ')
}

const known = new Map<string, string>()
/** The static blocks of the few kinds of page; those with a picture's rules are small and go by. */
const MAX_CACHED = 64

async function hashOf(block: string): Promise<string> {
  const cached = known.get(block)
  if (cached !== undefined) return cached
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(block))
  const hash = `'sha256-${new Uint8Array(digest).toBase64()}'`
  if (known.size >= MAX_CACHED) known.clear()
  known.set(block, hash)
  return hash
}
