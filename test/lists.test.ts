import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boundsOf, dayOf } from '../content/model/date.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  const days = Array.from({ length: 60 }, (_, index) => index)
  await paper.putStamped(
    Object.fromEntries(
      days.map((index) => [
        `story-${index}`,
        {
          headline: `خبر ${index}`,
          section: index % 2 ? 'world' : 'science',
          publishedAt: new Date(Date.UTC(2026, 0, 1, 12) + index * 43_200_000).toISOString(),
          topics: index % 3 ? ['القمر'] : ['القمر', 'الماء'],
          authors: [
            index % 4
              ? { name: 'سلمى العطار', role: 'محررة', place: 'عمّان' }
              : { name: 'نوال بنعيسى' },
          ],
          ...(index % 10 === 0 && { language: 'en' }),
        },
      ]),
    ),
  )
})
afterAll(() => paper.close())

interface Page {
  items: { id: string }[]
  next: string | null
  previous: string | null
}

async function listed(query: string): Promise<number[]> {
  const found: number[] = []
  let cursor = ''
  for (;;) {
    const answer = await paper.get(`/api/v1/articles?limit=7&${query}${cursor}`)
    expect(answer.status, answer.text).toBe(200)
    const { items, next } = answer.json() as Page
    found.push(...items.map(({ id }) => Number(id.replace('story-', ''))))
    if (next === null) return found
    cursor = `&cursor=${next}`
  }
}

/** Every page back from a list's last one to its first, each as its ids. */
async function walkedBack(query: string): Promise<string[][]> {
  const page = async (cursor: string | null) => {
    const answer = await paper.get(
      `/api/v1/articles?limit=13&${query}${cursor === null ? '' : `&cursor=${cursor}`}`,
    )
    expect(answer.status, answer.text).toBe(200)
    return answer.json() as Page
  }
  let current = await page(null)
  expect(current.previous).toBeNull()
  while (current.next !== null) current = await page(current.next)
  const pages = [current.items.map(({ id }) => id)]
  for (let steps = 0; current.previous !== null; steps += 1) {
    expect(steps).toBeLessThan(30)
    current = await page(current.previous)
    pages.push(current.items.map(({ id }) => id))
  }
  return pages
}

const all = Array.from({ length: 60 }, (_, index) => 59 - index)
const encoded = encodeURIComponent

describe('the API’s lists', () => {
  it.each([
    '',
    'section=world',
    'until=2026-01-20T00:00:00Z',
    `topic=${encoded('القمر')}&section=science`,
  ])('lead back to their beginning: %s', async (query) => {
    const pages = await walkedBack(query)
    const forth = (await listed(query)).map((index) => `story-${index}`)
    expect([...new Set(pages.toReversed().flat())]).toEqual(forth)
    // Full pages, without gaps or repetition; the first one may show some of the second again.
    const back = pages.slice(0, -1)
    for (const ids of back.slice(1)) expect(ids).toHaveLength(13)
    expect(new Set(back.flat()).size).toBe(back.flat().length)
  })

  it.each<[string, (index: number) => boolean]>([
    ['', () => true],
    ['section=world', (index) => index % 2 === 1],
    [`topic=${encoded('الماء')}`, (index) => index % 3 === 0],
    [`author=${encoded('نوال بنعيسى')}`, (index) => index % 4 === 0],
    ['language=en', (index) => index % 10 === 0],
    ['language=ar', (index) => index % 10 !== 0],
    ['since=2026-01-11T00:00:00Z', (index) => index >= 19],
    ['until=2026-01-11T00:00:00Z', (index) => index < 19],
    ['since=2026-01-11T12:00:00Z&until=2026-01-12T00:00:00Z', (index) => index === 20],
    ['since=2026-01-11T15:00:00+03:00', (index) => index >= 20],
    [`topic=${encoded('الماء')}&section=world`, (index) => index % 6 === 3],
    [`topic=${encoded('الماء')}&author=${encoded('نوال-بنعيسى')}`, (index) => index % 12 === 0],
    ['section=world&language=en', () => false],
    ['topic=none', () => false],
  ])('hold for "%s" what they should, newest first, over all pages', async (query, isWanted) => {
    expect(await listed(query)).toEqual(all.filter(isWanted))
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=abc',
    'section=A%20B',
    'language=12',
    'since=gestern',
    'topic=***',
    'topic=a&topic=b',
    'q=1',
  ])('refuse "%s" with what to write instead', async (query) => {
    const answer = await paper.get(`/api/v1/articles?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect((answer.json() as { detail: string }).detail).toMatch(/;|must be|is not/)
  })

  it('stay in place while new stories arrive', async () => {
    const first = (await paper.get('/api/v1/articles?limit=5')).json() as Page
    await paper.put('newer', { publishedAt: '2026-02-20T10:00:00Z' })
    const second = (await paper.get(`/api/v1/articles?limit=5&cursor=${first.next}`)).json() as Page
    expect(second.items.map(({ id }) => id)).toEqual(
      [54, 53, 52, 51, 50].map((index) => `story-${index}`),
    )
    await paper.kv.delete('article:newer')
    await paper.get('/')
  })

  it('count the stories of sections and topics, without those to come', async () => {
    const now = { 'Test-Now': '2026-01-16T00:00:00Z' }
    const sections = (await paper.get('/api/v1/sections', now)).json()
    expect(sections).toMatchObject({
      items: [
        { id: 'world', count: 15 },
        { id: 'science', count: 15 },
        { id: 'culture', count: 0 },
      ],
    })
    const topics = (await paper.get('/api/v1/topics', now)).json()
    expect(topics).toMatchObject({
      items: [
        { name: 'القمر', count: 30 },
        { name: 'الماء', count: 10 },
      ],
    })
  })
})

describe('pages of topics, authors and days', () => {
  it('show the newest and lead on to older ones', async () => {
    const path = `/topic/${encoded('القمر')}`
    const { text, status } = await paper.get(path)
    expect(status).toBe(200)
    expect(text).toContain('<h1><bdi>القمر</bdi></h1>')
    expect(text.match(/class="headline"/g)).toHaveLength(24)
    const [, older = ''] = /href="([^"]+)" rel="next"/.exec(text) ?? []
    const second = await paper.get(older)
    expect(second.text).toContain('/article/story-35')
    expect(second.text).not.toContain('/article/story-36"')
  })

  it('lead from a spelling of an author’s name to the one address', async () => {
    const path = `/author/${encoded('سلمى-العطار')}`
    expect((await paper.get(path)).status).toBe(200)
    expect((await paper.get(`${path}/`)).headers.get('Location')).toBe(path)
  })

  it('say who an author is, and how many stories there are', async () => {
    const facts = async (path: string) =>
      /<\/h1><div class="about"><p class="meta">(.*?)<\/p>/.exec((await paper.get(path)).text)?.[1]
    expect(await facts(`/author/${encoded('سلمى-العطار')}`)).toBe('محررة · عمّان · 45 خبرًا')
    expect(await facts(`/author/${encoded('نوال-بنعيسى')}`)).toBe('15 خبرًا')
    expect(await facts(`/topic/${encoded('الماء')}`)).toBe('20 خبرًا')
  })

  it('hold a day of the site’s time zone', async () => {
    const { text, status } = await paper.get('/archive/2026/01/11')
    expect(status).toBe(200)
    const ids = [...new Set(text.match(/story-\d+/g))]
    expect(ids).toEqual(['story-20', 'story-19'])
    expect(text).toContain('href="/archive/2026/01/10"')
    expect(text).toContain('href="/archive/2026/01/12"')
    expect(text).toContain('<p class="meta">22 رجب 1447 هـ</p>')
    // The date of a story leads to its day.
    expect((await paper.get('/article/story-20')).text).toContain('<a href="/archive/2026/01/11">')
    expect((await paper.get('/archive/2026/1/11')).headers.get('Location')).toBe(
      '/archive/2026/01/11',
    )
  })

  it.each([
    '/archive/2026/02/30',
    '/archive/2026/13/01',
    '/archive/2026/00/01',
    '/archive/2999/01/01',
    '/archive/2026/13',
    '/archive/2999/01',
    '/archive/1999/01',
    '/archive/x/y/z',
    `/topic/${'x'.repeat(5000)}`,
    `/topic/${encoded('ق'.repeat(2500))}`,
    '/author/none',
    `/topic/${encoded('القمر')}?before=zzz`,
  ])('answer 404 for %s', async (path) => {
    const answer = await paper.get(path)
    // A longer name than any slug leads to its first letters, which name nothing either.
    const location = answer.headers.get('Location')
    const { status } = location === null ? answer : await paper.get(location)
    expect(status).toBe(404)
  })
})

describe('the page of an address without a story', () => {
  const shown = (text: string) => text.match(/(?<=href="\/article\/)[\w-]+(?=")/g)

  it.each([
    ['an article that never was', '/article/none', 404],
    ['a withdrawn one', '/article/withdrawn', 410],
    ['a draft', '/article/draft', 404],
    ['an address that nothing has', '/none/at/all', 404],
  ])('leads to the three newest visible stories: %s', async (_what, path, status) => {
    await paper.put('withdrawn', { publishedAt: '2026-02-01T00:00:00Z', status: 'withdrawn' })
    await paper.put('draft', { publishedAt: '2026-02-01T00:00:00Z', status: 'draft' })
    await paper.put('scheduled', { publishedAt: '2999-01-01T00:00:00Z' })
    await paper.tick()
    const answer = await paper.get(path)
    expect(answer.status).toBe(status)
    expect(shown(answer.text)).toEqual(['story-59', 'story-58', 'story-57'])
    expect(answer.headers.get('Cache-Tag')).toContain('lists')
  })
})

it.each([
  ['Asia/Riyadh', 2026, 1, 11, '2026-01-10T21:00:00.000Z', 24],
  ['Africa/Cairo', 2026, 4, 24, '2026-04-23T22:00:00.000Z', 23],
  ['Asia/Kathmandu', 2026, 1, 1, '2025-12-31T18:15:00.000Z', 24],
])(
  'knows when a day begins in %s and how long it is',
  (timeZone, year, month, day, from, hours) => {
    const bounds = boundsOf({ year, month, day }, timeZone)
    expect(new Date(bounds?.from ?? 0).toISOString()).toBe(from)
    expect(((bounds?.until ?? 0) - (bounds?.from ?? 0)) / 3_600_000).toBe(hours)
    expect(dayOf(bounds?.from ?? 0, timeZone)).toEqual({ year, month, day })
  },
)
