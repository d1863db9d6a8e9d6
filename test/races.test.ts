import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { positionOf } from '../worker/catalogue/position.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

const TOKEN = { Authorization: 'Bearer secret' }
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SETTLE_SECONDS: '0', SYNC_TOKEN: 'secret', SYNC_CHANGES: '20' })
})
afterAll(() => paper.close())

/** A second passes with each step, from a moment before some of the stories' boundaries. */
let time = Date.parse('2026-01-15T00:00:00Z')
function tick(): Record<string, string> {
  time += 1000
  return { 'Test-Now': new Date(time).toISOString() }
}

async function syncAll(headers: Record<string, string> = {}): Promise<void> {
  let body = '{}'
  for (let step = 0; step < 200; step += 1) {
    const answer = await paper.ask('/api/v1/sync', {
      method: 'POST',
      headers: { ...TOKEN, ...tick(), ...headers },
      body,
    })
    if (answer.status === 503) continue
    const { done, cursor } = answer.json() as { done: boolean; cursor?: string }
    if (done) return
    body = JSON.stringify({ cursor })
  }
  throw new Error('sync came to no end')
}

/** One request for sync, whatever is left to do after it. */
async function step(order: { ids?: string[] }, headers: Record<string, string>) {
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers: { ...TOKEN, ...tick(), ...headers },
    body: JSON.stringify(order),
  })
  expect(answer.status).toBe(200)
  return answer.json() as { applied: number; removed: number }
}

/** What another does to KV between two steps of ours; a header holds ASCII alone. */
function between(what: Record<string, unknown>): Record<string, string> {
  const escaped = JSON.stringify(what).replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return { 'Test-Between': escaped }
}

async function searchRows(): Promise<number> {
  const { count } = (await paper.d1
    .prepare(`SELECT count(*) AS count FROM ${TABLES.search_a}`)
    .first()) as { count: number }
  return count
}

async function ids(query = ''): Promise<string[]> {
  const { items } = (await paper.get(`/api/v1/articles?limit=100${query}`)).json() as {
    items: { id: string }[]
  }
  return items.map(({ id }) => id)
}

async function empty(): Promise<void> {
  const { keys } = await paper.kv.list({ prefix: 'article:' })
  await Promise.all(keys.map(({ name }) => paper.kv.delete(name)))
  await syncAll()
}

describe('races', () => {
  it('two syncs at once take everything in once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => paper.put(`race-${index}`)))
    await Promise.all([syncAll(), syncAll(), syncAll()])
    expect(new Set(await ids())).toEqual(
      new Set(Array.from({ length: 30 }, (_, index) => `race-${index}`)),
    )
    expect(await ids()).toHaveLength(30)
    await empty()
  })

  it('the same article read by many at its first reading is one row', async () => {
    await paper.put('first')
    await Promise.all(Array.from({ length: 20 }, () => paper.get('/article/first', tick())))
    await syncAll()
    expect(await ids()).toEqual(['first'])
    expect(await searchRows()).toBe(1)
    await empty()
  })

  it('ten puts in a second, read all the while, end with the last', async () => {
    for (let version = 1; version <= 10; version += 1) {
      await paper.put('often', { headline: `نسخة ${version}` })
      await Promise.all([
        paper.get('/article/often'),
        paper.get('/api/v1/articles/often'),
        syncAll(),
      ])
    }
    await syncAll()
    expect((await paper.get('/api/v1/articles?limit=1')).text).toContain('نسخة 10')
    expect(await ids()).toEqual(['often'])
    await empty()
  })

  it('a key that is listed but not handed out is not taken for deleted', async () => {
    await paper.put('here')
    await syncAll()
    await syncAll({ 'Test-KV': 'lose' })
    expect(await ids()).toEqual(['here'])
    await empty()
  })

  it('a key that is handed out but not listed is not taken for deleted', async () => {
    await Promise.all([paper.put('here'), paper.put('there')])
    await syncAll()
    const { removed } = await step({}, { 'Test-KV': 'unlist article:here' })
    expect(removed).toBe(0)
    expect((await ids()).toSorted()).toEqual(['here', 'there'])
    await empty()
  })

  it('a put between the list and the read is taken as it is then', async () => {
    await paper.put('moving', { headline: 'قبل' })
    const put = { key: 'article:moving', value: JSON.stringify(anArticle({ headline: 'بعد' })) }
    await step({}, between({ after: 'list', put }))
    expect((await paper.get('/api/v1/articles')).text).toContain('بعد')
    await empty()
  })

  it('a new key that comes after its page of names is found by the next sync', async () => {
    const put = { key: 'article:late', value: JSON.stringify(anArticle()) }
    await step({}, between({ after: 'list', put }))
    await syncAll()
    expect(await ids()).toEqual(['late'])
    await empty()
  })

  it('a deletion between the list and the read leaves nothing that was not there', async () => {
    await paper.put('fleeting')
    await step({}, between({ after: 'list', delete: 'article:fleeting' }))
    expect(await ids()).toEqual([])
    await syncAll()
    expect(await ids()).toEqual([])
    expect((await paper.get('/article/fleeting')).status).toBe(404)
  })

  it('a deletion between the read and its taking in is seen by the next sync', async () => {
    await paper.put('short-lived', { topics: ['القمر'], publishedAt: '2026-01-01T00:00:00Z' })
    await step({}, between({ after: 'get article:short-lived', delete: 'article:short-lived' }))
    expect(await ids()).toEqual(['short-lived'])
    await syncAll()
    expect(await ids()).toEqual([])
    expect(await ids(`&topic=${encodeURIComponent('القمر')}`)).toEqual([])
    expect((await paper.get('/article/short-lived')).status).toBe(410)
  })

  it('a deletion between a reader’s look and its taking in is seen by the next sync', async () => {
    await paper.put('glimpsed')
    await paper.get('/article/glimpsed', {
      ...tick(),
      ...between({ after: 'get article:glimpsed', delete: 'article:glimpsed' }),
    })
    await syncAll()
    expect(await ids()).toEqual([])
  })

  it('what a reader brings in while sync holds an older value is not undone', async () => {
    await paper.put('contended', { headline: 'أول' })
    await syncAll()
    await paper.put('contended', { headline: 'ثان' })
    const value = JSON.stringify(anArticle({ headline: 'ثالث' }))
    const meanwhile = {
      after: 'get article:contended',
      put: { key: 'article:contended', value },
      read: '/article/contended',
    }
    await step({ ids: ['contended'] }, between(meanwhile))
    expect((await paper.get('/api/v1/articles')).text).toContain('ثالث')
    await syncAll()
    expect((await paper.get('/api/v1/articles')).text).toContain('ثالث')
    expect(await ids()).toEqual(['contended'])
    expect(await searchRows()).toBe(1)
    await empty()
  })

  it('what a reader brings in while sync is under way is on the front page after that sync', async () => {
    const publishedAt = '2026-01-01T00:00:00Z'
    await paper.put('meanwhile', { headline: 'أول', publishedAt })
    await syncAll()
    await paper.put('meanwhile', { headline: 'ثان', publishedAt })
    await step({}, between({ after: 'list', read: '/article/meanwhile' }))
    expect((await paper.get('/')).text).toContain('ثان')
    await empty()
  })

  it('what a reader brings back while sync takes it for deleted is not removed', async () => {
    await paper.put('revived', { headline: 'أول' })
    await syncAll()
    await paper.kv.delete('article:revived')
    const value = JSON.stringify(anArticle({ headline: 'عاد' }))
    const meanwhile = {
      after: 'get article:revived',
      put: { key: 'article:revived', value },
      read: '/article/revived',
    }
    await step({ ids: ['revived'] }, between(meanwhile))
    expect((await paper.get('/api/v1/articles')).text).toContain('عاد')
    await empty()
  })

  it('two stories of one second whose positions collide are two rows', async () => {
    const [one, other] = colliding()
    const publishedAt = '2026-01-01T00:00:00Z'
    await Promise.all([paper.put(one, { publishedAt }), paper.put(other, { publishedAt })])
    await syncAll()
    expect((await ids()).toSorted()).toEqual([one, other].toSorted())
    await paper.put(one, { publishedAt, headline: 'تغيّر' })
    await syncAll()
    expect((await ids()).toSorted()).toEqual([one, other].toSorted())
    await empty()
  })

  it('an alias that is another’s id, and one that two claim, leave one row each', async () => {
    await paper.put('first', { publishedAt: '2026-01-01T00:00:00Z', aliases: ['second', 'shared'] })
    await paper.put('second', {
      publishedAt: '2026-01-02T00:00:00Z',
      aliases: ['first', 'shared'],
    })
    await Promise.all([syncAll(), syncAll(), paper.get('/article/shared', tick())])
    expect(await ids()).toEqual(['second', 'first'])
    for (const id of ['first', 'second']) {
      expect((await paper.get(`/article/${id}`)).status).toBe(200)
    }
    const shared = await paper.get('/article/shared')
    expect(shared.headers.get('Location')).toBe('/article/second')
    await empty()
    expect((await paper.get('/article/shared')).status).toBe(404)
  })
})

/** Two ids that hash to the same place within a second. */
function colliding(): [string, string] {
  const seen = new Map<number, string>()
  for (let index = 0; ; index += 1) {
    const id = `twin-${index}`
    const position = positionOf(id, 0)
    const twin = seen.get(position)
    if (twin !== undefined) return [twin, id]
    seen.set(position, id)
  }
}

it('counts what it holds', async () => {
  await empty()
  await Promise.all([
    paper.put('one', { section: 'world', topics: ['القمر'] }),
    paper.put('two', { section: 'world' }),
  ])
  await syncAll()
  const { items } = (await paper.get('/api/v1/sections')).json() as {
    items: { id: string; count: number }[]
  }
  expect(items).toMatchObject([
    { id: 'world', count: 2 },
    { id: 'science', count: 0 },
    { id: 'culture', count: 0 },
  ])
  const rows = await paper.d1
    .prepare(`SELECT name, value FROM ${TABLES.counters} ORDER BY name`)
    .all()
  expect(rows.results).toEqual([
    { name: 'section:world', value: 2 },
    { name: 'status:published', value: 2 },
    { name: expect.stringContaining('topic:'), value: 1 },
  ])
})
