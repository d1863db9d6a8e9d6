import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '../worker/catalogue/schema.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

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
    const { count } = (await paper.d1
      .prepare(`SELECT count(*) AS count FROM ${TABLES.search}`)
      .first()) as { count: number }
    expect(count).toBe(1)
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

  it('a deletion between two syncs removes the story everywhere', async () => {
    await paper.put('short-lived', { topics: ['القمر'], publishedAt: '2026-01-01T00:00:00Z' })
    await syncAll()
    await Promise.all([
      paper.kv.delete('article:short-lived'),
      syncAll(),
      paper.get('/article/short-lived'),
    ])
    await syncAll()
    expect(await ids()).toEqual([])
    expect(await ids(`&topic=${encodeURIComponent('القمر')}`)).toEqual([])
    expect((await paper.get('/article/short-lived')).status).toBe(410)
  })
})

/** What the catalogue is to be, as simply as it can be said: KV's own articles. */
type Model = Map<string, Record<string, unknown>>
type Command =
  | { kind: 'put'; id: string; fields: Record<string, unknown> }
  | { kind: 'break'; id: string }
  | { kind: 'delete'; id: string }
  | { kind: 'read'; id: string }
  | { kind: 'sync' }

const id = fc.constantFrom('alpha', 'beta', 'gamma', 'شط', 'delta')
const fields = fc.record({
  section: fc.constantFrom('world', 'science'),
  // Few moments, so that many fall together.
  publishedAt: fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:01Z',
    '2026-03-01T00:00:00Z',
    '2030-01-01T00:00:00Z',
  ),
  topics: fc.subarray(['القمر', 'الماء']),
  status: fc.constantFrom('published', 'published', 'published', 'draft', 'withdrawn'),
  expiresAt: fc.constantFrom(undefined, undefined, '2026-02-01T00:00:00Z', '2031-01-01T00:00:00Z'),
})
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), id, fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('break' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
)
const LATER = ['2026-06-01T00:00:00.000Z', '2030-06-01T00:00:00.000Z']

async function carryOut(command: Command, model: Model): Promise<void> {
  switch (command.kind) {
    case 'put':
      await paper.put(command.id, command.fields)
      model.set(command.id, command.fields)
      return
    case 'break':
      // What is taken in at this moment stays; so it is taken in before.
      await syncAll()
      await paper.kv.put(`article:${command.id}`, '{"headline":')
      return
    case 'delete':
      await paper.kv.delete(`article:${command.id}`)
      model.delete(command.id)
      return
    case 'read':
      await paper.get(`/article/${encodeURIComponent(command.id)}`, tick())
      return
    case 'sync':
      await syncAll()
  }
}

function expected(
  model: Model,
  now: string,
  wanted: (fields: Record<string, unknown>) => boolean,
): string[] {
  return [...model]
    .filter(([, { status, publishedAt, expiresAt, ...fields }]) => {
      const isShown =
        status === 'published' &&
        String(publishedAt) <= now &&
        (expiresAt === undefined || now < String(expiresAt))
      return isShown && wanted(fields)
    })
    .map(([id]) => id)
    .sort()
}

it('whatever is put, broken, deleted, read and synced: every list holds what KV holds', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 25 }), async (commands) => {
      await empty()
      const model: Model = new Map()
      for (const each of commands) await carryOut(each, model)
      await syncAll()
      for (const now of [new Date(time).toISOString(), ...LATER]) {
        const at = { 'Test-Now': now }
        const listed = async (query: string) =>
          (
            (await paper.get(`/api/v1/articles?limit=100${query}`, at)).json() as {
              items: { id: string; publishedAt: string }[]
            }
          ).items
        const all = await listed('')
        expect(all.map(({ publishedAt }) => publishedAt)).toEqual(
          all
            .map(({ publishedAt }) => publishedAt)
            .toSorted()
            .reverse(),
        )
        expect(all.map(({ id }) => id).sort()).toEqual(expected(model, now, () => true))
        expect((await listed('&section=world')).map(({ id }) => id).sort()).toEqual(
          expected(model, now, ({ section }) => section === 'world'),
        )
        expect(
          (await listed(`&topic=${encodeURIComponent('الماء')}`)).map(({ id }) => id).sort(),
        ).toEqual(expected(model, now, ({ topics }) => (topics as string[]).includes('الماء')))
      }
    }),
    { numRuns: 40, seed: 20261124, endOnFailure: false },
  )
})

it('counts what it holds, after all of that', async () => {
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
