import { parseFeed } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articleKey, SITE_KEY } from '../content/model/key.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** The page of all corrections and its feeds, in every state of an article. */
const ORIGIN = 'https://hudhud.example'
const FEEDS = ['/corrections/feed.xml', '/corrections/atom.xml', '/corrections/feed.json']
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    SETTLE_SECONDS: '0',
    SYNC_TOKEN: 'secret',
    SYNC_CHANGES: '200',
    SYNC_READS: '200',
  })
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, origin: ORIGIN }))
})
afterAll(() => paper.close())

const at = (moment: string) => ({ 'Test-Now': moment })
const NOON = '2026-03-20T12:00:00Z'

async function sync(moment = NOON) {
  const headers = { Authorization: 'Bearer secret', ...at(moment) }
  const body = '{"ids":["state","many","english","renamed"]}'
  expect((await paper.ask('/api/v1/sync', { method: 'POST', headers, body })).status).toBe(200)
}

const correction = (moment: string, text: string, kind = 'correction') => ({
  at: moment,
  kind,
  text,
})

/** The texts of the corrections on a page, in order. */
async function shown(moment = NOON, path = '/corrections'): Promise<string[]> {
  const { text, status } = await paper.get(path, at(moment))
  expect(status).toBe(200)
  return [...text.matchAll(/<\/h3><p lang="\w+" dir="\w+">([^<]*)<\/p>/g)].map(([, it = '']) => it)
}

/** The same of its feeds, which agree. */
async function inFeeds(moment = NOON): Promise<string[]> {
  const lists = await Promise.all(
    FEEDS.map(async (path) => {
      const { format, feed } = parseFeed((await paper.get(path, at(moment))).text)
      if (format === 'rss') return (feed.items ?? []).map(({ description }) => description)
      if (format === 'atom') {
        return (feed.entries ?? []).map(({ summary }) =>
          typeof summary === 'string' ? summary : summary?.value,
        )
      }
      if (format === 'json') return (feed.items ?? []).map(({ summary }) => summary)
      throw new Error(format)
    }),
  )
  expect(lists[1]).toEqual(lists[0])
  expect(lists[2]).toEqual(lists[0])
  return lists[0] as string[]
}

describe('the corrections', () => {
  it('are none at first', async () => {
    const { status, text } = await paper.get('/corrections', at(NOON))
    expect(status).toBe(200)
    expect(text).toContain('لا تصحيحات منشورة.')
    expect(await inFeeds()).toEqual([])
  })

  it('are listed newest first, by month, and lead to their place in the story and back', async () => {
    await paper.put('نهر', {
      publishedAt: '2026-01-05T09:00:00Z',
      corrections: [
        correction('2026-03-10T09:00:00Z', 'الثاني'),
        correction('2026-02-01T09:00:00Z', 'الأول', 'update'),
        correction('2026-03-10T09:00:00Z', 'معه', 'clarification'),
      ],
    })
    await paper.put('english', {
      headline: 'A river',
      language: 'en',
      publishedAt: '2026-01-05T09:00:00Z',
      corrections: [correction('2026-03-11T09:00:00Z', 'It is the Nile.')],
    })
    await sync()
    const texts = await shown()
    expect(texts.toSorted()).toEqual(['It is the Nile.', 'الأول', 'الثاني', 'معه'].toSorted())
    expect([texts[0], texts[3]]).toEqual(['It is the Nile.', 'الأول'])
    expect(await inFeeds()).toEqual(texts)
    const { text } = await paper.get('/corrections', at(NOON))
    expect([...text.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, month]) => month)).toEqual([
      'مارس 2026',
      'فبراير 2026',
    ])
    const places = [...text.matchAll(/<h3[^>]*><a href="([^"]*)"/g)].map(([, href = '']) => href)
    for (const place of places) {
      const [path = '', fragment = ''] = place.split('#')
      const story = await paper.get(path, at(NOON))
      expect(story.text).toContain(`<p id="${decodeURIComponent(fragment)}">`)
      expect(story.text).toContain('href="/corrections"')
    }
    expect(new Set(places).size).toBe(4)
    expect(text).toContain('type="application/feed+json"')
    expect(text).toContain(`<link rel="canonical" href="${ORIGIN}/corrections"`)
  })

  it('identify themselves in feeds by the first id of the story', async () => {
    const items = async () => {
      const { items } = (await paper.get('/corrections/feed.json', at(NOON))).json() as {
        items: { id: string; url: string; title: string }[]
      }
      return items
    }
    const before = await items()
    expect(before.map(({ title }) => title)).toContain('Correction: A river')
    const value = JSON.parse((await paper.kv.get(articleKey('english'))) ?? '{}')
    await paper.kv.delete(articleKey('english'))
    await paper.kv.put(
      articleKey('renamed'),
      JSON.stringify({ ...value, aliases: ['english'], updatedAt: '2026-03-12T09:00:00Z' }),
    )
    await sync()
    const [first] = await items()
    expect(first?.url).toMatch(new RegExp(`^${ORIGIN}/article/renamed#correction-\\d+-renamed$`))
    expect(first?.id.split('#')[0]).toBe(before[0]?.id.split('#')[0])
  })

  it('cost one round trip, and page by a cursor that shows each once', async () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      correction(new Date(Date.UTC(2025, 0, 1) + index * 1000).toISOString(), `رقم ${index}`),
    )
    await paper.put('many', { publishedAt: '2024-01-01T00:00:00Z', corrections: many })
    await sync()
    const seen: string[] = []
    let path: string | undefined = '/corrections'
    while (path !== undefined) {
      const { text, cost } = await paper.get(path, at(NOON))
      expect(cost.d1Trips).toBe(1)
      expect(cost.rowsRead).toBeLessThanOrEqual(1000)
      seen.push(...(await shown(NOON, path)))
      path = /href="(\/corrections\?before=[^"]*)" rel="next"/.exec(text)?.[1]
    }
    expect(seen.length).toBe(104)
    expect(new Set(seen).size).toBe(104)
    expect(seen.at(-1)).toBe('رقم 0')
    await paper.kv.delete(articleKey('many'))
    await sync()
  })

  it.each(['x', '1.zzzz', '%00', 'a'.repeat(90)])(
    'answers 404 for the cursor %s',
    async (cursor) => {
      expect((await paper.get(`/corrections?before=${cursor}`, at(NOON))).status).toBe(404)
    },
  )

  it('have one address', async () => {
    expect((await paper.get('/corrections/', at(NOON))).headers.get('Location')).toBe(
      '/corrections',
    )
    expect((await paper.get('/corrections?utm_source=x', at(NOON))).status).toBe(200)
    expect((await paper.ask('/corrections', { method: 'POST' })).status).toBe(405)
    expect((await paper.get('/page/none', at(NOON))).text).toContain('href="/corrections"')
  })

  it('say that the catalogue does not answer', async () => {
    for (const path of ['/corrections', ...FEEDS]) {
      expect((await paper.get(path, { ...at(NOON), 'Test-D1': 'throw' })).status).toBe(503)
    }
  })
})

describe('a correction of an article that', () => {
  const fields = {
    publishedAt: '2026-03-01T09:00:00Z',
    corrections: [correction('2026-03-19T09:00:00Z', 'حالة')],
  }
  /** How the page and its feeds answer, with the time that copies have. */
  async function stateAt(moment: string) {
    const isShown = (await shown(moment)).includes('حالة')
    expect((await inFeeds(moment)).includes('حالة')).toBe(isShown)
    const { headers } = await paper.get('/corrections', at(moment))
    const [, age] = /max-age=(\d+)/.exec(headers.get('Cloudflare-CDN-Cache-Control') ?? '') ?? []
    expect(headers.get('Cache-Tag')).toBe('lists,all')
    // The clock goes on while a test runs.
    return { isShown, isCut: Number(age) <= 30 }
  }

  it('is a draft is not shown, and is when it is published', async () => {
    await paper.put('state', { ...fields, status: 'draft' })
    await sync()
    expect(await stateAt(NOON)).toEqual({ isShown: false, isCut: false })
    await paper.put('state', fields)
    await sync()
    expect(await stateAt(NOON)).toEqual({ isShown: true, isCut: false })
  })

  it('is changed has its new words', async () => {
    await paper.put('state', { ...fields, corrections: [correction(NOON, 'كلام آخر')] })
    await sync()
    expect(await shown()).toContain('كلام آخر')
    expect(await shown()).not.toContain('حالة')
    await paper.put('state', { ...fields, corrections: [] })
    await sync()
    expect(await shown()).not.toContain('كلام آخر')
  })

  it('is scheduled appears with it, and no copy outlives that moment', async () => {
    await paper.put('state', { ...fields, publishedAt: '2026-03-20T14:00:00Z' })
    await sync()
    expect(await stateAt('2026-03-20T13:59:30Z')).toEqual({ isShown: false, isCut: true })
    expect(await stateAt('2026-03-20T14:00:00Z')).toEqual({ isShown: true, isCut: false })
  })

  it('is corrected in an hour appears then', async () => {
    await paper.put('state', {
      ...fields,
      corrections: [correction('2026-03-20T13:00:00Z', 'حالة')],
    })
    await sync()
    expect(await stateAt('2026-03-20T12:59:30Z')).toEqual({ isShown: false, isCut: true })
    expect(await stateAt('2026-03-20T13:00:00Z')).toEqual({ isShown: true, isCut: false })
  })

  it('expires disappears with it, before and after sync', async () => {
    await paper.put('state', { ...fields, expiresAt: '2026-03-20T14:00:00Z' })
    await sync()
    expect(await stateAt('2026-03-20T13:59:30Z')).toEqual({ isShown: true, isCut: true })
    expect((await stateAt('2026-03-20T14:00:00Z')).isShown).toBe(false)
    await sync('2026-03-20T14:00:00Z')
    expect((await stateAt('2026-03-20T14:00:00Z')).isShown).toBe(false)
  })

  it.each(['withdrawn', 'deleted'])('is %s is not shown', async (state) => {
    await paper.put('state', fields)
    await sync()
    expect((await stateAt(NOON)).isShown).toBe(true)
    if (state === 'deleted') await paper.kv.delete(articleKey('state'))
    else await paper.put('state', { ...fields, status: 'withdrawn' })
    await sync()
    expect((await stateAt(NOON)).isShown).toBe(false)
    const { results } = await paper.d1
      .prepare(`SELECT count(*) AS count FROM ${TABLES.corrections}`)
      .all()
    expect(results).toEqual([{ count: 4 }])
  })
})
