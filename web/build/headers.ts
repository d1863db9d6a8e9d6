/**
 * The headers of static files. Cloudflare serves these without the worker, and reads the headers from
 * the file `_headers`:
 * https://developers.cloudflare.com/workers/static-assets/headers/
 */
export const ASSET_HEADERS = `/*
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Strict-Transport-Security: max-age=31536000; includeSubDomains
  Cross-Origin-Resource-Policy: same-origin
  Cache-Control: public, max-age=86400
/assets/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
`
