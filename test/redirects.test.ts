import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createApp } from '../worker/app.ts'
import type { Env } from '../worker/env.ts'
import { pathOfThisSite } from '../worker/http/redirect.ts'
import './worker-bytes.ts'

/** A site with nothing in it, without a runtime: 10,000 requests take seconds. */
const nothing = { results: [], success: true, meta: { rows_read: 0 } }
const database = {
  prepare: () => ({ bind: () => ({}) }),
  batch: async (statements: unknown[]) => statements.map(() => nothing),
}
const env = {
  CONTENT: { getWithMetadata: async () => ({ value: null, metadata: null }) },
  CATALOGUE: { ...database, withSession: () => database },
  // On a busy machine even these may be late.
  READ_TIMEOUT: '60000',
} as unknown as Env & { CONTENT: KVNamespace; CATALOGUE: D1Database }
const context = { waitUntil: () => undefined, passThroughOnException: () => undefined }
const app = createApp(Date.now)
const get = (path: string) => {
  const request = new Request(`https://site.example${path}`)
  return app.request(request, {}, env, context as never)
}

const piece = fc.constantFrom(
  ...['/', '//', '\\', '/\\', '.', '..', '%2f', '%2F%2F', '%5c', '%2e', '%09', '%0a', '%0d', '%00'],
  ...[
    'evil.example',
    '@evil.example',
    'https:',
    'javascript:',
    ':',
    '?',
    '?//',
    '&',
    '=',
    '#',
    ' ',
  ],
  ...[
    '\t',
    '\n',
    '\u00a0',
    '\u3000',
    '\u200f',
    '／',
    'ـ',
    '%',
    '%zz',
    '%d9%81',
    'article',
    'A',
    'é',
  ],
  ...[
    'section',
    'page',
    'topic',
    'api/v1/articles',
    'archive/2026/3/5',
    'preview',
    'media/A.JPG',
    '/',
  ],
)
const oddPath = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ unit: 'grapheme', maxLength: 5 })),
      { maxLength: 9 },
    ),
    // What ends with a slash is led to what does not.
    fc.constantFrom('/', '//', ''),
  )
  .map(([pieces, end]) => `/${pieces.join('')}${end}`)

/** A path of this site, for a browser and for a proxy that joins texts. */
function expectOwnPath(location: string): void {
  expect(location).toMatch(/^\/(?!\/)[!-~]*$/)
  expect(location).not.toMatch(/\\|^[^?]*\/\//)
  expect(new URL(location, 'https://site.example/a/b').origin).toBe('https://site.example')
}

it('makes a path of this site of whatever it is given', () => {
  fc.assert(
    fc.property(oddPath, (path) => expectOwnPath(pathOfThisSite(path))),
    { numRuns: 10_000 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (path) => expectOwnPath(pathOfThisSite(path))),
    { numRuns: 10_000 },
  )
})

it('leads from no address to another site', async () => {
  let redirects = 0
  await fc.assert(
    fc.asyncProperty(oddPath, async (path) => {
      const { status, headers } = await get(path)
      expect(status).toBeLessThan(500)
      const location = headers.get('Location')
      expect(location !== null).toBe(status === 301)
      if (location === null) return
      redirects += 1
      expectOwnPath(location)
    }),
    { numRuns: 1000 },
  )
  expect(redirects).toBeGreaterThan(100)
})

it.each([
  ['//evil.example/', '/evil.example'],
  ['/\\evil.example/', '/evil.example'],
  ['/.//evil.example/', '/evil.example'],
  ['//evil.example//?q=\\/', '/evil.example?q=%5C/'],
  ['/a//b/', '/a/b'],
])('answers %s with a path of this site', async (from, to) => {
  const answer = await get(from)
  expect(answer.status).toBe(301)
  expect(answer.headers.get('Location')).toBe(to)
})
