import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import { isStillTrue } from '../worker/read/next-change.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper

// The worker's own file: the one of the other tests has stores of its own for each request.
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true' }, 'worker/index.ts')
  await paper.put('nile', NILE)
  await paper.put('older', { headline: 'الأقدم', publishedAt: '2026-03-04T10:00:00+03:00' })
  await paper.put('linked', { headline: 'الموصول', section: 'culture' })
})
afterAll(() => paper.close())

const NILE = {
  topics: ['الماء'],
  body: [
    { type: 'paragraph', text: ['اقرأ ', { text: 'الخبر الموصول', href: '/article/linked' }] },
  ],
}
const PAGE = '/article/nile'
const API = '/api/v1/articles/nile'

/** Both answers, once they have been made. */
async function remembered() {
  for (const path of [PAGE, API]) await paper.get(path)
  return { page: await paper.get(PAGE), api: await paper.get(API) }
}

it('an article whose stores say the same is rendered once, and is the same byte for byte', async () => {
  const first = await paper.get(PAGE)
  const second = await paper.get(PAGE)
  expect(first.headers.get('Server-Timing')).not.toContain('render;dur=0.0')
  expect(second.headers.get('Server-Timing')).toContain('render;dur=0.0')
  expect(second.text).toBe(first.text)
  for (const name of ['ETag', 'Content-Security-Policy', 'Cache-Tag', 'Revision']) {
    expect(second.headers.get(name), name).toBe(first.headers.get(name))
  }
  const known = await paper.get(PAGE, { 'If-None-Match': first.headers.get('ETag') ?? '' })
  expect(known.status).toBe(304)
})

const CHANGES: [string, () => Promise<unknown>, wanted: RegExp, gone: RegExp | null][] = [
  [
    'its own text',
    () => paper.put('nile', { ...NILE, headline: 'عنوان جديد' }),
    /عنوان جديد/,
    /ذروته/,
  ],
  [
    'the headline of the next story',
    () => paper.put('older', { headline: 'المصحح', publishedAt: '2026-03-04T10:00:00+03:00' }),
    /المصحح/,
    /الأقدم/,
  ],
  [
    'a new story on its topic',
    () => paper.put('water', { headline: 'عن الماء', topics: ['الماء'], section: 'world' }),
    /عن الماء/,
    null,
  ],
  [
    'a neighbour that is withdrawn',
    () =>
      paper.put('water', {
        headline: 'عن الماء',
        topics: ['الماء'],
        section: 'world',
        status: 'withdrawn',
      }),
    /عنوان جديد/,
    /عن الماء/,
  ],
  [
    'a linked story that is deleted',
    () => paper.kv.delete('article:linked'),
    /الخبر الموصول/,
    /\/article\/linked/,
  ],
]

it.each(CHANGES)('what an isolate remembers ends with %s', async (_what, change, wanted, gone) => {
  await remembered()
  await change()
  const { page, api } = await remembered()
  for (const { text } of [page, api]) {
    expect(wanted.test(text)).toBe(true)
    if (gone) expect(gone.test(text)).toBe(false)
  }
})

it('ends with another site', async () => {
  await remembered()
  const site = JSON.parse((await paper.kv.get('site')) ?? '')
  await paper.kv.put(
    'site',
    JSON.stringify({ ...site, sections: [{ id: 'science', name: 'المعارف' }] }),
  )
  const { page } = await remembered()
  expect(page.text).toContain('المعارف')
  expect(page.text).not.toContain('العلوم')
})

it('does not show what somebody damaged in the catalogue', async () => {
  const { page } = await remembered()
  await paper.d1.prepare(`UPDATE ${T.articles} SET article = 'null' WHERE id = 'nile'`).run()
  expect((await paper.get(PAGE)).text).toBe(page.text)
  expect((await paper.get(PAGE)).status).toBe(200)
})

describe('within a second the catalogue is not asked again', () => {
  const QUARTER = 15 * 60_000
  /** After what sync does meanwhile, and in one quarter of an hour for all tests. */
  const begin = Math.ceil(Date.now() / QUARTER) * QUARTER + 60_000
  const moment = (ms: number) => new Date(begin + ms).toISOString()
  let deployed: Newspaper
  const ask = async (path: string, ms: number, more: Record<string, string> = {}) => {
    const headers = { 'Test-Isolate': 'one', 'Test-Now': moment(ms), ...more }
    const { status, text, cost } = await deployed.get(path, headers)
    return { status, text, trips: cost.d1Trips, reads: cost.kvReads, written: cost.rowsWritten }
  }

  beforeAll(async () => {
    deployed = await startNewspaper({ SETTLE_SECONDS: '0' })
    await deployed.put('nile', NILE)
    await deployed.put('older', { headline: 'الأقدم', publishedAt: '2026-03-04T10:00:00+03:00' })
    await deployed.put('linked', { headline: 'الموصول', section: 'culture' })
    await deployed.tick()
    await deployed.tick()
    for (const path of [PAGE, API]) await ask(path, -5000)
  })
  afterAll(() => deployed.close())

  it('for the page and the API, and is after it', async () => {
    const first = await ask(PAGE, 0)
    expect(first.trips).toBe(1)
    for (const path of [PAGE, API]) {
      expect(await ask(path, 900)).toMatchObject({ status: 200, trips: 0, reads: 1 })
    }
    expect((await ask(PAGE, 900)).text).toBe(first.text)
    expect((await ask(PAGE, 1100)).trips).toBe(1)
    expect((await ask(PAGE, 1999)).trips).toBe(0)
  })

  it('but for what KV has changed, also where KV fails', async () => {
    await ask(PAGE, 3000)
    expect(await ask(PAGE, 3100, { 'Test-KV': 'throw' })).toMatchObject({ status: 200, trips: 1 })
    await deployed.put('nile', { ...NILE, headline: 'عنوان آخر' })
    // Another isolate brings the catalogue in line first: there is nothing left to repair.
    await deployed.get(PAGE, { 'Test-Isolate': 'two', 'Test-Now': moment(3150) })
    const changed = await ask(PAGE, 3200)
    expect(changed.text).toContain('عنوان آخر')
    expect(changed).toMatchObject({ trips: 1, written: 0 })
    await deployed.put('nile', { ...NILE, status: 'withdrawn' })
    expect((await ask(PAGE, 3300)).status).toBe(410)
    await deployed.kv.delete('article:nile')
    expect((await ask(PAGE, 3400)).status).toBe(410)
    await deployed.put('nile', NILE)
    for (const ms of [3500, 3600, 3700]) await ask(PAGE, ms)
    expect((await ask(PAGE, 3800)).trips).toBe(0)
  })

  it('but for a story that appears, in its own moment', async () => {
    const publishedAt = moment(11_000)
    await deployed.put('due', { headline: 'موعود', topics: ['الماء'], publishedAt })
    await deployed.tick()
    expect((await ask(PAGE, 10_300)).trips).toBe(1)
    expect(await ask(PAGE, 10_600)).toMatchObject({ trips: 0 })
    expect((await ask(PAGE, 11_000)).text).toContain('موعود')
  })

  it('but for live stories', async () => {
    await deployed.put('storm', { headline: 'عاصفة', live: { startedAt: moment(0) } })
    await deployed.tick()
    for (const ms of [20_000, 20_100, 20_200]) {
      expect((await ask('/article/storm', ms)).trips).toBe(1)
    }
  })

  it('but where the clock was set back, and locally', async () => {
    await ask(PAGE, 30_000)
    expect((await ask(PAGE, 29_000)).trips).toBe(1)
    const local = await startNewspaper({ LOCAL: 'true' })
    await local.put('nile', NILE)
    const headers = { 'Test-Isolate': 'local', 'Test-Now': moment(0) }
    for (const _ of [1, 2, 3])
      expect((await local.get(PAGE, headers)).cost.d1Trips).toBeGreaterThan(0)
    await local.close()
  })
})

it('the front page ends with a new story', async () => {
  await paper.get('/')
  const before = await paper.get('/')
  expect(before.headers.get('Server-Timing')).toContain('render;dur=0.0')
  await paper.put('newest', { headline: 'أحدث خبر', publishedAt: '2026-03-06T10:00:00+03:00' })
  expect((await paper.get('/')).text).toContain('أحدث خبر')
})

it.each([
  ['at the same moment', '10:00:00Z', '10:00:00Z', null, true],
  ['in the same quarter of an hour', '10:00:00Z', '10:14:59Z', null, true],
  ['in the next one, in which a day may begin', '10:14:59Z', '10:15:00Z', null, false],
  ['an hour later', '10:00:00Z', '11:00:00Z', null, false],
  ['before something appears', '10:00:00Z', '10:04:59Z', '10:05:00Z', true],
  ['when it appears', '10:00:00Z', '10:05:00Z', '10:05:00Z', false],
  ['by a clock that was set back', '10:05:00Z', '10:04:00Z', null, false],
])('is what would be made %s: %s, %s', (_when, madeAt, now, change, wanted) => {
  const at = (time: string) => Date.parse(`2026-03-05T${time}`)
  const nextChange = change === null ? null : at(change)
  expect(isStillTrue({ madeAt: at(madeAt), nextChange }, at(now))).toBe(wanted)
})
