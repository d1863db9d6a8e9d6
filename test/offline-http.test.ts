import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { Refusal } from '../content/model/refusal.ts'
import { parseSite } from '../content/model/site.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper.close())

const SITE = { name: 'هدهد', sections: [{ id: 'science', name: 'العلوم' }] }
const putSite = (fields: object) => paper.kv.put(SITE_KEY, JSON.stringify({ ...SITE, ...fields }))
afterEach(() => putSite({}))

const ADDRESSES = ['/saved', '/offline', '/sw.js', '/manifest.webmanifest']

describe.each(ADDRESSES)('%s', (path) => {
  it('is asked for again at every visit, and cached a minute at the edge', async () => {
    const { status, headers } = await paper.get(path)
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toBe('public, max-age=0')
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toMatch(/^public, max-age=60,/)
    expect(headers.get('Cache-Tag')).toBe('all')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    const etag = headers.get('ETag') ?? ''
    expect((await paper.get(path, { 'If-None-Match': etag })).status).toBe(304)
  })

  it('ignores queries, and refuses to be written to', async () => {
    const [plain, other] = await Promise.all([paper.get(path), paper.get(`${path}?fbclid=1&x=%3C`)])
    expect(other.status).toBe(200)
    expect(other.text).toBe(plain.text)
    const post = await paper.ask(path, { method: 'POST', body: 'x' })
    expect(post.status).toBe(405)
    expect(post.headers.get('Allow')).toBe('GET, HEAD, OPTIONS')
    expect((await paper.get(`${path}/`)).status).toBe(301)
    expect((await paper.get(`${path}/x`)).status).toBe(404)
  })

  it('costs one read of KV and none of D1', async () => {
    const { cost } = await paper.get(path)
    expect(cost).toMatchObject({ kvReads: 1, d1Trips: 0 })
  })
})

describe.each(['/saved', '/offline'])('%s', (path) => {
  it('is a page of the site that no search engine lists', async () => {
    await putSite({ origin: 'https://hudhud.example' })
    const { text, headers } = await paper.get(path)
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe/)
    expect(text).toContain('<meta name="robots" content="noindex"')
    expect(text).not.toContain('rel="canonical"')
    expect(text).toContain('data-island="stored-stories"')
  })

  it('speaks the language of the site', async () => {
    await putSite({ language: 'en' })
    const { text } = await paper.get(path)
    expect(text).toContain('<html lang="en" dir="ltr">')
    expect(text).toMatch(/<h1>(?:Saved stories|You’re offline)<\/h1>/)
    expect(text).toContain('Turn on JavaScript to see it')
  })
})

describe('the service worker', () => {
  it('may fetch from this paper alone', async () => {
    const { headers } = await paper.get('/sw.js')
    expect(headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
    )
  })

  it('names what it stores at once, and all of it is there', async () => {
    const { text } = await paper.get('/sw.js')
    const [, json = '{}'] = /^self\.settings=(\{.*?\});/.exec(text) ?? []
    const { pages, assets, revision } = JSON.parse(json)
    expect(assets.length).toBeGreaterThan(4)
    for (const path of [...assets, ...Object.values<string>(pages)]) {
      expect((await paper.get(path)).status, path).toBe(200)
    }
    expect(pages.offline).toBe(`/offline?revision=${revision}`)
  })

  it('is another one when the pages that it stores are others, and else the same', async () => {
    const first = await paper.get('/sw.js')
    await paper.put('any', { headline: 'خبر' })
    expect((await paper.get('/sw.js')).text).toBe(first.text)
    await putSite({ name: 'هدهد الجديد' })
    expect((await paper.get('/sw.js')).text).not.toBe(first.text)
  })

  it('gives way to one that clears all away where the site says so', async () => {
    await putSite({ offline: false })
    const { text, status, headers } = await paper.get('/sw.js')
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toBe('public, max-age=0')
    expect(text).toContain('unregister()')
    expect(text).not.toContain('addEventListener(`fetch`')
    expect(text.length).toBeLessThan(600)
    const { text: front } = await paper.get('/')
    expect(front).toContain('{&quot;serviceWorker&quot;:null')
  })

  it('is not guessed at while nobody can say whether it is switched off', async () => {
    const empty = await startNewspaper()
    await empty.kv.delete(SITE_KEY)
    const { status, headers } = await empty.get('/sw.js')
    expect(status).toBe(503)
    expect(headers.get('Cache-Control')).toBe('no-store')
    await empty.close()
  })
})

describe('the manifest', () => {
  it('is made of the site, and linked from every page', async () => {
    await putSite({ tagline: 'نبأ يقين' })
    const answer = await paper.get('/manifest.webmanifest')
    expect(answer.headers.get('Content-Type')).toBe('application/manifest+json; charset=utf-8')
    expect(answer.json()).toMatchObject({
      name: 'هدهد',
      description: 'نبأ يقين',
      lang: 'ar',
      dir: 'rtl',
      start_url: '/',
    })
    const { text } = await paper.get('/')
    expect(text).toContain('<link rel="manifest" href="/manifest.webmanifest"')
  })

  it('names icons that are there, in their true sizes, one to be cut to a shape', async () => {
    const { icons } = (await paper.get('/manifest.webmanifest')).json() as {
      icons: { src: string; sizes: string; purpose?: string }[]
    }
    expect(icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512'])
    expect(icons.map(({ purpose }) => purpose)).toContain('maskable')
    for (const { src, sizes } of icons) {
      const response = await fetch(paper.origin + src)
      const png = new DataView(await response.arrayBuffer())
      expect(`${png.getUint32(16)}x${png.getUint32(20)}`, src).toBe(sizes)
    }
  })
})

describe('the field "offline" of the site', () => {
  it.each(['false', 0, null, 'no'])('refuses %s with what to write instead', (offline) => {
    const refused = () => parseSite(JSON.stringify({ ...SITE, offline }))
    expect(refused).toThrow(Refusal)
    expect(refused).toThrow('write true, or false to switch reading offline off')
  })

  it('is true unless it is said to be false', () => {
    expect(parseSite(JSON.stringify(SITE)).offline).toBe(true)
    expect(parseSite(JSON.stringify({ ...SITE, offline: false })).offline).toBe(false)
  })

  it('stands in the JSON Schema', async () => {
    const { text } = await paper.get('/schema/site.json')
    expect(text).toContain('"offline":{"default":true,"type":"boolean"}')
  })
})
