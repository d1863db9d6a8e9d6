import { brotliCompressSync, constants } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { articleKey, liveKey } from '../content/model/key.ts'
import { anUpdate, updatesOf } from './live-story.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

/** The model of live stories and their pages without script, through the worker. */
const START = Date.parse('2026-03-05T18:00:00Z')
const NOW = { 'Test-Now': '2026-03-05T22:00:00Z' }
let paper: Newspaper
let id = ''
let stories = 0

beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper.close())
beforeEach(() => {
  stories += 1
  id = `match-${stories}`
})

async function putHead(live: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) {
  await paper.kv.put(
    articleKey(id),
    JSON.stringify(
      anArticle({
        publishedAt: '2026-03-05T18:00:00Z',
        live: { startedAt: '2026-03-05T18:00:00Z', ...live },
        ...fields,
      }),
    ),
  )
}
const putUpdates = (updates: unknown, part?: number) =>
  paper.kv.put(liveKey(id, part), typeof updates === 'string' ? updates : JSON.stringify(updates))
const get = (query = '', now = NOW) => paper.get(`/article/${id}${query}`, now)
/** The ids of the updates in the list, in their order. */
const shown = (html: string) =>
  [...html.matchAll(/<li class="update[^"]*" id="u-([^"]+)"/g)].map(([, name]) => name)
const hrefOf = (html: string, rel: string) =>
  new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
const reasonsFor = async (key: string) => {
  const { problems } = (await paper.get('/api/v1/status')).json() as {
    problems: { key: string; reasons: string[] }[]
  }
  return problems.find((problem) => problem.key === key)?.reasons.join('\n') ?? ''
}

it('shows its points, the pinned update, then the newest updates', async () => {
  await putHead({ summary: ['فوز بهدفين', 'طرد لاعب'], pinned: 'u-3' })
  const updates = updatesOf(20, START)
  updates[9] = { ...updates[9], kind: 'key', title: 'هدف' } as never
  updates[5] = { ...updates[5], kind: 'correction' } as never
  await putUpdates(updates)
  const { status, text, headers } = await get()
  expect(status).toBe(200)
  expect(headers.get('Cache-Tag')).toMatch(/\bl[0-9a-f]{12}\b/)
  expect(shown(text)).toEqual(Array.from({ length: 15 }, (_, index) => `u-${20 - index}`))
  const places = ['فوز بهدفين', 'تحديث مثبّت', 'نص التحديث 3.', 'الأحدث أولًا', 'نص التحديث 20.']
  const found = places.map((words) => text.indexOf(words))
  expect(found).toEqual(found.toSorted((one, other) => one - other))
  expect(found).not.toContain(-1)
  expect(text).toContain('>مباشر<')
  expect(text).toContain('<strong>حدث رئيسي</strong>')
  expect(text).toContain('<strong>تصحيح</strong>')
  expect(text).toContain(`href="/article/${id}?update=u-20#u-u-20"`)
})

it('is paged without script in both orders, and each page is a copy of its own', async () => {
  await putHead()
  await putUpdates(updatesOf(40, START))
  const first = await get()
  const second = await paper.get(hrefOf(first.text, 'next'), NOW)
  const third = await paper.get(hrefOf(second.text, 'next'), NOW)
  const pages = [first, second, third].map(({ text }) => shown(text))
  expect(pages.flat()).toEqual(Array.from({ length: 40 }, (_, index) => `u-${40 - index}`))
  expect(hrefOf(third.text, 'next')).toBe('')
  expect(hrefOf(second.text, 'prev')).toBe(`/article/${id}`)
  expect(second.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
  const oldest = await get('?order=oldest')
  expect(shown(oldest.text).slice(0, 2)).toEqual(['u-1', 'u-2'])
  const then = await paper.get(hrefOf(oldest.text, 'next'), NOW)
  expect(shown(then.text)[0]).toBe('u-16')
  // What leads to one update shows it first, wherever it stands by now.
  expect(shown((await get('?update=u-7')).text).slice(0, 2)).toEqual(['u-7', 'u-6'])
  for (const odd of ['?before=u-99', '?before=%D8', '?after=..', '?update=a.100', '?order=x']) {
    expect(shown((await get(odd)).text)[0], odd).toBe('u-40')
  }
})

it('reads in its own order once it has ended, and says when that was', async () => {
  await putHead({ endedAt: '2026-03-05T21:00:00Z' })
  await putUpdates(updatesOf(20, START))
  const before = await get('', { 'Test-Now': '2026-03-05T20:30:00Z' })
  expect(shown(before.text)[0]).toBe('u-20')
  expect(before.text).toContain('>مباشر<')
  expect(before.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
  const late = await get('', { 'Test-Now': '2026-03-05T20:59:30Z' })
  expect(late.headers.get('Cloudflare-CDN-Cache-Control')).toMatch(/max-age=(?:29|30),/)
  const { text } = await get()
  expect(shown(text).slice(0, 2)).toEqual(['u-1', 'u-2'])
  // Below it are other stories, which run.
  expect(text.slice(0, text.indexOf('</article>'))).not.toContain('>مباشر<')
  expect(text).toMatch(/انتهت التغطية المباشرة.*00:00/)
  expect(shown((await get('?order=newest')).text)[0]).toBe('u-20')
})

it('shows the last good updates while the value is broken, and the status says why', async () => {
  await putHead()
  await putUpdates(updatesOf(3, START))
  expect(shown((await get()).text)).toEqual(['u-3', 'u-2', 'u-1'])
  const broken: [unknown, RegExp][] = [
    ['[{"id": ', /is not JSON/],
    ['{}', /is not a list of updates/],
    [[{ id: 'u-1', at: 'now', body: [] }], /^\[0\]\.at: .*is not a date/],
    [[anUpdate('u-1', START), anUpdate('u-1', START)], /^\[1\]\.id: "u-1" is the id of another/],
    [updatesOf(10_000, START), /has 10000 updates; move the oldest to "live:<id>:1"/],
    ['ا'.repeat(600_000), /has 1\.2 MB; divide it/],
  ]
  for (const [value, reason] of broken) {
    await putUpdates(value)
    const { status, text } = await get()
    expect(status).toBe(200)
    expect(shown(text), String(reason)).toEqual(['u-3', 'u-2', 'u-1'])
    expect(await reasonsFor(liveKey(id))).toMatch(reason)
  }
  await putUpdates(updatesOf(4, START))
  expect(shown((await get()).text)).toHaveLength(4)
  expect(await reasonsFor(liveKey(id))).toBe('')
})

it('takes heads without updates, updates without a head, and odd times', async () => {
  await putHead({ pinned: 'none' })
  expect((await get()).text).toContain('لم يُنشر أي تحديث بعد')
  id = `alone-${stories}`
  await putUpdates(updatesOf(2, START))
  for (const path of [`/article/${id}`, `/api/v1/articles/${id}/updates`]) {
    const { status, text } = await paper.get(path, NOW)
    expect([status, text], path).toEqual([404, expect.not.stringContaining('نص التحديث')])
  }
  expect(await reasonsFor(liveKey(id))).toBe('')
  id = `odd-${stories}`
  await putHead({ startedAt: '2026-03-05T23:00:00Z' })
  // Half a minute ahead is a clock that differs; ten minutes are not.
  await putUpdates([
    anUpdate('far', Date.parse('2026-03-05T22:10:00Z')),
    anUpdate('near', Date.parse('2026-03-05T22:00:30Z')),
    anUpdate('b', START),
    anUpdate('a', START),
    anUpdate('earlier', Date.parse('1969-07-20T20:17:40Z')),
  ])
  const { text, headers } = await get()
  expect(shown(text)).toEqual(['near', 'b', 'a', 'earlier'])
  expect(text).toContain('تبدأ التغطية المباشرة')
  // It appears a minute before its time, as clocks differ.
  const soon = await get('', { 'Test-Now': '2026-03-05T22:08:40Z' })
  expect(soon.headers.get('Cloudflare-CDN-Cache-Control')).toMatch(/max-age=(?:19|20),/)
  expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
})

it('goes on in older parts, also where an update has moved there', async () => {
  await putHead({ parts: 2 })
  const all = updatesOf(40, START)
  await putUpdates(all.slice(0, 10), 1)
  await putUpdates(all.slice(10, 25), 2)
  await putUpdates(all.slice(20))
  const seen: (string | undefined)[] = []
  for (let path = `/article/${id}`; path !== ''; ) {
    const { text } = await paper.get(path, NOW)
    seen.push(...shown(text))
    path = hrefOf(text, 'next')
  }
  expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => `u-${40 - index}`))
  expect(shown((await get('?before=u-22.2')).text)[0]).toBe('u-21')
  expect(shown((await get('?update=u-5')).text)[0]).toBe('u-5')
  expect(shown((await get('?order=oldest')).text).slice(0, 12)).toContain('u-12')
  await putUpdates('broken', 2)
  expect(shown((await get('?before=u-21')).text)[0]).toBe('u-10')
  expect(await reasonsFor(liveKey(id, 2))).toMatch(/is not JSON/)
})

it('hides links to stories that readers may not see', async () => {
  await paper.put('hidden', { status: 'draft' })
  await paper.put('open')
  await putHead()
  const link = (to: string) => ({ type: 'paragraph', text: [{ text: to, href: `/article/${to}` }] })
  await putUpdates([{ ...anUpdate('u-1', START), body: [link('hidden'), link('open')] }])
  const { text } = await get()
  expect(text).toContain('href="/article/open"')
  expect(text).not.toContain('href="/article/hidden"')
})

it('answers from the last good updates where KV fails, and from KV where D1 does', async () => {
  await putHead()
  await putUpdates(updatesOf(2, START))
  await get()
  const noKv = await get('', { ...NOW, 'Test-KV': `throw ${liveKey(id)}` } as never)
  expect(shown(noKv.text)).toEqual(['u-2', 'u-1'])
  expect(noKv.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=10')
  const noD1 = await get('', { ...NOW, 'Test-D1': 'throw' } as never)
  expect(shown(noD1.text)).toEqual(['u-2', 'u-1'])
})

interface Answer {
  updates: { id: string; revision: string; html: string; body: string[] }[]
  newest: { id: string; revision: string }[]
  next: string | null
  isCut: boolean
  isWhole: boolean
  endedAt: string | null
}
const ask = async (query = '') => {
  const answer = await paper.get(`/api/v1/articles/${id}/updates${query}`, NOW)
  return { ...answer, value: answer.json() as Answer }
}

it('answers what is newer than an update, and the revisions of what readers have', async () => {
  await putHead()
  const updates = updatesOf(60, START)
  await putUpdates(updates)
  const { value, headers, status } = await ask('?since=u-58')
  expect(status).toBe(200)
  expect(value.updates.map((update) => update.id)).toEqual(['u-60', 'u-59'])
  expect(value.newest).toHaveLength(50)
  expect(value).toMatchObject({ isCut: false, isWhole: false, endedAt: null })
  expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=15,')
  expect(headers.get('Cache-Tag')).toMatch(/\bl[0-9a-f]{12}\b.*\ba[0-9a-f]{12}\b/)
  // The page has the same HTML and the same revision.
  const { text } = await get()
  const [newest] = value.updates
  expect(text).toContain(`data-revision="${newest?.revision}"`)
  const words = (html = '') => html.replaceAll('5 مارس 2026، ', '')
  expect(words(text)).toContain(words(newest?.html))
  const known = { 'If-None-Match': headers.get('ETag') ?? '' }
  const again = { ...NOW, ...known }
  const address = `/api/v1/articles/${id}/updates?since=u-58`
  expect((await paper.get(address, again)).status).toBe(304)
  // An edit and a deletion, not at the top.
  const edited = updates.filter((update) => update.id !== 'u-40')
  const [changedId, body] = [edited[45]?.id ?? '', ['صُحّح.']]
  edited[45] = { ...anUpdate(changedId, START + 46 * 60_000), body }
  await putUpdates(edited)
  const later = await ask('?since=u-60')
  expect(later.value.updates).toEqual([])
  const ids = later.value.newest.map((update) => update.id)
  expect(ids).not.toContain('u-40')
  const before = new Map(value.newest.map((update) => [update.id, update.revision]))
  const changed = later.value.newest.filter(
    (update) => (before.get(update.id) ?? update.revision) !== update.revision,
  )
  expect(changed.map((update) => update.id)).toEqual([changedId])
})

it('runs until its planned end', async () => {
  await putHead({ endedAt: '2026-03-05T23:00:00Z' })
  await putUpdates(updatesOf(3, START))
  const running = await ask()
  expect(running.value.endedAt).toBeNull()
  expect(running.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=15,')
  const ended = await paper.get(`/api/v1/articles/${id}/updates`, {
    'Test-Now': '2026-03-05T23:30:00Z',
  })
  expect((ended.json() as Answer).endedAt).toBe('2026-03-05T23:00:00Z')
  await putHead()
})

it('can be walked through to its end, also when what a program has was deleted', async () => {
  await putHead({ endedAt: '2026-03-05T21:00:00Z', parts: 1 })
  await putUpdates(updatesOf(120, START).slice(60))
  await putUpdates(updatesOf(60, START), 1)
  const ids: string[] = []
  for (let query: string | null = ''; query !== null; ) {
    const { value, headers } = await ask(query)
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=60')
    ids.push(...value.updates.map((update) => update.id))
    query = value.next && `?before=${value.next}`
  }
  expect(ids).toEqual(Array.from({ length: 120 }, (_, index) => `u-${120 - index}`))
  const gone = await ask('?since=deleted')
  expect(gone.value.updates).toHaveLength(50)
  expect(gone.value).toMatchObject({ isCut: true, isWhole: false })
})

it('says what is wrong with a question, and where there are no updates', async () => {
  await putHead()
  for (const [query, reason] of [
    ['?since=', /since is not the id of an update/],
    ['?since=A%20b', /since is not the id/],
    ['?before=x.y', /before is not a place/],
    ['?since=a&before=b', /not both/],
    ['?limit=3', /is not a parameter; use since, before/],
  ] as const) {
    const { status, text } = await ask(query)
    expect([status, text], query).toEqual([400, expect.stringMatching(reason)])
  }
  await paper.put('plain')
  const plain = await paper.get('/api/v1/articles/plain/updates', NOW)
  expect([plain.status, plain.text]).toEqual([404, expect.stringContaining('has no updates')])
  expect((await paper.get('/api/v1/articles/none/updates', NOW)).status).toBe(404)
  await putHead({}, { status: 'withdrawn', reason: 'خبر غير دقيق' })
  expect((await ask()).status).toBe(410)
})

it('needs no more than 14 KB for the first 15 updates', async () => {
  await putHead({ summary: ['نقطة أولى', 'نقطة ثانية', 'نقطة ثالثة'], pinned: 'u-2' })
  await putUpdates(updatesOf(15, START, 40))
  const { text } = await get()
  const end = text.indexOf('</ol>')
  const size = (html: string) =>
    brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length
  expect(end).toBeGreaterThan(0)
  expect(size(text.slice(0, end))).toBeLessThanOrEqual(14_000)
})

it('is described by a JSON Schema, and the API says that an article is one', async () => {
  await putHead({ summary: ['نقطة'] })
  const schema = (await paper.get('/schema/live.json')).json() as { type: string; items: unknown }
  expect(schema).toMatchObject({ type: 'array', maxItems: 1000 })
  const answer = (await paper.get(`/api/v1/articles/${id}`, NOW)).json() as { live: unknown }
  expect(answer.live).toEqual({ startedAt: '2026-03-05T18:00:00Z', summary: ['نقطة'] })
})
