import { beforeAll, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { AFTER, BEFORE, LATER, live, NOON, paper, startLife, syncAt } from './one-life.ts'

/** Every life of an article on every surface, with the clock moved across its boundaries. */
startLife()
// Sitemaps have absolute addresses only.
beforeAll(async () => {
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, origin: 'https://hudhud.example' }))
})

const LISTS: Record<string, string> = {
  front: '/',
  'front API': '/api/v1/front',
  section: '/section/science',
  list: '/api/v1/articles',
  'section list': '/api/v1/articles?section=science',
  topic: `/topic/${encodeURIComponent('القمر')}`,
  author: `/author/${encodeURIComponent('سلمى')}`,
  archive: '/archive/2026/03/10',
  'topic list': `/api/v1/articles?topic=${encodeURIComponent('القمر')}`,
  'author list': `/api/v1/articles?author=${encodeURIComponent('سلمى')}`,
  'list of a time': '/api/v1/articles?since=2026-03-10T00:00:00Z&until=2026-03-11T00:00:00Z',
  'language list': '/api/v1/articles?language=ar',
  RSS: '/feed.xml',
  Atom: '/atom.xml',
  'JSON Feed': '/feed.json',
  'section feed': '/section/science/feed.xml',
  'topic feed': `/topic/${encodeURIComponent('القمر')}/atom.xml`,
  'author feed': `/author/${encodeURIComponent('سلمى')}/feed.json`,
  sitemap: '/sitemap/2026-03/1-of-1.xml',
  'news sitemap': '/sitemap-news.xml',
  related: '/article/neighbour',
  'related in the API': '/api/v1/articles/neighbour',
  next: '/article/elder',
  'next in the API': '/api/v1/articles/elder',
}
/** Its headline, or its address in a sitemap. */
const SHOWS = /سيرة خبر|\/article\/life<\/loc>/
const COUNTS = { sections: '/api/v1/sections', topics: '/api/v1/topics' }

/** Where the story is shown, and what its own addresses answer. */
async function surfaces(now: string) {
  const headers = { 'Test-Now': now }
  const entries = await Promise.all(
    Object.entries(LISTS).map(
      async ([name, path]) => [name, SHOWS.test((await paper.get(path, headers)).text)] as const,
    ),
  )
  const [page, api, alias, sections, topics] = await Promise.all([
    paper.get('/article/life', headers),
    paper.get('/api/v1/articles/life', headers),
    paper.get('/article/previous-life', headers),
    paper.get(COUNTS.sections, headers),
    paper.get(COUNTS.topics, headers),
  ])
  type Counts = { items: { id?: string; slug?: string; count: number }[] }
  const count = (answer: { json(): unknown }, of: string) =>
    (answer.json() as Counts).items.find(({ id, slug }) => (id ?? slug) === of)?.count ?? 0
  return {
    // Of the other stories two are of this section, and two have this topic.
    counted: [count(sections, 'science') - 2, count(topics, 'القمر') - 2, count(topics, 'سيرة')],
    alias: alias.status,
    shownOn: entries.filter(([, isShown]) => isShown).map(([name]) => name),
    page: page.status,
    api: api.status,
    text: page.text,
  }
}

const EVERYWHERE = Object.keys(LISTS)
const SHOWN = { shownOn: EVERYWHERE, counted: [1, 1, 1], page: 200, api: 200, alias: 301 }
const NOWHERE = { shownOn: [], counted: [0, 0, 0] }
const UNKNOWN = { ...NOWHERE, page: 404, api: 404, alias: 404 }
/** Its previous address leads to the page that says so. */
const GONE = { ...NOWHERE, page: 410, api: 410, alias: 301 }

it('a draft is nowhere, and nothing says that it was once it is deleted', async () => {
  await live({ status: 'draft' })
  expect(await surfaces(NOON)).toMatchObject(UNKNOWN)
  await paper.kv.delete('article:life')
  expect(await surfaces(NOON)).toMatchObject(UNKNOWN)
  await syncAt(NOON)
  expect(await surfaces(NOON)).toMatchObject(UNKNOWN)
})

it('an embargoed story that is deleted before its moment never was', async () => {
  await live({ publishedAt: AFTER })
  await paper.kv.delete('article:life')
  await syncAt(NOON)
  expect(await surfaces(AFTER)).toMatchObject(UNKNOWN)
})

it('an embargoed story is nowhere until its moment and everywhere from then on, untouched', async () => {
  await live({ publishedAt: AFTER })
  expect(await surfaces(NOON)).toMatchObject(UNKNOWN)
  expect(await surfaces(BEFORE)).toMatchObject(UNKNOWN)
  expect(await surfaces(AFTER)).toMatchObject(SHOWN)
})

/** What may change at a moment: every surface, and the addresses where nothing was. */
async function expectCut(now: string): Promise<void> {
  for (const path of [
    ...Object.values(LISTS),
    ...Object.values(COUNTS),
    '/article/life',
    '/api/v1/articles/life',
    '/article/previous-life',
  ]) {
    const { headers, status } = await paper.get(path, { 'Test-Now': now })
    expect(headers.get('Cloudflare-CDN-Cache-Control'), path).toMatch(
      /max-age=(?:19|20), stale-while-revalidate=0, stale-if-error=0$/,
    )
    const browser = status === 200 ? 0 : 10
    expect(headers.get('Cache-Control'), path).toBe(`public, max-age=${browser}`)
  }
}
const SHORTLY_BEFORE = '2026-03-10T13:59:40+03:00'

it('no cached answer outlives that moment, nor one that says there is nothing', async () => {
  await live({ publishedAt: AFTER })
  await expectCut(SHORTLY_BEFORE)
})

it('a story embargoed for days is on the front page of its moment, though nobody touches KV', async () => {
  await live({ publishedAt: '2026-03-14T14:00:00+03:00' })
  for (const day of [11, 12, 13, 14]) await syncAt(`2026-03-${day}T12:00:00+03:00`)
  const front = async (now: string) => {
    const { text, cost } = await paper.get('/', { 'Test-Now': now })
    expect(cost.d1Trips).toBe(0)
    return text.includes('سيرة خبر')
  }
  expect(await front('2026-03-14T13:59:59+03:00')).toBe(false)
  expect(await front('2026-03-14T14:00:00+03:00')).toBe(true)
})

it('many stories that wait for their moment leave the present ones in their places', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `waiting-${index}`)
  await Promise.all(
    many.map((id) =>
      paper.put(id, { headline: 'ينتظر', publishedAt: AFTER, placement: 'lead', breaking: true }),
    ),
  )
  await live({ placement: 'lead', breaking: true })
  await syncAt(NOON)
  expect(await surfaces(NOON)).toMatchObject(SHOWN)
  for (const path of ['/', '/section/science']) {
    const before = await paper.get(path, { 'Test-Now': BEFORE })
    expect(before.text).toContain('سيرة خبر')
    expect(before.text).toContain('الجار')
    expect(before.text).not.toContain('ينتظر')
    expect((await paper.get(path, { 'Test-Now': AFTER })).text).toContain('ينتظر')
  }
  await Promise.all(many.map((id) => paper.kv.delete(`article:${id}`)))
  for (let step = 0; step < 3; step += 1) await syncAt(NOON)
})

it('a published story is everywhere', async () => {
  await live({})
  expect(await surfaces(NOON)).toMatchObject(SHOWN)
})

it('an updated story says so', async () => {
  await live({ headline: 'سيرة خبر، محدّثة', updatedAt: '2026-03-10T11:30:00+03:00' })
  const { text, ...shown } = await surfaces(NOON)
  expect(shown).toMatchObject(SHOWN)
  expect(text).toContain('سيرة خبر، محدّثة')
  expect(text).toContain('حُدّث')
})

it('an expiring story is everywhere until its moment and gone from then on', async () => {
  await live({ expiresAt: AFTER })
  expect(await surfaces(BEFORE)).toMatchObject(SHOWN)
  await expectShownUntil()
  expect(await surfaces(AFTER)).toMatchObject(GONE)
  await syncAt(LATER)
  expect(await surfaces(LATER)).toMatchObject(GONE)
})

/** As expectCut, where the story itself is still there and its previous address leads to it for good. */
async function expectShownUntil(): Promise<void> {
  const headers = { 'Test-Now': SHORTLY_BEFORE }
  const paths = [...Object.values(LISTS), ...Object.values(COUNTS), '/article/life']
  for (const path of paths) {
    const edge = (await paper.get(path, headers)).headers.get('Cloudflare-CDN-Cache-Control')
    expect(edge, path).toMatch(/max-age=(?:19|20), stale-while-revalidate=0, stale-if-error=0$/)
  }
}

it('the pages of a topic and an author end with their only story', async () => {
  await live({ expiresAt: AFTER, kicker: 'وحيد' })
  for (const path of [LISTS.author ?? '', `/topic/${encodeURIComponent('سيرة')}`]) {
    expect((await paper.get(path, { 'Test-Now': BEFORE })).status, path).toBe(200)
    expect((await paper.get(path, { 'Test-Now': AFTER })).status, path).toBe(404)
  }
})

it('a withdrawn story answers 410 with the reason', async () => {
  await live({ status: 'withdrawn', reason: 'أُخذ عن مصدر غير صحيح.' })
  const gone = await surfaces(NOON)
  expect(gone).toMatchObject(GONE)
  const api = (await paper.get('/api/v1/articles/life', { 'Test-Now': NOON })).json()
  expect(api).toMatchObject({ status: 410, detail: 'أُخذ عن مصدر غير صحيح.' })
  expect(gone.text).toContain('أُخذ عن مصدر غير صحيح.')
  expect(gone.text).not.toContain('ارتفع منسوب النهر')
})

it('a deleted story answers 410 and is nowhere', async () => {
  await live({})
  await paper.kv.delete('article:life')
  await syncAt(NOON)
  // Nobody claims its previous address any more.
  expect(await surfaces(NOON)).toMatchObject({ ...GONE, alias: 404 })
})

it('a story put again after its deletion is everywhere', async () => {
  await live({}, LATER)
  expect(await surfaces(LATER)).toMatchObject({
    shownOn: expect.arrayContaining(['front', 'list', 'topic']),
    page: 200,
  })
})

it('a renamed story leads on from its previous address; a story of that very id comes first', async () => {
  await paper.put('renamed', { headline: 'الاسم الجديد', aliases: ['previous', 'elder'] })
  await syncAt(NOON)
  expect((await paper.get('/article/previous')).headers.get('Location')).toBe('/article/renamed')
  expect((await paper.get('/article/elder')).status).toBe(200)
  await paper.put('claimant', {
    headline: 'مدّع',
    aliases: ['previous'],
    publishedAt: '2026-03-06T10:00:00+03:00',
  })
  await syncAt(NOON)
  expect((await paper.get('/article/previous')).headers.get('Location')).toBe('/article/claimant')
  await paper.kv.delete('article:claimant')
  await syncAt(NOON)
  expect((await paper.get('/article/previous')).headers.get('Location')).toBe('/article/renamed')
})

it('a draft claims no previous address, and an embargoed story not before its moment', async () => {
  const at = async (now: string) =>
    (await paper.get('/article/previous', { 'Test-Now': now })).headers.get('Location')
  await paper.put('claimant', { aliases: ['previous'], status: 'draft' })
  await syncAt(NOON)
  expect(await at(NOON)).toBe('/article/renamed')
  await paper.put('claimant', { aliases: ['previous'], publishedAt: AFTER })
  await syncAt(NOON)
  expect(await at(BEFORE)).toBe('/article/renamed')
  expect(await at(AFTER)).toBe('/article/claimant')
  await paper.kv.delete('article:claimant')
  await syncAt(NOON)
})
