import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanAddress } from '../worker/http/page-parameters.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])
const BIG = new Uint8Array(12_000_000).map((_, index) => index * 7)
BIG.set(PNG)

/** The cache headers, and that what they say is true. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true', SYNC_TOKEN: 'secret' })
  // First: a large body on a connection that was idle for a while may fail.
  await paper.kv.put('media:big.png', BIG)
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

describe('a shared link', () => {
  const LINKS = ['?fbclid=IwAR0', '?utm_source=x&utm_medium=social&gclid=2', '?anything']
  const sync = (edge: string, id: string) =>
    paper.ask('/api/v1/sync', {
      method: 'POST',
      headers: { Authorization: 'Bearer secret', 'Test-Edge': edge },
      body: JSON.stringify({ ids: [id] }),
    })
  const keysOf = ({ headers }: { headers: Headers }) =>
    JSON.parse(headers.get('Test-Edge-Keys') ?? '[]') as string[]

  it('shows the copy of the clean address without a read, and makes no copy of its own', async () => {
    const edge = { 'Test-Edge': 'clean first' }
    const clean = await paper.get('/article/nile-flood', edge)
    expect(clean.cost.kvReads).toBeGreaterThan(0)
    for (const link of LINKS) {
      const shared = await paper.get(`/article/nile-flood${link}`, edge)
      expect(shared.status).toBe(200)
      expect(shared.text).toBe(clean.text)
      expect(shared.cost).toMatchObject({ kvReads: 0, d1Trips: 0 })
      expect(shared.headers.get('ETag')).toBe(clean.headers.get('ETag'))
      expect(shared.headers.get('Cache-Control')).toBe('public, max-age=0')
      expect(keysOf(shared)).toEqual(['/article/nile-flood'])
    }
  })

  it('leaves the copy for all others where it comes first', async () => {
    const edge = { 'Test-Edge': 'shared first' }
    const first = await paper.get('/section/science?fbclid=1&before=&utm_id=7', edge)
    expect(keysOf(first)).toEqual(['/section/science?before='])
    await paper.get('/article/nile-flood?fbclid=1', edge)
    for (const path of ['/article/nile-flood', '/article/nile-flood?fbclid=2']) {
      expect((await paper.get(path, edge)).cost, path).toMatchObject({ kvReads: 0, d1Trips: 0 })
    }
  })

  it('is cleared with the clean address', async () => {
    const edge = { 'Test-Edge': 'purged' }
    await paper.put('purged', { headline: 'قبل' })
    await sync('purged', 'purged')
    await paper.get('/article/purged?fbclid=1', edge)
    await paper.put('purged', { headline: 'بعد التحديث' })
    expect((await paper.get('/article/purged?fbclid=2', edge)).text).not.toContain('بعد التحديث')
    await sync('purged', 'purged')
    for (const path of ['/article/purged?fbclid=3', '/article/purged']) {
      expect((await paper.get(path, edge)).text, path).toContain('بعد التحديث')
    }
  })

  it('takes its parameters along where the address leads elsewhere', async () => {
    const edge = { 'Test-Edge': 'moved' }
    for (const link of ['?fbclid=1', '?fbclid=2&utm_source=//x', '']) {
      const { status, headers } = await paper.get(`/article/NILE-FLOOD${link}`, edge)
      expect(status).toBe(301)
      expect(headers.get('Location')).toBe(`/article/nile-flood${link}`)
    }
  })

  it('is no excuse in the API', async () => {
    const edge = { 'Test-Edge': 'api' }
    expect((await paper.get('/api/v1/articles?fbclid=1', edge)).status).toBe(400)
  })

  it.each([
    ['/page/x?before=1', '/page/x'],
    ['/article/x?before=1', null],
    ['/article/x?', null],
    ['/section/x?before=a.b', null],
    ['/section/x?Before=1&before=a%2Eb&%62efore=c', '/section/x?before=a%2Eb&%62efore=c'],
    ['/?fbclid=1&p=12', '/?p=12'],
    ['/old.php?id=7&utm_source=x', '/old.php?id=7'],
    ['/search?q=%D8%A7+b&fbclid=1', '/search?q=%D8%A7+b'],
    ['/offline?revision=1', null],
    ['/api/v1/front?fbclid=1', null],
    ['/preview/x?expires=1&signature=a&fbclid=1', null],
    ['/article/x?%E0%A4%A=1&&=', '/article/x'],
  ])('of %s is that of %s', (address, clean) => {
    const url = cleanAddress(`https://site.example${address}`)
    expect(url?.href.replace('https://site.example', '') ?? null).toBe(clean)
  })
})

describe('what is not part of the key', () => {
  // https://developers.cloudflare.com/workers/cache/cache-keys/: none of these is in it, or only to
  // keep a poisoned copy from others.
  const HEADERS = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-For': '1.2.3.4',
    'X-Original-URL': '/api/v1/status',
    'X-Rewrite-URL': '/api/v1/status',
    'X-HTTP-Method-Override': 'POST',
    Forwarded: 'host=evil.example;proto=http',
    Origin: 'https://evil.example',
    Referer: 'https://evil.example/',
    Accept: 'application/json',
    'Accept-Language': 'en',
    'Save-Data': 'on',
    Cookie: 'theme=dark; session=1',
    Authorization: 'Bearer secret',
    'User-Agent': 'Googlebot',
    'CF-IPCountry': 'YE',
    'CF-Ray': '0123456789abcdef-SAH',
    'Sec-CH-Prefers-Color-Scheme': 'dark',
    'Sec-Fetch-Mode': 'cors',
    DNT: '1',
  }

  /** To a request with these headers as they are: `fetch` sets some itself, like Host. */
  async function answerTo(path: string, headers: Record<string, string>) {
    const [response] = (await once(
      request(paper.origin + path, { headers }).end(),
      'response',
    )) as [IncomingMessage]
    return {
      status: response.statusCode,
      headers: new Headers(response.headers as Record<string, string>),
      text: Buffer.concat(await response.toArray()).toString('utf8'),
    }
  }

  it.each([...SITE_PATHS, '/sw.js', '/robots.txt', '/schema/article.json', '/article/NILE-FLOOD'])(
    'changes nothing in %s',
    async (path) => {
      const now = { 'Test-Now': '2026-06-01T12:00:00Z' }
      const [plain, odd] = await Promise.all([
        answerTo(path, now),
        answerTo(path, { ...now, ...HEADERS }),
      ])
      expect(odd.status).toBe(plain.status)
      expect(odd.text).toBe(plain.text)
      const shown = ({ headers }: { headers: Headers }) =>
        [...headers].filter(([name]) => !/^(?:test-|server-timing|date|cf-)/.test(name))
      expect(shown(odd)).toEqual(shown(plain))
    },
  )
})

describe('the first sync of another version', () => {
  it('invalidates every page once, and once more 90 seconds later', async () => {
    const told = async (version: string, now: string) => {
      const before = paper.logs().length
      const headers = {
        Authorization: 'Bearer secret',
        'Test-Cache': 'log',
        'Test-Version': version,
        'Test-Now': now,
      }
      await paper.ask('/api/v1/sync', { method: 'POST', headers })
      const lines = paper.logs().slice(before).split('\n')
      return lines.filter((line) => line.startsWith('{"cache"')).map((line) => JSON.parse(line))
    }
    const all = [{ cache: 'invalidate', options: { tags: ['all'] } }]
    for (const minute of ['00', '03', '06']) await told('one', `2027-01-01T10:${minute}:00Z`)
    expect(await told('one', '2027-01-01T10:09:00Z')).toEqual([])
    expect(await told('two', '2027-01-01T10:12:00Z')).toEqual(all)
    expect(await told('two', '2027-01-01T10:12:30Z')).toEqual([])
    expect(await told('two', '2027-01-01T10:14:00Z')).toEqual(all)
    expect(await told('two', '2027-01-01T10:16:00Z')).toEqual([])
  })

  it('leaves pictures alone: their answers do not have that tag', async () => {
    await paper.kv.put('media:dot.png', PNG)
    await paper.kv.put('media:0123456789abcdef/400.jpg', JPEG)
    for (const path of ['/media/dot.png', '/media/0123456789abcdef/400.jpg']) {
      expect((await paper.get(path)).headers.get('Cache-Tag'), path).toMatch(/^m[0-9a-f]{12}$/)
    }
    expect((await paper.get('/')).headers.get('Cache-Tag')).toMatch(/,all$/)
  })
})

describe('a picture', () => {
  it('that was put raw has no ETag: its name stays when its bytes change', async () => {
    await paper.kv.put('media:raw.png', PNG)
    const { headers, status } = await paper.get('/media/raw.png', { 'If-None-Match': '*' })
    expect(status).toBe(200)
    expect(headers.get('ETag')).toBeNull()
    expect(edgeOf({ headers })).toMatch(/^public, max-age=86400, /)
  })

  it('has the revision of its stamp as ETag', async () => {
    const rev = '0123456789abcdef'
    const metadata = { rev, at: '2026-03-05T21:30:00Z' }
    await paper.kv.put('media:stamped.png', PNG, { metadata })
    const first = await paper.get('/media/stamped.png')
    expect(first.headers.get('ETag')).toBe(`W/"${rev}"`)
    const again = await paper.get('/media/stamped.png', { 'If-None-Match': `W/"${rev}"` })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
    expect(again.headers.get('Cache-Tag')).toBe(first.headers.get('Cache-Tag'))
  })

  it('of many megabytes arrives whole, and its head without it', async () => {
    const response = await fetch(`${paper.origin}/media/big.png`)
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(BIG))).toBe(true)
    const head = await paper.ask('/media/big.png', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('Content-Type')).toBe('image/png')
  })
})
