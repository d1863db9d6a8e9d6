import { brotliCompressSync, constants } from 'node:zlib'
import { parseFeed as parseByRowan } from '@rowanmanning/feed-parser'
import { parseFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { putSampleTexts } from './sample.ts'

/** The feeds as feed readers see them: every parser here was written by others. */
const ORIGIN = 'https://hudhud.example'
const FILES = ['feed.xml', 'atom.xml', 'feed.json']
const enc = encodeURIComponent
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    SETTLE_SECONDS: '0',
    READ_TIMEOUT: '700',
    SYNC_TOKEN: 'secret',
    SYNC_CHANGES: '200',
    SYNC_READS: '200',
  })
  await putSampleTexts(paper)
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(
    SITE_KEY,
    JSON.stringify({ ...site, origin: ORIGIN, imageOrigins: ['https://pictures.example'] }),
  )
  await paper.put('rich', RICH)
  await paper.put('english', {
    headline: 'Signs & <5 letters>',
    language: 'en',
    publishedAt: '2027-01-02T09:00:00Z',
    section: 'culture',
  })
  await paper.put('nfd-café', {
    headline: 'مقهى',
    publishedAt: '2027-01-01T09:00:00Z',
    section: 'culture',
  })
  await sync()
})
afterAll(() => paper.close())

async function sync() {
  const headers = { Authorization: 'Bearer secret', ...NOW }
  const { status } = await paper.ask('/api/v1/sync', { method: 'POST', headers })
  expect(status).toBe(200)
}

const NOW = { 'Test-Now': '2027-03-01T12:00:00Z' }
const RICH = {
  headline: 'ارتفع -5% & «C++» <رقم> ]]>',
  standfirst: 'اتصل على +966 11 123 4567 & غيره',
  section: 'science',
  publishedAt: '2027-01-03T12:00:00+03:00',
  updatedAt: '2027-01-03T15:00:00+03:00',
  topics: ['القمر', 'R&D'],
  authors: [{ name: 'سلمى العطار' }, { name: 'John "J" Smith' }],
  aliases: ['first-name', 'second-name'],
  image: { src: 'نهر.jpg', alt: 'نهر & قارب', width: 1600, height: 900, bytes: 123_456 },
  corrections: [{ at: '2027-01-04T10:00:00Z', kind: 'correction', text: 'كان الرقم خطأ.' }],
  body: [
    'فقرة فيها ]]> وفيها <وسم> و-7 درجات.',
    {
      type: 'paragraph',
      text: [
        'رابط ',
        { text: 'داخلي', href: '/article/english', strong: true },
        { text: ' English', lang: 'en' },
      ],
    },
    {
      type: 'figure',
      src: 'https://pictures.example/map.png',
      alt: 'خريطة',
      caption: 'تعليق',
      credit: 'وكالة',
    },
    { type: 'figure', src: 'https://other.example/spy.png', alt: 'ليس من المواقع المسموحة' },
    { type: 'table', caption: 'جدول', head: ['أ', 'ب'], rows: [['1', '2']] },
    { type: 'fact-box', title: 'صندوق', body: ['سطر'] },
    { type: 'quote', text: 'قول', attribution: 'قائل' },
    { type: 'list', ordered: true, items: ['واحد'] },
    { type: 'gallery', figures: [{ src: 'one.jpg', alt: 'أولى' }] },
    { type: 'embed', url: 'https://video.example/?a=1&b=2', title: 'مقطع' },
    { type: 'heading', text: 'عنوان', level: 3 },
    { type: 'divider' },
  ],
}

interface Seen {
  title?: string
  link?: string
  id?: string
  at?: number
}

const time = (date: string | Date | null | undefined) =>
  date ? new Date(date).getTime() : undefined

/** What each parser makes of a feed. */
const PARSERS: Record<string, (text: string) => Promise<Seen[]>> = {
  feedsmith: async (text) => {
    const { format, feed } = parseFeed(text)
    if (format === 'rss') {
      return (feed.items ?? []).map(({ title, link, guid, pubDate }) => ({
        title,
        link,
        id: guid?.value,
        at: time(pubDate),
      }))
    }
    if (format === 'atom') {
      return (feed.entries ?? []).map(({ title, links, id, published }) => ({
        title: typeof title === 'string' ? title : title?.value,
        link: links?.find(({ rel }) => rel === 'alternate')?.href,
        id,
        at: time(published),
      }))
    }
    if (format !== 'json') throw new Error(`not a feed of ours: ${format}`)
    return (feed.items ?? []).map(({ title, url, id, date_published }) => ({
      title,
      link: url,
      id,
      at: time(date_published),
    }))
  },
  '@rowanmanning/feed-parser': async (text) =>
    parseByRowan(text).items.map(({ title, url, id, published }) => ({
      title: title ?? undefined,
      link: url ?? undefined,
      id: id ?? undefined,
      at: time(published),
    })),
  'rss-parser': async (text) => {
    const { items } = await new Parser().parseString(text)
    return items.map(({ title, link, guid, id, pubDate }) => ({
      title,
      link,
      id: guid ?? (id as string | undefined),
      at: time(pubDate),
    }))
  },
}

/** The parsers of this feed: two of them do not read JSON. */
function parsersFor(text: string) {
  return Object.entries(PARSERS).filter(([name]) => name === 'feedsmith' || !text.startsWith('{'))
}

const LISTS = ['', '/section/science', `/topic/${enc('القمر')}`, `/author/${enc('سلمى-العطار')}`]

describe('three parsers', () => {
  it.each(LISTS)('see in all formats of "%s" the list of the API', async (list) => {
    const [, kind, value] = list.split('/')
    const query = kind ? `&${kind}=${value}` : ''
    const api = (await paper.get(`/api/v1/articles?limit=30${query}`, NOW)).json() as {
      items: { url: string; publishedAt: string }[]
    }
    expect(api.items.length).toBeGreaterThan(0)
    const all: Seen[][] = []
    for (const file of FILES) {
      const { status, text } = await paper.get(`${list}/${file}`, NOW)
      expect(status, file).toBe(200)
      for (const [name, parse] of parsersFor(text)) {
        const seen = await parse(text)
        expect(
          seen.map(({ link }) => link),
          `${name} of ${file}`,
        ).toEqual(api.items.map(({ url }) => url))
        expect(seen.map(({ at }) => at)).toEqual(
          api.items.map(({ publishedAt }) => Date.parse(publishedAt)),
        )
        all.push(seen)
      }
    }
    for (const seen of all) expect(seen).toEqual(all[0])
  })

  it('read signs, isolates and the first id of a renamed story', async () => {
    const { text } = await paper.get('/feed.xml', NOW)
    for (const parse of Object.values(PARSERS)) {
      const rich = (await parse(text)).find(({ link }) => link === `${ORIGIN}/article/rich`)
      expect(rich?.id).toBe(`${ORIGIN}/article/first-name`)
      expect(rich?.title).toBe('ارتفع \u2066-5%\u2069 & «\u2066C++\u2069» <رقم> ]]>')
      const english = (await parse(text)).find(({ link }) => link?.endsWith('/english'))
      expect(english?.title).toBe('Signs & <5 letters>')
    }
  })
})

describe('an item', () => {
  const itemOf = async () => {
    const json = (await paper.get('/feed.json', NOW)).json() as { items: Record<string, string>[] }
    return json.items.find(({ url }) => url === `${ORIGIN}/article/rich`) ?? {}
  }

  it('has the whole text with absolute addresses, and no picture of a stranger', async () => {
    const { content_html: html = '' } = await itemOf()
    expect(html).toContain('<div lang="ar" dir="rtl">')
    expect(html).toContain(
      'فقرة فيها ]]&gt; وفيها &lt;وسم&gt; و<bdi dir="ltr">-7</bdi> درجات.'.replace(
        'و<bdi dir="ltr">-7</bdi>',
        'و-7',
      ),
    )
    expect(html).toContain(`<a href="${ORIGIN}/article/english"><strong>داخلي</strong></a>`)
    expect(html).toContain('<bdi lang="en" dir="ltr"> English</bdi>')
    expect(html).toContain('<figcaption>تعليق <cite>وكالة</cite></figcaption>')
    expect(html).not.toContain('other.example')
    expect(html).toContain('<caption>جدول</caption><thead><tr><th>أ</th>')
    expect(html).toContain(
      `<img src="${ORIGIN}/media/${enc('نهر.jpg')}" alt="نهر &amp; قارب" width="1600" height="900">`,
    )
    expect(html).toContain('كان الرقم خطأ.')
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
      expect(address).toMatch(/^https:\/\//)
    }
  })

  it('says when it was corrected, who wrote it, and what it is about', async () => {
    const item = await itemOf()
    expect(item.date_modified).toBe('2027-01-04T10:00:00.000Z')
    expect(item).toMatchObject({
      authors: [
        { name: 'سلمى العطار', url: `${ORIGIN}/author/${enc('سلمى-العطار')}` },
        { name: 'John "J" Smith' },
      ],
      tags: ['العلوم', 'القمر', 'R&D'],
      language: 'ar',
      image: `${ORIGIN}/media/${enc('نهر.jpg')}`,
      attachments: [{ mime_type: 'image/jpeg', size_in_bytes: 123_456 }],
    })
    const { feed, format } = parseFeed((await paper.get('/feed.xml', NOW)).text)
    if (format !== 'rss') throw new Error(format)
    const rss = feed.items?.find(({ link }) => link === `${ORIGIN}/article/rich`)
    const enclosure = { type: 'image/jpeg', url: item.image, length: 123_456 }
    expect(rss?.enclosures).toMatchObject([enclosure])
    const atom = parseFeed((await paper.get('/atom.xml', NOW)).text)
    if (atom.format !== 'atom') throw new Error(atom.format)
    const entry = atom.feed.entries?.find(({ id }) => id === `${ORIGIN}/article/first-name`)
    const links = entry?.links?.filter(({ rel }) => rel === 'enclosure')
    expect(links).toMatchObject([{ type: 'image/jpeg', href: item.image, length: 123_456 }])
    expect(rss?.content?.encoded).toBe(item.content_html)
    expect(rss?.dc?.creators).toEqual(['سلمى العطار', 'John "J" Smith'])
  })
})

describe('a feed', () => {
  it('answers 304 until something changes', async () => {
    for (const file of FILES) {
      const { headers } = await paper.get(`/${file}`, NOW)
      const later = {
        'Test-Now': '2027-03-01T18:00:00Z',
        'If-None-Match': headers.get('ETag') ?? '',
      }
      expect((await paper.get(`/${file}`, later)).status, file).toBe(304)
    }
  })

  it('is announced by its page', async () => {
    for (const list of LISTS) {
      const { text } = await paper.get(list || '/', NOW)
      for (const file of FILES) expect(text, list).toContain(`href="${list}/${file}"`)
    }
    expect((await paper.get('/article/rich', NOW)).text).toContain('type="application/rss+xml"')
  })

  it('has one address, and none where there is no list', async () => {
    const redirected = await paper.get(`/topic/${enc('القَمر'.normalize('NFD'))}/feed.xml/`, NOW)
    expect(redirected.status).toBe(301)
    expect((await paper.get('/section/Science/feed.xml', NOW)).headers.get('Location')).toBe(
      '/section/science/feed.xml',
    )
    for (const list of [
      '/section/none',
      '/topic/none',
      '/author/none',
      '/section/%20',
      '/topic/***',
    ]) {
      for (const file of FILES)
        expect((await paper.get(`${list}/${file}`, NOW)).status, list).toBe(404)
    }
    expect((await paper.get('/feed.xml?utm_source=x', NOW)).status).toBe(200)
  })

  it('costs one round trip and stays small', async () => {
    const { cost, text } = await paper.get('/feed.xml', NOW)
    expect(cost).toMatchObject({ d1Trips: 1 })
    expect(cost.rowsRead).toBeLessThanOrEqual(1000)
    expect((await PARSERS.feedsmith?.(text))?.length).toBe(30)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 }
    expect(brotliCompressSync(text, { params }).length).toBeLessThanOrEqual(60_000)
  })

  it.each(['throw', 'hang'])(
    'of the site and of a section is shortened when D1 does %s, and says so',
    async (fault) => {
      for (const list of ['', '/section/science']) {
        const whole = await PARSERS.feedsmith?.((await paper.get(`${list}/feed.json`, NOW)).text)
        for (const file of FILES) {
          const answer = await paper.get(`${list}/${file}`, { ...NOW, 'Test-D1': fault })
          expect(answer.status).toBe(200)
          expect(answer.text).toContain('نسخة مختصرة مؤقتًا')
          expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toMatch(/max-age=10\b/)
          expect(answer.cost.waitedOut).toBe(0)
          const seen = await PARSERS.feedsmith?.(answer.text)
          expect(seen?.length).toBeGreaterThan(0)
          expect(seen).toEqual(whole?.slice(0, seen?.length))
        }
      }
      const topic = await paper.get(`/topic/${enc('القمر')}/feed.xml`, { ...NOW, 'Test-D1': fault })
      expect(topic.status).toBe(503)
      expect(topic.headers.get('Retry-After')).toBe('30')
    },
  )
})
