import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isPreviewValid, previewLink } from '../content/model/preview-link.ts'
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
    topics: ['القمر', 'سيرة'],
    authors: [{ name: 'سلمى' }],
    aliases: ['previous-life'],
    ...fields,
  })
  await syncAt(now)
}

async function syncAt(now: string): Promise<void> {
  const headers = { Authorization: 'Bearer secret', 'Test-Now': now }
  const { status } = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers,
    body: '{"ids":["life","claimant"]}',
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
  related: '/article/neighbour',
  'related in the API': '/api/v1/articles/neighbour',
  next: '/article/elder',
  'next in the API': '/api/v1/articles/elder',
}
const COUNTS = { sections: '/api/v1/sections', topics: '/api/v1/topics' }

/** Where the story is shown, and what its own addresses answer. */
async function surfaces(now: string) {
  const headers = { 'Test-Now': now }
  const entries = await Promise.all(
    Object.entries(LISTS).map(
      async ([name, path]) =>
        [name, (await paper.get(path, headers)).text.includes('سيرة خبر')] as const,
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

describe('previews', () => {
  const now = { 'Test-Now': NOON }
  const until = Date.parse(AFTER)

  it('show a draft to everyone with the link, are never cached and never indexed', async () => {
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
    const look = ({ text }: { text: string }, path: string) =>
      text.replaceAll(path.replaceAll('&', '&amp;'), '')
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
      link.replace(/expires=\d+/, 'expires=never'),
      link.replace(/signature=/, 'signature=%00'),
    ]
    for (const path of bad) {
      const answer = await paper.get(path, now)
      expect(answer.status, path).toBe(404)
      expect(look(answer, path)).toBe(look(missing, '/preview/none'))
      expect(answer.cost).toEqual(missing.cost)
      expect(answer.cost).toMatchObject({ kvReads: 1, d1Trips: 0 })
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      expect(answer.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
      expect(answer.headers.get('Cache-Tag')).toBeNull()
    }
  })

  it('verify a signature whatever is wrong with the link', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const good = new URL(await previewLink('life', until, SECRET), 'https://x.example').searchParams
    const expires = good.get('expires') ?? ''
    const signature = good.get('signature') ?? ''
    const valid = (link: { expires: string; signature: string }, at = Date.parse(NOON)) =>
      isPreviewValid('life', link, SECRET, at)
    const answers = [
      await valid({ expires, signature }),
      await valid({ expires, signature }, until),
      await valid({ expires: '', signature }),
      await valid({ expires, signature: '' }),
      await valid({ expires, signature: signature.slice(1) }),
      await valid({ expires: '9'.repeat(40), signature: '='.repeat(43) }),
    ]
    expect(answers).toEqual([true, false, false, false, false, false])
    expect(verify).toHaveBeenCalledTimes(answers.length)
    verify.mockRestore()
  })

  it('show an embargoed and a withdrawn story too, and 404 for one that is not there', async () => {
    for (const fields of [{ publishedAt: AFTER }, { status: 'withdrawn' }]) {
      await live(fields)
      expect((await paper.get(await previewLink('life', until, SECRET), now)).status).toBe(200)
    }
    const answer = await paper.get(await previewLink('nothing', until, SECRET), now)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
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
  const LIFE = {
    headline: 'سيرة خبر',
    topics: ['القمر'],
    authors: [{ name: 'سلمى' }],
    aliases: ['once-life'],
  }
  const seconds = (count: number) => new Date(Date.parse(DAY) + 1000 * count).toISOString()

  it('gets what an update changed, and once more 90 seconds later, and not a third time', async () => {
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
    expect(await told(seconds(289))).toEqual([])
    expect(await told(seconds(291))).toEqual([call])
    expect(await told(seconds(400))).toEqual([])
  })

  it.each([
    ['withdrawn', () => paper.put('life', { ...LIFE, status: 'withdrawn' })],
    ['made a draft again', () => paper.put('life', { ...LIFE, status: 'draft' })],
    ['deleted', () => paper.kv.delete('article:life')],
    ['expired', () => paper.put('life', { ...LIFE, expiresAt: seconds(590) })],
  ])('is purged of what was %s', async (what, end) => {
    await paper.put('life', LIFE)
    await told(seconds(500))
    const tags = [
      await tagsOf('/article/life', seconds(500)),
      await tagsOf('/article/once-life', seconds(500)),
      await tagsOf('/section/science', seconds(500)),
      await tagsOf(`/topic/${encodeURIComponent('القمر')}`, seconds(500)),
      await tagsOf(`/author/${encodeURIComponent('سلمى')}`, seconds(500)),
      'lists',
    ]
    await end()
    if (what === 'expired') await told(seconds(510))
    const calls = await told(seconds(600))
    const purged = calls.find(({ cache }) => cache === 'purge')?.options.tags
    expect(purged).toEqual(expect.arrayContaining(tags))
    expect(calls.length).toBeLessThanOrEqual(3)
    await told(seconds(700))
    expect(await told(seconds(800))).toEqual([])
  })

  it('gets nothing else', async () => {
    await paper.put('life', LIFE)
    const [call, ...more] = await told(seconds(810))
    expect(more).toEqual([])
    expect(call?.options.tags.toSorted()).toEqual(
      [
        await tagsOf('/article/life', DAY),
        await tagsOf('/article/once-life', DAY),
        await tagsOf('/section/science', DAY),
        await tagsOf(`/topic/${encodeURIComponent('القمر')}`, DAY),
        await tagsOf(`/author/${encodeURIComponent('سلمى')}`, DAY),
        'lists',
      ].toSorted(),
    )
    await told(seconds(901))
    expect(await told(seconds(1000))).toEqual([])
  })

  it('finds a story under the tags of every page that leads to it', async () => {
    const own = await tagsOf('/article/life', DAY)
    for (const path of ['/article/neighbour', '/api/v1/articles/neighbour']) {
      const { headers } = await paper.get(path, { 'Test-Now': DAY })
      expect(headers.get('Cache-Tag')?.split(','), path).toContain(own)
    }
  })

  it('gets everything where the site changed', async () => {
    const site = JSON.parse((await paper.kv.get('site')) ?? '')
    await paper.kv.put('site', JSON.stringify({ ...site, tagline: 'النبأ اليقين' }))
    expect(await told(seconds(1010))).toEqual([{ cache: 'invalidate', options: { tags: ['all'] } }])
    await told(seconds(1101))
    expect(await told(seconds(1200))).toEqual([])
  })

  it.each(['throw', 'refuse'])('gets it again when it does %s', async (how) => {
    await paper.put('life', { headline: `تغيّر ${how}` })
    const failed = await told(seconds(1300), how)
    expect(failed.length).toBeGreaterThan(0)
    expect(await told(seconds(1301))).toEqual(failed)
    // The second time may fail as well.
    expect(await told(seconds(1392), how)).toEqual(failed)
    expect(await told(seconds(1393))).toEqual(failed)
    expect(await told(seconds(1500))).toEqual([])
  })

  it('is cleared as a whole where the tags would take more than three calls', async () => {
    await Promise.all(
      Array.from({ length: 45 }, (_, index) =>
        paper.put(`many-${index}`, {
          topics: Array.from({ length: 10 }, (_, topic) => `موضوع ${index} ${topic}`),
        }),
      ),
    )
    await paper.put('neighbour', { status: 'withdrawn' })
    const calls = await told(seconds(2000))
    expect(calls.map(({ cache }) => cache)).toEqual(['purge', 'invalidate'])
    expect(calls[0]?.options.tags).toContain(await tagsOf('/article/neighbour', seconds(2000)))
    expect(calls[1]?.options.tags).toEqual(['all'])
  })

  it('hears first of what is no longer visible, whatever stands in front of it', async () => {
    await told(seconds(2100))
    const { name: table } = (await paper.d1
      .prepare(`SELECT name FROM sqlite_master WHERE name LIKE 'stale%' AND type = 'table'`)
      .first<{ name: string }>()) ?? { name: '' }
    const names = JSON.stringify(
      Array.from({ length: 1200 }, (_, index) => `topic:before-${index}`),
    )
    await paper.d1
      .prepare(
        `INSERT INTO ${table} (name, purge, queued_at) SELECT value, 0, 1 FROM json_each(?1)`,
      )
      .bind(names)
      .run()
    await paper.put('life', { status: 'withdrawn' })
    const [first] = await told(seconds(2300))
    expect(first?.cache).toBe('purge')
    expect(first?.options.tags).toContain(await tagsOf('/article/life', seconds(2300)))
    await told(seconds(2500))
    await told(seconds(2700))
  })

  it('is called five times a minute at most, cron and requests together', async () => {
    await told(seconds(3000))
    const counts = []
    for (let step = 0; step < 8; step += 1) {
      await paper.put('life', { headline: `تغيّر ${step}` })
      counts.push((await told(seconds(3100 + 5 * step))).length)
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 0, 0, 0])
    // Nothing is lost: the next minute has room for it.
    expect((await told(seconds(3161))).length).toBe(1)
  })
})
