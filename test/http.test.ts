import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  await paper.put('nile-flood', { headline: 'فيضان النيل' })
  await paper.put('شط-العرب', { headline: 'شط العرب', aliases: ['shatt'] })
  await paper.kv.put('page:about', JSON.stringify({ title: 'من نحن', body: ['نحن.'] }))
})
afterAll(() => paper.close())

describe('conditional requests', () => {
  it.each(['/', '/article/nile-flood', '/section/science', '/api/v1/articles', '/page/about'])(
    'answers 304 for %s with the same cache headers',
    async (path) => {
      const first = await paper.get(path)
      const etag = first.headers.get('ETag') ?? ''
      expect(etag).toMatch(/^W\/"[\w-]{12}"$/)
      const second = await paper.get(path, { 'If-None-Match': `"other", ${etag}` })
      expect(second.status).toBe(304)
      expect(second.text).toBe('')
      for (const name of ['Cache-Control', 'Cloudflare-CDN-Cache-Control', 'Cache-Tag']) {
        expect(second.headers.get(name)).toBe(first.headers.get(name))
      }
      expect((await paper.get(path, { 'If-None-Match': 'W/"stale"' })).status).toBe(200)
    },
  )

  it('answers HEAD like GET without a body', async () => {
    const [get, head] = await Promise.all([
      paper.get('/article/nile-flood'),
      paper.ask('/article/nile-flood', { method: 'HEAD' }),
    ])
    expect(head.status).toBe(200)
    expect(head.text).toBe('')
    expect(head.headers.get('ETag')).toBe(get.headers.get('ETag'))
  })
})

describe('headers', () => {
  it('caches a page a minute at the edge and tags it', async () => {
    const { headers } = await paper.get('/article/nile-flood')
    expect(headers.get('Cache-Control')).toBe('public, max-age=0')
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toBe(
      'public, max-age=60, stale-while-revalidate=30, stale-if-error=86400',
    )
    expect(headers.get('Cache-Tag')).toMatch(/^(?:a[0-9a-f]{12},)+all$/)
  })

  it('ends at the next boundary of what an answer shows', async () => {
    await paper.put('soon', { publishedAt: '2026-05-01T14:00:00+03:00' })
    const { headers } = await paper.get('/', { 'Test-Now': '2026-05-01T13:59:20+03:00' })
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toMatch(
      /max-age=(?:39|40), stale-while-revalidate=0, stale-if-error=0$/,
    )
    const missing = await paper.get('/article/soon', { 'Test-Now': '2026-05-01T13:59:50+03:00' })
    expect(missing.status).toBe(404)
    expect(missing.headers.get('Cloudflare-CDN-Cache-Control')).toMatch(
      /max-age=(?:9|10), stale-while-revalidate=0, stale-if-error=0$/,
    )
  })

  it('allows nothing unsafe in a page', async () => {
    const { headers } = await paper.get('/')
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
  })

  it('has a policy of its own for static files', async () => {
    const { text } = await paper.get('/')
    const [font = ''] = /\/assets\/font-[\w-]+\.woff2/.exec(text) ?? []
    const { headers, status } = await paper.get(font)
    expect(status).toBe(200)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('says locally what the stores and the rendering took', async () => {
    const { headers } = await paper.get('/article/nile-flood')
    expect(headers.get('Server-Timing')).toMatch(/^kv;dur=[\d.]+;desc="2 reads", d1;.*render;dur=/)
  })
})

describe('addresses', () => {
  const shatt = `/article/${encodeURIComponent('شط-العرب')}`
  it.each([
    ['a trailing slash', '/article/nile-flood/', '/article/nile-flood'],
    ['capitals', '/article/Nile-Flood', '/article/nile-flood'],
    ['needless encoding', '/article/%6eile-flood', '/article/nile-flood'],
    ['a mark of direction', `${shatt}%E2%80%8F`, shatt],
    ['lower-case encoding', shatt.toLowerCase(), shatt],
    ['an alias', '/article/shatt', shatt],
    [
      'an alias in the API',
      '/api/v1/articles/shatt',
      shatt.replace('/article/', '/api/v1/articles/'),
    ],
    ['a section in capitals', '/section/SCIENCE', '/section/science'],
    ['a query that is passed on', '/article/shatt?fbclid=1', `${shatt}?fbclid=1`],
  ])('lead from %s to the one spelling', async (_what, from, to) => {
    const answer = await paper.get(from)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe(to)
    expect((await paper.get(to)).status).toBe(200)
  })

  it('find an id in NFD', async () => {
    await paper.put('café', {})
    const answer = await paper.get(`/article/${encodeURIComponent('café'.normalize('NFD'))}`)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe(`/article/${encodeURIComponent('café')}`)
  })

  it('ignore queries that others add to pages', async () => {
    const [plain, shared] = await Promise.all([
      paper.get('/article/nile-flood'),
      paper.get('/article/nile-flood?fbclid=abc&utm_source=x'),
    ])
    expect(shared.status).toBe(200)
    expect(shared.text).toBe(plain.text)
  })

  it.each([
    '/nothing',
    '/article/none',
    '/section/none',
    '/topic/none',
    '/page/none',
    '/media/none.jpg',
  ])('answer 404 as a page of the site for %s', async (path) => {
    const answer = await paper.get(path)
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('الصفحة غير موجودة')
    expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toBe(
      'public, max-age=30, stale-while-revalidate=0, stale-if-error=0',
    )
  })
})

describe('malformed requests', () => {
  it.each([
    ['broken percent-encoding', '/article/%E0%A4%A', 400],
    ['a null byte', '/article/a%00b', 400],
    ['a line break', '/article/a%0d%0ab', 400],
    ['5,000 characters', `/article/${'a'.repeat(5000)}`, 404],
    ['50,000 characters', `/article/${'a'.repeat(50_000)}`, 414],
    ['200 letters', `/article/${'a'.repeat(200)}`, 404],
    ['dots', '/article/..%2f..%2fsite', 404],
    ['a markup', '/article/%3Cscript%3E', 404],
    ['a bad cursor', '/section/science?before=xyz', 404],
  ])('get a clean answer: %s', async (_what, path, status) => {
    const answer = await paper.get(path)
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('<script>a')
    const title = status === 404 ? 'الصفحة غير موجودة' : 'العنوان غير صالح'
    expect(answer.text).toContain(`>${title}</h1>`)
    expect(answer.cost.d1Trips).toBe(0)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])(
    'refuses %s and says what is allowed',
    async (method) => {
      const answer = await paper.ask('/article/nile-flood', { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('Allow')).toBe('GET, HEAD, OPTIONS')
    },
  )

  it('answers the preflight of a foreign page', async () => {
    const answer = await paper.ask('/api/v1/articles', { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('pictures', () => {
  const png = Uint8Array.from(
    atob(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    ),
    (letter) => letter.charCodeAt(0),
  )
  it('serves a picture that was put raw, with its true type', async () => {
    await paper.kv.put('media:dot.jpg', png)
    const answer = await paper.get('/media/dot.jpg')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('image/png')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300')
  })

  it.each([
    ['a script under a picture’s name', 'evil.jpg', '<script>alert(1)</script>'],
    ['an SVG under a picture’s name', 'evil.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['nothing', 'empty.jpg', ''],
  ])('does not serve %s', async (_what, name, value) => {
    await paper.kv.put(`media:${name}`, value)
    expect((await paper.get(`/media/${name}`)).status).toBe(404)
  })
})
