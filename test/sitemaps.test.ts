import Sitemapper from 'sitemapper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

const ORIGIN = 'https://hudhud.example'
const NOW = { 'Test-Now': '2026-03-20T12:00:00Z' }
const TOKEN = { Authorization: 'Bearer secret' }
let paper: Newspaper
let site: Record<string, unknown>

beforeAll(async () => {
  paper = await startNewspaper({
    SETTLE_SECONDS: '0',
    SYNC_TOKEN: 'secret',
    SYNC_CHANGES: '50',
    READ_TIMEOUT: '700',
  })
  site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  site.origin = ORIGIN
  await paper.put('fresh', {
    headline: 'خبر <5 & اليوم',
    publishedAt: '2026-03-19T21:30:00+03:00',
    image: { src: 'نهر.jpg', alt: 'نهر' },
  })
  await paper.put('translated', {
    publishedAt: '2026-03-01T09:00:00Z',
    corrections: [{ at: '2026-03-02T09:00:00Z', kind: 'update', text: 'أضيف سطر.' }],
    translations: { en: 'in-english', fr: 'draft-one' },
  })
  await paper.put('in-english', { language: 'en-GB', publishedAt: '2026-03-19T09:00:00Z' })
  await paper.put('draft-one', { status: 'draft' })
  await paper.put('old', { publishedAt: '1998-02-28T23:59:59Z' })
  await paper.put('to-come', { publishedAt: '2026-03-20T14:00:00Z' })
  await paper.put('expired', {
    publishedAt: '2025-01-01T00:00:00Z',
    expiresAt: '2026-03-01T00:00:00Z',
  })
  await putSite({})
})
afterAll(() => paper.close())

async function putSite(fields: Record<string, unknown>) {
  await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, ...fields }))
  const { status } = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers: { ...TOKEN, ...NOW },
  })
  expect(status).toBe(200)
}

const local = (url: string) => url.replace(ORIGIN, '')
const datesIn = (xml: string) =>
  [...xml.matchAll(/<lastmod>([^<]*)<\/lastmod>/g)].map(([, date]) => date)
const locs = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url = '']) => url)

describe('the sitemap', () => {
  it('lists every visible article once, by month, within the budget', async () => {
    const index = await paper.get('/sitemap.xml', NOW)
    expect(index.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
    expect(locs(index.text)).toEqual([
      `${ORIGIN}/sitemap/2026-03/1-of-1.xml`,
      `${ORIGIN}/sitemap/1998-02/1-of-1.xml`,
    ])
    expect(index.cost).toMatchObject({ d1Trips: 1 })
    // Of the correction in March, and of the publication in the other month.
    expect(datesIn(index.text)).toEqual(['2026-03-19T18:30:00.000Z', '1998-02-28T23:59:59.000Z'])
    const parts = await Promise.all(locs(index.text).map((url) => paper.get(local(url), NOW)))
    expect(parts.flatMap(({ text }) => locs(text)).toSorted()).toEqual(
      ['fresh', 'in-english', 'old', 'translated'].map((id) => `${ORIGIN}/article/${id}`),
    )
    for (const { cost } of parts) expect(cost.rowsRead).toBeLessThanOrEqual(1000)
  })

  it('says when each last changed, its picture, and its translations that readers may see', async () => {
    const { text } = await paper.get('/sitemap/2026-03/1-of-1.xml', NOW)
    const entry = new RegExp(`<url><loc>${ORIGIN}/article/translated</loc>.*?</url>`).exec(
      text,
    )?.[0]
    expect(entry).toContain('<lastmod>2026-03-02T09:00:00.000Z</lastmod>')
    expect(entry).toContain(`hreflang="en" href="${ORIGIN}/article/in-english"`)
    expect(entry).toContain(`hreflang="ar" href="${ORIGIN}/article/translated"`)
    expect(entry).not.toContain('draft-one')
    expect(text).toContain(
      `<image:loc>${ORIGIN}/media/${encodeURIComponent('نهر.jpg')}</image:loc>`,
    )
  })

  it('dates a month by its newest change, also when the table was lost, and by what has appeared', async () => {
    const march = async (headers = NOW) =>
      datesIn((await paper.get('/sitemap.xml', headers)).text)[0]
    expect(await march({ 'Test-Now': '2026-03-20T14:00:00Z' })).toBe('2026-03-20T14:00:00.000Z')
    await paper.put('in-english', {
      language: 'en-GB',
      publishedAt: '2026-03-19T09:00:00Z',
      updatedAt: '2026-03-20T14:00:00+03:00',
    })
    const headers = { ...TOKEN, ...NOW }
    await paper.ask('/api/v1/sync', { method: 'POST', headers, body: '{"ids":["in-english"]}' })
    expect(await march()).toBe('2026-03-20T11:00:00.000Z')
    await paper.d1.exec(`DROP TABLE ${TABLES.months}`)
    expect(await march()).toBe('2026-03-20T11:00:00.000Z')
  })

  it('is cut to the next moment at which it changes', async () => {
    for (const path of ['/sitemap.xml', '/sitemap/2026-03/1-of-1.xml', '/sitemap-news.xml']) {
      const before = { 'Test-Now': '2026-03-20T13:59:40Z' }
      const { headers, text } = await paper.get(path, before)
      expect(headers.get('Cloudflare-CDN-Cache-Control'), path).toMatch(/max-age=(?:19|20)\b/)
      expect(text).not.toContain('to-come')
    }
    const after = { 'Test-Now': '2026-03-20T14:00:00Z' }
    expect((await paper.get('/sitemap/2026-03/1-of-1.xml', after)).text).toContain('to-come')
    expect((await paper.get('/sitemap-news.xml', after)).text).toContain('to-come')
  })

  it('of news has 48 hours, with name, language and title', async () => {
    const { text } = await paper.get('/sitemap-news.xml', NOW)
    expect(locs(text)).toEqual([`${ORIGIN}/article/fresh`, `${ORIGIN}/article/in-english`])
    expect(text).toContain(
      '<news:publication><news:name>هدهد</news:name><news:language>ar</news:language></news:publication>' +
        '<news:publication_date>2026-03-19T21:30:00+03:00</news:publication_date>' +
        '<news:title>خبر &lt;5 &amp; اليوم</news:title>',
    )
    expect(text).toContain('<news:language>en</news:language>')
    const later = { 'Test-Now': '2026-03-21T18:30:00Z' }
    expect(locs((await paper.get('/sitemap-news.xml', later)).text)).not.toContain(
      `${ORIGIN}/article/fresh`,
    )
  })

  it('is read by a parser that others wrote', async () => {
    await putSite({ origin: paper.origin })
    const { sites, errors } = await new Sitemapper({ timeout: 30_000 }).fetch(
      `${paper.origin}/sitemap.xml`,
    )
    expect(errors).toEqual([])
    expect(sites).toContain(`${paper.origin}/article/old`)
    await putSite({})
  })

  it.each([
    '/sitemap/2026-13/1-of-1.xml',
    '/sitemap/2026-03/2-of-1.xml',
    '/sitemap/2026-03/0-of-1.xml',
    '/sitemap/2026-03/1-of-99.xml',
    '/sitemap/2026-03/x.xml',
    '/sitemap/2026-3/1-of-1.xml',
  ])('answers 404 at %s', async (path) => {
    expect((await paper.get(path, NOW)).status).toBe(404)
  })

  it('says that D1 does not answer', async () => {
    const { status } = await paper.get('/sitemap.xml', { ...NOW, 'Test-D1': 'throw' })
    expect(status).toBe(503)
  })
})

describe('files for robots and people', () => {
  it('robots.txt names the sitemaps and turns away the robots that the site names', async () => {
    await putSite({ crawlers: ['GPTBot', 'CCBot'] })
    expect((await paper.get('/robots.txt', NOW)).text).toBe(
      `User-agent: *\nDisallow: /api/\nDisallow: /preview/\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\n` +
        `Sitemap: ${ORIGIN}/sitemap.xml\nSitemap: ${ORIGIN}/sitemap-news.xml\n`,
    )
  })

  it('llms.txt leads to the sections and to what programs need', async () => {
    const { text } = await paper.get('/llms.txt', NOW)
    expect(text).toMatch(/^# هدهد\n/)
    expect(text).toContain(`- [العلوم](${ORIGIN}/section/science)`)
    for (const [, url = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      expect((await paper.get(local(url), NOW)).status, url).toBe(200)
    }
  })

  it('security.txt and ads.txt are there where the site has what they need', async () => {
    await putSite({})
    for (const path of ['/.well-known/security.txt', '/ads.txt']) {
      expect((await paper.get(path, NOW)).status).toBe(404)
    }
    await putSite({
      securityContact: 'mailto:security@example.com',
      ads: ['example.com, 1, DIRECT'],
    })
    expect((await paper.get('/.well-known/security.txt', NOW)).text).toBe(
      `Contact: mailto:security@example.com\nExpires: 2026-07-01T00:00:00.000Z\nPreferred-Languages: ar, en\nCanonical: ${ORIGIN}/.well-known/security.txt\n`,
    )
    expect((await paper.get('/ads.txt', NOW)).text).toBe('example.com, 1, DIRECT\n')
  })

  it('without an origin nothing is announced', async () => {
    await putSite({ origin: undefined })
    expect((await paper.get('/sitemap.xml', NOW)).status).toBe(404)
    expect((await paper.get('/sitemap-news.xml', NOW)).status).toBe(404)
    expect((await paper.get('/robots.txt', NOW)).text).not.toContain('Sitemap')
    await putSite({})
  })
})
