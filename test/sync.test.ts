import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewLink } from '../content/model/preview-link.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0' })
})
afterAll(() => paper.close())

async function post(
  body: string,
  headers: Record<string, string> = { Authorization: 'Bearer secret' },
) {
  return paper.ask('/api/v1/sync', { method: 'POST', headers, body })
}

async function problems(): Promise<string> {
  const headers = { Authorization: 'Bearer secret' }
  return (await paper.get('/api/v1/status?problems=true', headers)).text
}

async function setProgress(attempting: { id: string; tries: number }[]): Promise<void> {
  const progress = { cursor: null, after: '', startedAt: 0, passedAt: 0, attempting }
  await paper.d1
    .prepare(`INSERT INTO ${TABLES.state} (name, value) VALUES ('progress', ?1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
    .bind(JSON.stringify(progress))
    .run()
}

describe('a request for sync', () => {
  it('takes the named ids first', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => paper.put(`early-${index}`)))
    await paper.put('zzz-named')
    const answer = await post('{"ids":["zzz-named"]}')
    expect(answer.json()).toMatchObject({ done: false, applied: 5 })
    expect((await paper.get('/api/v1/articles?limit=100')).text).toContain('zzz-named')
  })

  it('names the ids that found no room, and takes them the next time', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => paper.put(`wanted-${index}`)))
    const ids = Array.from({ length: 8 }, (_, index) => `wanted-${index}`)
    const first = (await post(JSON.stringify({ ids }))).json() as { ids: string[]; cursor: string }
    expect(first.ids).toHaveLength(3)
    const second = (await post(JSON.stringify(first))).json() as { ids: string[]; refused: number }
    expect(second.ids).toEqual([])
  })

  it.each([
    ['no token', '{}', {}, 401],
    ['a wrong token', '{}', { Authorization: 'Bearer secrets' }, 401],
    ['no JSON', '{', undefined, 400],
    ['ids that are none', '{"ids":["A b"]}', undefined, 400],
    ['a cursor that is not ours', '{"cursor":"x"}', undefined, 400],
    ['a list', '[]', undefined, 400],
  ])('is refused with %s', async (_what, body, headers, status) => {
    const answer = await post(body, headers as Record<string, string> | undefined)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
  })
})

describe('a value that ends runs', () => {
  it('is tried alone, then named as a problem, and taken again once it changes', async () => {
    await paper.put('killer', { headline: 'قاتل' })
    await paper.put('innocent', { headline: 'بريء' })
    await setProgress([
      { id: 'killer', tries: 3 },
      { id: 'innocent', tries: 1 },
    ])
    await paper.tick()
    expect(await problems()).toMatch(/article:killer.*could not be processed/)
    expect((await paper.get('/api/v1/articles?limit=100')).text).toContain('بريء')
    await paper.tick()
    expect((await paper.get('/api/v1/articles?limit=100')).text).not.toContain('قاتل')
    await paper.put('killer', { headline: 'قاتل، مُصلح' })
    await paper.tick()
    await paper.tick()
    expect(await problems()).not.toContain('killer')
    expect((await paper.get('/api/v1/articles?limit=100')).text).toContain('مُصلح')
  })
})

it('makes the catalogue again when it was dropped', async () => {
  for (const table of Object.values(TABLES)) await paper.d1.exec(`DROP TABLE IF EXISTS ${table}`)
  await paper.put('after', { headline: 'بعد الإسقاط' })
  expect((await paper.get('/article/after')).status).toBe(200)
  expect((await post('{"ids":["after"]}')).status).toBe(200)
  expect((await paper.get('/api/v1/articles?limit=100')).text).toContain('بعد الإسقاط')
})

it('builds the front page again when somebody deleted what was derived', async () => {
  await paper.tick()
  await paper.kv.delete('derived:front')
  const front = await paper.get('/')
  expect(front.status).toBe(200)
  expect(front.text).toContain('class="story lead')
  expect(front.cost.d1Trips).toBe(1)
  await paper.tick()
  expect(await paper.kv.get('derived:front')).not.toBeNull()
})

it('drops the tables of a previous version after a week, and nothing else', async () => {
  await paper.d1.exec('CREATE TABLE articles_v0 (a)')
  await paper.d1.exec('CREATE TABLE notes (a)')
  const exists = async (name: string) =>
    (await paper.d1.prepare('SELECT 1 FROM sqlite_master WHERE name = ?1').bind(name).first()) !==
    null
  const at = async (days: number) => {
    const headers = {
      Authorization: 'Bearer secret',
      'Test-Now': new Date(Date.now() + days * 86_400_000).toISOString(),
    }
    for (let step = 0; step < 10; step += 1) await post('{}', headers)
  }
  await at(0)
  await at(6)
  expect(await exists('articles_v0')).toBe(true)
  await at(8)
  expect(await exists('articles_v0')).toBe(false)
  expect(await exists('notes')).toBe(true)
  expect(await exists(TABLES.articles)).toBe(true)
})

it('does within one run what the free plan allows, however much there is to do', async () => {
  // New, changed, broken, withdrawn, expired, removed, and a standing page that is broken, all at once.
  const many = Array.from({ length: 60 }, (_, index) => `busy-${index}`)
  await Promise.all(many.map((id) => paper.put(id)))
  for (let step = 0; step < 15; step += 1) await post('{}')
  await paper.kv.put('page:about', '{')
  expect((await paper.get('/page/about')).status).toBe(404)
  const soon = new Date(Date.now() + 1500).toISOString()
  await Promise.all([
    ...many.slice(0, 4).map((id) => paper.put(id, { expiresAt: soon })),
    ...many.slice(4, 8).map((id) => paper.kv.put(`article:${id}`, '{')),
  ])
  for (let step = 0; step < 6; step += 1) await post('{}')
  await Promise.all([
    ...many.slice(8, 14).map((id) => paper.kv.delete(`article:${id}`)),
    ...many.slice(14, 20).map((id) => paper.put(id, { status: 'withdrawn' })),
    ...many.slice(4, 6).map((id) => paper.put(id)),
    paper.kv.put('site', JSON.stringify({ name: 'هدهد الجديد' })),
    paper.kv.put('page:about', JSON.stringify({ title: 'من نحن', body: [] })),
  ])
  const headers = {
    Authorization: 'Bearer secret',
    'Test-Now': new Date(Date.now() + 5000).toISOString(),
  }
  const ids = JSON.stringify({ ids: many.slice(4, 20) })
  const { cost, json } = await post(ids, headers)
  expect(json()).toMatchObject({ applied: 5, removed: 6 })
  // A Worker on the free plan may ask D1 50 times and KV 1,000 times in one run.
  console.table([cost])
  expect(cost.statements).toBeLessThanOrEqual(50)
  expect(cost.kvReads).toBeLessThanOrEqual(60)
})

it('takes back what was wrong with a standing page once it is fixed, or gone', async () => {
  for (const fix of [
    () => paper.kv.put('page:contact', JSON.stringify({ title: 'اتصل بنا', body: [] })),
    () => paper.kv.delete('page:contact'),
  ]) {
    await paper.kv.put('page:contact', '{')
    await paper.get('/page/contact')
    expect(await problems()).toContain('page:contact')
    await post('{}')
    expect(await problems()).toContain('page:contact')
    await fix()
    await post('{}')
    expect(await problems()).not.toContain('page:contact')
  }
})

it('writes what is wrong with a standing page once, however many ask for it', async () => {
  await paper.kv.put('page:contact', '{')
  const seen = async () =>
    await paper.d1
      .prepare(`SELECT seen_at, checked_at FROM ${TABLES.problems} WHERE key = 'page:contact'`)
      .first()
  const at = (seconds: number) => ({
    'Test-Now': new Date(Date.now() + seconds * 1000).toISOString(),
  })
  await paper.get('/page/contact', at(0))
  const first = await seen()
  expect(first).not.toBeNull()
  for (const second of [1, 10, 30]) await paper.get(`/page/contact?${second}`, at(second))
  expect(await seen()).toEqual(first)
  await paper.kv.delete('page:contact')
})

it('compares as many pages of names in one run as its bound says', async () => {
  const wide = await startNewspaper({ SYNC_TOKEN: 'secret', SYNC_LISTS: '2' })
  // More than one page, which has 1,000.
  const names = Array.from({ length: 1100 }, (_, index) => `article:name-${index}`)
  await wide.putAll(names.map((key) => ({ key, value: '{' })))
  const headers = { Authorization: 'Bearer secret' }
  const answer = await wide.ask('/api/v1/sync', { method: 'POST', headers })
  expect(answer.json()).toMatchObject({ compared: 1100 })
  await wide.close()
})

it('is not there where no token is set, and neither are previews without a secret', async () => {
  const bare = await startNewspaper({})
  await bare.put('secret', { status: 'draft' })
  const headers = { Authorization: 'Bearer undefined' }
  for (const more of [{}, headers, { Authorization: 'Bearer ' }]) {
    const answer = await bare.ask('/api/v1/sync', { method: 'POST', headers: more })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.cost).toMatchObject({ kvReads: 0, d1Trips: 0 })
  }
  expect((await bare.get('/api/v1/status?problems=true', headers)).status).toBe(401)
  for (const guess of ['undefined', 'null', ' ']) {
    const link = await previewLink('secret', Date.now() + 60_000, guess)
    const answer = await bare.get(link)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  }
  await bare.close()
})
