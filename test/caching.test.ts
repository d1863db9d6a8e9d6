import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** What the caches are told, and that it is true. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  await paper.put('nile-flood', { topics: ['النيل'], authors: [{ name: 'سلمى' }] })
  await paper.kv.put('page:about', JSON.stringify({ title: 'من نحن', body: ['نحن.'] }))
})
afterAll(() => paper.close())

const edgeOf = ({ headers }: { headers: Headers }) => headers.get('Cloudflare-CDN-Cache-Control')
const SITE_PATHS = [
  '/',
  '/section/science',
  '/article/nile-flood',
  `/topic/${encodeURIComponent('النيل')}`,
  `/author/${encodeURIComponent('سلمى')}`,
  '/archive/2026/03/05',
  '/page/about',
  '/saved',
  '/offline',
  '/manifest.webmanifest',
  '/article/none',
  '/none',
  '/api/v1/articles',
  '/api/v1/articles/nile-flood',
  '/api/v1/front',
  '/api/v1/sections',
  '/api/v1/topics',
]

describe('stale copies', () => {
  it('end 45 s before an article expires', async () => {
    await paper.put('expiring', { expiresAt: '2026-06-01T12:00:00Z' })
    const answer = await paper.get('/article/expiring', { 'Test-Now': '2026-06-01T11:59:15Z' })
    expect(answer.status).toBe(200)
    expect(edgeOf(answer)).toMatch(
      /^public, max-age=4[45], stale-while-revalidate=0, stale-if-error=0$/,
    )
  })

  it.each([...SITE_PATHS, '/robots.txt', '/schema/article.json', '/article/NILE-FLOOD'])(
    'have both limits written: %s',
    async (path) => {
      const answer = await paper.get(path)
      expect(edgeOf(answer)).toMatch(
        /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
      )
    },
  )
})

describe('an answer made with another site than the current one', () => {
  const FALLBACK = 'public, max-age=10, stale-while-revalidate=0, stale-if-error=0'
  let site: string | null
  beforeAll(async () => {
    site = await paper.kv.get('site')
    await paper.get('/')
    await paper.kv.put('site', '{ "name": ')
  })
  afterAll(() => paper.kv.put('site', site ?? ''))

  // This answer shows nothing of the site.
  it.each(SITE_PATHS)('is cached for 10 s: %s', async (path) => {
    const answer = await paper.get(path)
    expect(answer.status).toBeLessThan(500)
    expect(edgeOf(answer)).toBe(FALLBACK)
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=0')
  })
})

describe('an answer that may be cached', () => {
  it.each(['/api/v1/articles/none', '/api/v1/none'])(
    'has nothing of the request that it was made for: %s',
    async (path) => {
      const { status, headers, json } = await paper.get(path)
      expect(status).toBe(404)
      expect(headers.get('Cache-Control')).toBe('public, max-age=10')
      expect(json()).not.toHaveProperty('requestId')
      const refused = await paper.get('/api/v1/articles?limit=x')
      expect(refused.json()).toHaveProperty('requestId')
    },
  )
})
