import { afterAll, beforeAll, expect, it } from 'vitest'
import { articleKey, liveKey } from '../content/model/key.ts'
import { planLive } from '../worker/catalogue/live-row.ts'
import { anUpdate, updatesOf } from './live-story.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

/** What else a live story is on: lists, search, feeds, structured data; and what sync costs for it. */
const TOKEN = { Authorization: 'Bearer secret' }
const START = Date.parse('2026-03-05T18:00:00Z')
let clock = START + 3_600_000
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0' })
  await paper.kv.put(
    'site',
    JSON.stringify({
      name: 'هدهد',
      origin: 'https://hudhud.example',
      sections: [{ id: 'science', name: 'العلوم' }],
    }),
  )
  await paper.put('other', { publishedAt: '2026-03-01T10:00:00Z' })
  await putHead()
  await putUpdates(updatesOf(20, START))
  await sync()
  await sync()
})
afterAll(() => paper.close())

const now = () => ({ 'Test-Now': new Date(clock).toISOString() })
const get = (path: string) => paper.get(path, now())
const putHead = (live: Record<string, unknown> = {}) =>
  paper.kv.put(
    articleKey('match'),
    JSON.stringify(
      anArticle({
        headline: 'النهائي لحظة بلحظة',
        publishedAt: '2026-03-05T18:00:00Z',
        placement: 'lead',
        live: { startedAt: '2026-03-05T18:00:00Z', ...live },
      }),
    ),
  )
const putUpdates = (updates: unknown) => paper.kv.put(liveKey('match'), JSON.stringify(updates))
const sync = async () => {
  clock += 120_000
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers: { ...TOKEN, ...now(), 'Test-Cache': 'note' },
  })
  expect(answer.status).toBe(200)
  return answer
}
const purged = async (run: () => Promise<unknown>) => {
  const before = paper.logs().length
  await run()
  const lines =
    paper
      .logs()
      .slice(before)
      .match(/\{"cache":.*\}/g) ?? []
  return lines.flatMap((line) => (JSON.parse(line) as { options: { tags: string[] } }).options.tags)
}
const tagsOf = async (path: string) => (await get(path)).headers.get('Cache-Tag')?.split(',') ?? []

it('is marked on the front page and in its section for as long as it runs', async () => {
  const front = await get('/')
  expect(front.text).toContain('>مباشر<')
  expect(front.text).toMatch(
    /class="newest-update"><a href="\/article\/match\?update=u-20#u-u-20">/,
  )
  expect((await get('/section/science')).text).toContain('>مباشر<')
  const { lead } = (await get('/api/v1/front')).json() as { lead: Record<string, unknown> }
  expect(lead).toMatchObject({
    live: { startedAt: '2026-03-05T18:00:00Z' },
    newestUpdate: { id: 'u-20', title: 'نص التحديث 20.' },
  })
  await putHead({ endedAt: new Date(clock + 600_000).toISOString() })
  await sync()
  expect((await get('/')).text).toContain('>مباشر<')
  clock += 600_000
  expect((await get('/')).text).not.toContain('>مباشر<')
  expect((await get('/section/science')).text).not.toContain('>مباشر<')
  await putHead()
  await sync()
})

it('sync parses no updates that the catalogue has already', () => {
  const facts = {
    liveRevision: 'same',
    liveStampedAt: null,
    liveChangedAt: START,
    liveNewestAt: START,
    liveNewest: JSON.stringify([{ id: 'u-1', at: new Date(START).toISOString(), title: 'نص' }]),
    liveKnownBad: null,
  }
  const text = () => {
    throw new Error('parsed')
  }
  const value = { revision: 'same', stamp: null, text }
  const sighting = { id: 'match', value, facts, now: START + 3_600_000, settleMs: 0 }
  expect(planLive({ ...sighting, by: 'sync' })).toMatchObject({ row: null, updates: null })
  expect(() => planLive({ ...sighting, by: 'reader' })).toThrow('parsed')
})

it('an update clears the tag of the story and of nothing else', async () => {
  clock += 600_000
  for (let run = 0; run < 3; run += 1) await sync()
  await putUpdates(updatesOf(21, START))
  const tags = await purged(sync)
  const [live] = (await tagsOf('/article/match')).filter((tag) => tag.startsWith('l'))
  expect(tags).toEqual([live])
  expect(await tagsOf('/')).toContain(live)
  expect(await tagsOf('/api/v1/articles/match/updates')).toContain(live)
  for (const path of ['/article/other', '/section/science', '/feed.xml']) {
    expect(await tagsOf(path), path).not.toContain(live)
  }
  expect((await get('/')).text).toContain('update=u-21#')
  expect(await purged(sync)).toEqual([live])
  expect(await purged(sync)).toEqual([])
})

it('an update costs a sync run one KV read, at most ten rows and one write of the snapshot', async () => {
  const idle = (await sync()).cost
  const totals = async () => (await paper.get('/test/totals')).json() as Record<string, number>
  const before = await totals()
  const runs = 10
  for (let count = 0; count < runs; count += 1) {
    await putUpdates(updatesOf(22 + count, START))
    await sync()
  }
  // The second time that the last tags are sent.
  await sync()
  const after = await totals()
  const spent = (name: string) => (after[name] ?? 0) - (before[name] ?? 0)
  const rows = (spent('rowsWritten') - idle.rowsWritten * (runs + 1)) / runs
  console.log(`rows written for an update: ${rows}; of an idle run: ${idle.rowsWritten}`)
  expect(rows).toBeLessThanOrEqual(10)
  expect(rows).toBeGreaterThan(1)
  expect(spent('kvWrites')).toBe(runs)
  // What every open page asks for.
  await get('/api/v1/articles/match/updates')
  const { cost } = await get('/api/v1/articles/match/updates')
  expect(cost).toMatchObject({ kvReads: 3, d1Trips: 1 })
  expect(cost.rowsRead).toBeLessThanOrEqual(4)
})

it('asks each store once where there is no story', async () => {
  for (const path of ['/api/v1/articles/none/updates', '/article/none/feed.xml']) {
    const { status, cost } = await get(path)
    expect(status, path).toBe(404)
    expect(cost.kvReads, path).toBeLessThanOrEqual(2)
    expect(cost, path).toMatchObject({ d1Trips: 1, rowsWritten: 0 })
  }
})

it('search finds the head and the newest fifty updates', async () => {
  const many = updatesOf(60, START)
  await putUpdates([
    ...many,
    anUpdate('goal', START + 61 * 60_000, 'سجل المهاجم هدف التعادل برأسية متقنة.'),
    anUpdate('early', START - 60_000, 'وصل الجمهور مبكرًا إلى الملعب الأولمبي.'),
  ])
  for (let run = 0; run < 6; run += 1) await sync()
  const found = async (q: string) => {
    const answer = (await get(`/api/v1/search?q=${encodeURIComponent(q)}`)).json() as {
      items: { id: string; snippet: { text: string } }[]
    }
    return answer.items.map((item) => [item.id, item.snippet.text])
  }
  expect(await found('برأسية')).toEqual([['match', expect.stringContaining('هدف التعادل')]])
  expect(await found('النهائي')).toEqual([['match', expect.any(String)]])
  expect(await found('الأولمبي')).toEqual([])
})

it('has structured data, feeds and a place in the news sitemap', async () => {
  const { text } = await get('/article/match')
  const [, json = '{}'] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text) ?? []
  const [posting] = (JSON.parse(json) as { '@graph': Record<string, unknown>[] })['@graph']
  expect(posting).toMatchObject({
    '@type': 'LiveBlogPosting',
    coverageStartTime: '2026-03-05T18:00:00Z',
  })
  expect((posting?.liveBlogUpdate as unknown[] | undefined)?.[0]).toEqual({
    '@type': 'BlogPosting',
    headline: 'النهائي لحظة بلحظة',
    url: 'https://hudhud.example/article/match?update=goal#u-goal',
    datePublished: '2026-03-05T19:01:00.000Z',
    articleBody: 'سجل المهاجم هدف التعادل برأسية متقنة.',
  })
  expect(text).toContain('href="/article/match/feed.xml"')
  for (const file of ['feed.xml', 'atom.xml', 'feed.json']) {
    const feed = await get(`/article/match/${file}`)
    expect(feed.status, file).toBe(200)
    expect(feed.text).toContain('https://hudhud.example/article/match#u-goal')
    expect(feed.text).toContain('هدف التعادل')
  }
  expect((await get('/article/other/feed.xml')).status).toBe(404)
  expect((await get('/article/none/feed.xml')).status).toBe(404)
  expect((await get('/sitemap-news.xml')).text).toContain('/article/match<')
})

it('the lead shows the newest update of the moment: an edit, and one that was written ahead', async () => {
  const lead = async () => {
    const answer = await get('/api/v1/front')
    const { newestUpdate } = (answer.json() as { lead: { newestUpdate?: { title: string } } }).lead
    return { title: newestUpdate?.title, cache: answer.headers.get('Cloudflare-CDN-Cache-Control') }
  }
  const found = async () =>
    ((await get(`/api/v1/search?q=${encodeURIComponent('مجدول')}`)).json() as { items: unknown[] })
      .items.length
  const updates = updatesOf(20, START)
  await putUpdates(updates.with(-1, { ...anUpdate('u-20', START + 19 * 60_000), body: ['عُدّل.'] }))
  await sync()
  expect((await lead()).title).toBe('عُدّل.')
  const times = Array.from({ length: 14 }, (_, index) => clock + (20 + index) * 60_000)
  await putUpdates([
    ...updates,
    ...times.map((at, index) => anUpdate(`later-${index}`, at, `تحديث مجدول ${index}.`)),
  ])
  await sync()
  expect((await lead()).title).toBe('نص التحديث 20.')
  for (let run = 0; run < 6; run += 1) await sync()
  expect(await found()).toBe(0)
  // A minute before its time, as clocks differ; and no cached front page outlives that.
  clock = (times[0] ?? 0) - 80_000
  expect((await lead()).title).toBe('نص التحديث 20.')
  expect((await lead()).cache).toMatch(/max-age=(?:19|20),/)
  clock = (times[0] ?? 0) - 1000
  expect((await lead()).title).toBe('تحديث مجدول 0.')
  clock = (times[9] ?? 0) - 1000
  expect((await lead()).title).toBe('تحديث مجدول 9.')
  await sync()
  clock = (times[13] ?? 0) - 1000
  expect((await lead()).title).toBe('تحديث مجدول 13.')
  for (let run = 0; run < 8; run += 1) await sync()
  expect(await found()).toBe(1)
  await putUpdates(updates)
  await sync()
})

it('a problem of its updates goes once they are valid, also after its end and in older parts', async () => {
  const problems = async () => {
    const answer = await paper.get('/api/v1/status?problems=true', { ...TOKEN, ...now() })
    const { problems } = answer.json() as { problems: { key: string }[] }
    return problems.map(({ key }) => key)
  }
  await putHead({ parts: 1, endedAt: '2026-03-05T18:30:00Z' })
  await paper.kv.put(liveKey('match', 1), 'x')
  await putUpdates('broken')
  clock += 30 * 3_600_000
  await sync()
  expect((await get('/article/match?order=newest')).status).toBe(200)
  await expect.poll(problems).toEqual([liveKey('match')])
  // Its last good updates lead to the older part.
  expect((await get('/article/match')).status).toBe(200)
  await expect
    .poll(async () => (await problems()).toSorted())
    .toEqual([liveKey('match'), liveKey('match', 1)])
  await putUpdates(updatesOf(3, START))
  await paper.kv.delete(liveKey('match', 1))
  await sync()
  await sync()
  expect(await problems()).toEqual([])
})

/** Every surface that may show the story "life", by its headline or its address. */
const SURFACES = {
  front: '/',
  'front API': '/api/v1/front',
  section: '/section/science',
  list: '/api/v1/articles?section=science',
  topic: `/topic/${encodeURIComponent('تغطيات')}`,
  RSS: '/section/science/feed.xml',
  sitemap: '/sitemap/2026-03/1-of-1.xml',
  'news sitemap': '/sitemap-news.xml',
  search: `/api/v1/search?q=${encodeURIComponent('فريدة')}`,
}
const OWN = ['/article/life', '/api/v1/articles/life', '/api/v1/articles/life/updates']
const iso = (ahead: number) => new Date(clock + ahead).toISOString()
const HOUR = 3_600_000

interface State {
  /** Null: deleted. */
  head: () => Record<string, unknown> | null
  /** What its own addresses answer. */
  status: 200 | 404 | 410
  isOnAir?: boolean
}
const STATES: Record<string, State> = {
  draft: { head: () => ({ status: 'draft' }), status: 404 },
  scheduled: { head: () => ({ publishedAt: iso(HOUR) }), status: 404 },
  planned: { head: () => ({ live: { startedAt: iso(HOUR) } }), status: 200 },
  running: { head: () => ({}), status: 200, isOnAir: true },
  ended: {
    head: () => ({ live: { startedAt: iso(-2 * HOUR), endedAt: iso(-HOUR) } }),
    status: 200,
  },
  withdrawn: { head: () => ({ status: 'withdrawn' }), status: 410 },
  'published again': { head: () => ({}), status: 200, isOnAir: true },
  expired: { head: () => ({ expiresAt: iso(-60_000) }), status: 410 },
  'running again': { head: () => ({}), status: 200, isOnAir: true },
  deleted: { head: () => null, status: 410 },
}

it('is in every state where it belongs, and its updates nowhere else', async () => {
  await putHead({ endedAt: iso(-HOUR) })
  const updates = [anUpdate('one', clock - HOUR, 'جملة فريدة.')]
  await paper.kv.put(liveKey('life'), JSON.stringify(updates))
  for (const [state, { head, status, isOnAir = false }] of Object.entries(STATES)) {
    const fields = head()
    if (fields === null) await paper.kv.delete(articleKey('life'))
    else {
      await paper.put('life', {
        headline: 'سيرة تغطية',
        publishedAt: iso(-2 * HOUR),
        topics: ['تغطيات'],
        live: { startedAt: iso(-2 * HOUR) },
        ...fields,
      })
    }
    for (let run = 0; run < 4; run += 1) await sync()
    const shownOn = []
    for (const [name, path] of Object.entries(SURFACES)) {
      const { text } = await get(path)
      if (/سيرة تغطية|\/article\/life</.test(text)) shownOn.push(name)
    }
    expect([state, shownOn]).toEqual([state, status === 200 ? Object.keys(SURFACES) : []])
    const own = await Promise.all(OWN.map(get))
    expect([state, ...own.map((answer) => answer.status)]).toEqual([state, status, status, status])
    const [page, , answer] = own
    expect((await get('/article/life/feed.xml')).status, state).toBe(status)
    expect(page?.text.includes('جملة فريدة'), state).toBe(status === 200)
    expect(answer?.text.includes('جملة فريدة'), state).toBe(status === 200)
    expect((await get('/')).text.includes('>مباشر<'), state).toBe(isOnAir)
    expect((await get('/section/science')).text.includes('>مباشر<'), state).toBe(isOnAir)
    if (status === 200) {
      const { endedAt } = (await get(OWN[2] ?? '')).json() as { endedAt: string | null }
      expect(endedAt !== null, state).toBe(state === 'ended')
    }
  }
})
