import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '../worker/catalogue/schema.ts'
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
    expect(await problems()).toMatch(/article:killer.*could not be taken in/)
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

it('makes the catalogue anew when it was dropped', async () => {
  for (const table of Object.values(TABLES)) await paper.d1.exec(`DROP TABLE IF EXISTS ${table}`)
  await paper.put('after', { headline: 'بعد الإسقاط' })
  expect((await paper.get('/article/after')).status).toBe(200)
  expect((await post('{"ids":["after"]}')).status).toBe(200)
  expect((await paper.get('/api/v1/articles?limit=100')).text).toContain('بعد الإسقاط')
})

it('builds the front page anew when somebody deleted what was derived', async () => {
  await paper.tick()
  await paper.kv.delete('derived:front')
  const front = await paper.get('/')
  expect(front.status).toBe(200)
  expect(front.text).toContain('class="story lead')
  expect(front.cost.d1Trips).toBeLessThanOrEqual(2)
  await paper.tick()
  expect(await paper.kv.get('derived:front')).not.toBeNull()
})

it('drops the tables of a former version after a week, and nothing else', async () => {
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
