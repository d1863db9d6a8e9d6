import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewLink } from '../content/model/preview-link.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** Every life of an article on every surface, with the clock moved across its boundaries. */
const NOON = '2026-03-10T12:00:00+03:00'
const BEFORE = '2026-03-10T13:59:59+03:00'
const AFTER = '2026-03-10T14:00:00+03:00'
const LATER = '2026-03-11T08:00:00+03:00'
const SECRET = 'a secret of the tests'
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    SETTLE_SECONDS: '0',
    SYNC_CHANGES: '50',
    PREVIEW_SECRET: SECRET,
    SYNC_TOKEN: 'secret',
  })
  await paper.put('neighbour', {
    headline: 'الجار',
    publishedAt: '2026-03-01T10:00:00+03:00',
    topics: ['القمر'],
    related: ['life'],
  })
  await paper.put('elder', {
    headline: 'الأقدم',
    publishedAt: '2026-02-01T10:00:00+03:00',
    topics: ['القمر'],
  })
})
afterAll(() => paper.close())

async function live(fields: Record<string, unknown>, now = NOON): Promise<void> {
  await paper.put('life', {
    headline: 'سيرة خبر',
    publishedAt: '2026-03-10T11:00:00+03:00',
    topics: ['القمر'],
    authors: [{ name: 'سلمى' }],
    ...fields,
  })
  await syncAt(now)
}

async function syncAt(now: string): Promise<void> {
  const headers = { Authorization: 'Bearer secret', 'Test-Now': now }
  const { status } = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers,
    body: '{"ids":["life"]}',
  })
  expect(status).toBe(200)
}

const LISTS: Record<string, string> = {
  front: '/',
  'front API': '/api/v1/front',
  section: '/section/science',
  list: '/api/v1/articles',
  'section list': '/api/v1/articles?section=science',
  topic: `/topic/${encodeURIComponent('القمر')}`,
  author: `/author/${encodeURIComponent('سلمى')}`,
  archive: '/archive/2026/03/10',
  'related and next': '/article/neighbour',
}

/** Where the story is shown, and what its own addresses answer. */
async function surfaces(now: string) {
  const headers = { 'Test-Now': now }
  const entries = await Promise.all(
    Object.entries(LISTS).map(
      async ([name, path]) =>
        [name, (await paper.get(path, headers)).text.includes('سيرة خبر')] as const,
    ),
  )
  const [page, api] = await Promise.all([
    paper.get('/article/life', headers),
    paper.get('/api/v1/articles/life', headers),
  ])
  return {
    shownOn: entries.filter(([, isShown]) => isShown).map(([name]) => name),
    page: page.status,
    api: api.status,
    text: page.text,
  }
}

const EVERYWHERE = Object.keys(LISTS)

it('a draft is nowhere', async () => {
  await live({ status: 'draft' })
  expect(await surfaces(NOON)).toMatchObject({ shownOn: [], page: 404, api: 404 })
})

it('an embargoed story is nowhere until its moment and everywhere from then on, untouched', async () => {
  await live({ publishedAt: AFTER })
  expect(await surfaces(NOON)).toMatchObject({ shownOn: [], page: 404, api: 404 })
  expect(await surfaces(BEFORE)).toMatchObject({ shownOn: [], page: 404, api: 404 })
  expect(await surfaces(AFTER)).toMatchObject({ shownOn: EVERYWHERE, page: 200, api: 200 })
})

it('no cached answer outlives that moment', async () => {
  const at = { 'Test-Now': '2026-03-10T13:59:30+03:00' }
  for (const path of [
    ...Object.values(LISTS).filter((path) => !path.startsWith('/author')),
    '/article/life',
  ]) {
    const edge = (await paper.get(path, at)).headers.get('Cloudflare-CDN-Cache-Control') ?? ''
    expect(edge, path).toMatch(/max-age=(?:29|30)$/)
  }
})

it('a published story is everywhere', async () => {
  await live({})
  expect(await surfaces(NOON)).toMatchObject({ shownOn: EVERYWHERE, page: 200, api: 200 })
})

it('an updated story says so', async () => {
  await live({ headline: 'سيرة خبر، محدّثة', updatedAt: '2026-03-10T11:30:00+03:00' })
  const { text, shownOn } = await surfaces(NOON)
  expect(shownOn).toEqual(EVERYWHERE)
  expect(text).toContain('سيرة خبر، محدّثة')
  expect(text).toContain('حُدّث')
})

it('an expiring story is everywhere until its moment and gone from then on', async () => {
  await live({ expiresAt: AFTER })
  expect(await surfaces(BEFORE)).toMatchObject({ shownOn: EVERYWHERE, page: 200, api: 200 })
  expect(await surfaces(AFTER)).toMatchObject({ shownOn: [], page: 410, api: 410 })
  await syncAt(LATER)
  expect(await surfaces(LATER)).toMatchObject({ shownOn: [], page: 410, api: 410 })
})

it('a withdrawn story answers 410 with the reason', async () => {
  await live({ status: 'withdrawn', reason: 'أُخذ عن مصدر غير صحيح.' })
  const gone = await surfaces(NOON)
  expect(gone).toMatchObject({ shownOn: [], page: 410, api: 410 })
  expect(gone.text).toContain('أُخذ عن مصدر غير صحيح.')
  expect(gone.text).not.toContain('ارتفع منسوب النهر')
})

it('a deleted story answers 410 and is nowhere', async () => {
  await live({})
  await paper.kv.delete('article:life')
  await syncAt(NOON)
  expect(await surfaces(NOON)).toMatchObject({ shownOn: [], page: 410, api: 410 })
})

it('a story put again after its deletion is everywhere', async () => {
  await live({}, LATER)
  expect(await surfaces(LATER)).toMatchObject({
    shownOn: expect.arrayContaining(['front', 'list', 'topic']),
    page: 200,
  })
})

it('a renamed story leads on from its former address; a story of that very id comes first', async () => {
  await paper.put('renamed', { headline: 'الاسم الجديد', aliases: ['former', 'elder'] })
  await syncAt(NOON)
  expect((await paper.get('/article/former')).headers.get('Location')).toBe('/article/renamed')
  expect((await paper.get('/article/elder')).status).toBe(200)
  await paper.put('claimant', {
    headline: 'مدّع',
    aliases: ['former'],
    publishedAt: '2026-03-06T10:00:00+03:00',
  })
  await syncAt(NOON)
  expect((await paper.get('/article/former')).headers.get('Location')).toBe('/article/claimant')
  await paper.kv.delete('article:claimant')
  await syncAt(NOON)
  expect((await paper.get('/article/former')).headers.get('Location')).toBe('/article/renamed')
})

describe('previews', () => {
  const now = { 'Test-Now': NOON }
  const until = Date.parse(AFTER)

  it('show a draft to whoever has the link, are never kept and never indexed', async () => {
    await live({ status: 'draft' })
    const answer = await paper.get(await previewLink('life', until, SECRET), now)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('سيرة خبر')
    expect(answer.text).toContain('معاينة: هذا النص لم يُنشر')
    expect(answer.text).toContain('<meta name="robots" content="noindex"/>')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
    expect(answer.headers.get('Cache-Tag')).toBeNull()
  })

  it('answer a bad link as if there were nothing, and read nothing', async () => {
    const link = await previewLink('life', until, SECRET)
    const missing = await paper.get('/preview/none', now)
    const bad = [
      link.replace('life', 'neighbour'),
      link.replace(/expires=\d+/, `expires=${Math.floor(until / 1000) + 1}`),
      link.slice(0, -2),
      `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      link.replace(/&signature=.*/, ''),
      '/preview/life',
      await previewLink('life', until, 'another secret'),
      await previewLink('life', Date.parse(NOON), SECRET),
      link.replace(/signature=.*/, `signature=${'x'.repeat(4000)}`),
    ]
    for (const path of bad) {
      const answer = await paper.get(path, now)
      expect(answer.status, path).toBe(404)
      expect(answer.text.length).toBe(missing.text.length)
      expect(answer.cost.d1Trips).toBe(0)
      expect(answer.cost.kvReads).toBeLessThanOrEqual(1)
    }
  })
})

describe('the cache in front', () => {
  const told = async (now: string, how = 'log') => {
    const before = paper.logs().length
    const headers = { Authorization: 'Bearer secret', 'Test-Now': now, 'Test-Cache': how }
    await paper.ask('/api/v1/sync', { method: 'POST', headers, body: '{"ids":["life"]}' })
    return paper
      .logs()
      .slice(before)
      .split('\n')
      .filter((line) => line.startsWith('{"cache"'))
      .map((line) => JSON.parse(line) as { cache: string; options: { tags: string[] } })
  }
  const tagsOf = async (path: string, now: string) =>
    (await paper.get(path, { 'Test-Now': now })).headers.get('Cache-Tag')?.split(',')[0] ?? ''
  const DAY = '2026-06-01T10:00:00Z'
  const seconds = (count: number) => new Date(Date.parse(DAY) + 1000 * count).toISOString()

  it('is told what an update changed, and once more 90 seconds later, and not a third time', async () => {
    await told(DAY)
    await told(seconds(100))
    await paper.put('life', {
      headline: 'بعد التحديث',
      topics: ['القمر'],
      authors: [{ name: 'سلمى' }],
    })
    const [call, ...more] = await told(seconds(200))
    expect(more).toEqual([])
    expect(call?.cache).toBe('invalidate')
    expect(call?.options.tags).toEqual(
      expect.arrayContaining([
        await tagsOf('/article/life', DAY),
        await tagsOf('/section/science', DAY),
        await tagsOf(`/topic/${encodeURIComponent('القمر')}`, DAY),
        await tagsOf(`/author/${encodeURIComponent('سلمى')}`, DAY),
        'lists',
      ]),
    )
    expect(await told(seconds(250))).toEqual([])
    expect(await told(seconds(291))).toEqual([call])
    expect(await told(seconds(400))).toEqual([])
  })

  it('is purged of what was withdrawn or deleted', async () => {
    await paper.put('life', { status: 'withdrawn', topics: ['القمر'] })
    const calls = await told(seconds(500))
    expect(calls.map(({ cache }) => cache)).toContain('purge')
    const purged = calls.find(({ cache }) => cache === 'purge')?.options.tags
    expect(purged).toContain(await tagsOf('/article/life', DAY))
    expect(purged).toContain('lists')
  })

  it.each(['throw', 'refuse'])('is told again when it does %s', async (how) => {
    await told(seconds(600))
    await told(seconds(700))
    await told(seconds(800))
    await paper.put('life', { headline: `تغيّر ${how}` })
    const failed = await told(seconds(900), how)
    expect(failed.length).toBeGreaterThan(0)
    const retried = await told(seconds(901))
    expect(retried.length).toBeGreaterThan(0)
    expect(retried[0]?.options.tags).toEqual(failed[0]?.options.tags)
    await told(seconds(1000))
  })

  it('is cleared as a whole where the tags would take more than three calls', async () => {
    await Promise.all(
      Array.from({ length: 45 }, (_, index) =>
        paper.put(`many-${index}`, {
          topics: Array.from({ length: 10 }, (_, topic) => `موضوع ${index} ${topic}`),
        }),
      ),
    )
    const calls = await told(seconds(2000))
    expect(calls).toHaveLength(1)
    expect(calls[0]?.options.tags).toEqual(['all'])
  })
})
