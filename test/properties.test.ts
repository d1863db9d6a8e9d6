import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { positionOf } from '../worker/catalogue/position.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/**
 * Whatever editors, readers and the clock do, in whatever order: every list is what a simple model
 * says that KV holds and readers may see.
 */
const TOKEN = { Authorization: 'Bearer secret' }
const IDS = ['alpha', 'beta', 'gamma', 'شط', 'delta']
const SECTIONS = ['world', 'science', 'culture']
const TOPICS = ['القمر', 'الماء']
const AUTHORS = ['سلمى', 'نوال']
const DAY_MS = 86_400_000
const PREVIOUS = 'previous'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SETTLE_SECONDS: '0', SYNC_TOKEN: 'secret', SYNC_CHANGES: '20' })
})
afterAll(() => paper.close())

/** It only goes on, over all runs; each begins at a midnight (UTC) and counts its days from there. */
let time = Date.parse('2026-01-15T00:00:00Z')
let base = time
const iso = (days: number) => new Date(base + days * DAY_MS).toISOString()
function tick(ms = 1000): Record<string, string> {
  time += ms
  return now()
}
const now = () => ({ 'Test-Now': new Date(time).toISOString() })

/** Days of the run. A second is a difference too. */
const fields = fc.record({
  section: fc.constantFrom('world', 'science'),
  publishedAt: fc.constantFrom(-10, -10 + 1000 / DAY_MS, -9, 0.5, 30, 60, 150),
  expiresAt: fc.constantFrom(undefined, undefined, 20, 90, 180),
  topics: fc.subarray(TOPICS),
  authors: fc.subarray(AUTHORS),
  status: fc.constantFrom('published', 'published', 'published', 'draft', 'withdrawn'),
  placement: fc.constantFrom(undefined, undefined, 'lead'),
  language: fc.constantFrom(undefined, 'en'),
  aliases: fc.subarray([PREVIOUS]),
})
type Fields = typeof fields extends fc.Arbitrary<infer Value> ? Value : never
/** What KV holds; of what is broken there, what it held before. */
type Model = Map<string, Fields>

type Command =
  | { kind: 'put'; id: string; fields: Fields }
  | { kind: 'break' | 'delete' | 'read'; id: string }
  | { kind: 'sync' }
  | { kind: 'wait'; days: number }

const id = fc.constantFrom(...IDS)
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), id, fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('break' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      days: fc.constantFrom(0.02, 1, 12, 25),
    }),
  },
)

async function carryOut(command: Command, model: Model): Promise<void> {
  switch (command.kind) {
    case 'put': {
      const { publishedAt, expiresAt, authors, ...rest } = command.fields
      await paper.put(command.id, {
        ...rest,
        headline: `خبر ${command.id}`,
        publishedAt: iso(publishedAt),
        ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
        authors: authors.map((name) => ({ name })),
      })
      model.set(command.id, command.fields)
      return
    }
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
      return await syncAll()
    case 'wait':
      tick(command.days * DAY_MS)
  }
}

async function syncAll(): Promise<void> {
  let body = '{}'
  for (let step = 0; step < 50; step += 1) {
    const headers = { ...TOKEN, ...tick() }
    const answer = await paper.ask('/api/v1/sync', { method: 'POST', headers, body })
    const { done, cursor } = answer.json() as { done: boolean; cursor?: string }
    if (done) return
    body = JSON.stringify({ cursor })
  }
  throw new Error('sync came to no end')
}

const at = (days: number) => base + Math.round(days * DAY_MS)

/** The ids of a list as the model has it, newest first. */
function expected(model: Model, wanted: (fields: Fields) => boolean = () => true): string[] {
  return [...model]
    .filter(([, each]) => each.status === 'published' && hasAppeared(each) && !hasExpired(each))
    .filter(([, each]) => wanted(each))
    .map(([id, { publishedAt }]) => ({ id, position: positionOf(id, at(publishedAt)) }))
    .toSorted((one, other) => other.position - one.position)
    .map(({ id }) => id)
}
const hasAppeared = ({ publishedAt }: Fields) => at(publishedAt) <= time
const hasExpired = ({ expiresAt }: Fields) => expiresAt !== undefined && at(expiresAt) <= time

interface Items {
  items: { id: string; name?: string; count?: number }[]
}

async function listed(query: string): Promise<string[]> {
  const { items } = (await paper.get(`/api/v1/articles?limit=100&${query}`, now())).json() as Items
  return items.map(({ id }) => id)
}

/** The stories in the order of a page; none where there is no page. */
async function shownOn(path: string): Promise<string[]> {
  const { status, text } = await paper.get(path, now())
  if (status === 404) return []
  expect(status, path).toBe(200)
  const links = text.matchAll(/class="headline"[^>]*><a[^>]* href="\/article\/([^"]+)"/g)
  return [...links].map(([, name = '']) => decodeURIComponent(name))
}

const encoded = encodeURIComponent

/** What is judged when it is read, whether or not sync has come by meanwhile. */
async function compareLists(model: Model): Promise<void> {
  expect(await listed('')).toEqual(expected(model))
  for (const section of SECTIONS) {
    const wanted = expected(model, (each) => each.section === section)
    expect(await listed(`section=${section}`)).toEqual(wanted)
  }
  for (const topic of TOPICS) {
    const wanted = expected(model, ({ topics }) => topics.includes(topic))
    expect(await listed(`topic=${encoded(topic)}`)).toEqual(wanted)
    expect(await shownOn(`/topic/${encoded(topic)}`)).toEqual(wanted)
    const both = expected(model, (each) => each.topics.includes(topic) && each.section === 'world')
    expect(await listed(`topic=${encoded(topic)}&section=world`)).toEqual(both)
  }
  for (const author of AUTHORS) {
    const wanted = expected(model, ({ authors }) => authors.includes(author))
    expect(await listed(`author=${encoded(author)}`)).toEqual(wanted)
    expect(await shownOn(`/author/${encoded(author)}`)).toEqual(wanted)
  }
  expect(await listed('language=en')).toEqual(expected(model, (each) => each.language === 'en'))
  expect(await listed('language=ar')).toEqual(expected(model, (each) => each.language !== 'en'))
  const early = ({ publishedAt }: Fields) => publishedAt >= -10 && publishedAt < -9
  expect(await listed(`since=${iso(-10)}&until=${iso(-9)}`)).toEqual(expected(model, early))
  await compareCounts(model)
  await compareAddresses(model)
}

async function compareCounts(model: Model): Promise<void> {
  const of = async (path: string) =>
    ((await paper.get(path, now())).json() as Items).items.map(({ name, count }) => [name, count])
  const sections = SECTIONS.map((id) => expected(model, ({ section }) => section === id).length)
  expect((await of('/api/v1/sections')).map(([, count]) => count)).toEqual(sections)
  const topics = TOPICS.map(
    (name) => [name, expected(model, (each) => each.topics.includes(name)).length] as const,
  )
  expect(new Map((await of('/api/v1/topics')) as [string, number][])).toEqual(
    new Map(topics.filter(([, count]) => count > 0)),
  )
}

async function compareAddresses(model: Model): Promise<void> {
  for (const id of IDS) {
    const each = model.get(id)
    const wanted = each === undefined ? [404, 410] : [statusOf(each)]
    for (const path of ['/article/', '/api/v1/articles/']) {
      const { status } = await paper.get(path + encoded(id), now())
      expect(wanted, `${path}${id}`).toContain(status)
    }
  }
  const [claimant] = [...model]
    .filter(([, each]) => each.aliases.length > 0 && each.status !== 'draft' && hasAppeared(each))
    .toSorted(
      ([one, { publishedAt: first }], [other, { publishedAt: second }]) =>
        positionOf(other, at(second)) - positionOf(one, at(first)),
    )
  const { headers } = await paper.get(`/article/${PREVIOUS}`, now())
  expect(headers.get('Location')).toBe(claimant ? `/article/${encoded(claimant[0])}` : null)
}

function statusOf(each: Fields): number {
  if (each.status === 'withdrawn') return 410
  if (each.status === 'draft' || !hasAppeared(each)) return 404
  return hasExpired(each) ? 410 : 200
}

/** What sync prepares: it needs to have come by. */
async function comparePrepared(model: Model): Promise<void> {
  const all = expected(model)
  const front = (await paper.get('/api/v1/front', now())).json() as {
    lead: { id: string } | null
    latest: { id: string }[]
  }
  expect(front.latest.map(({ id }) => id)).toEqual(all)
  const [lead] = expected(model, ({ placement }) => placement === 'lead')
  expect(front.lead?.id).toBe(lead ?? all[0])
  expect(new Set(await shownOn('/'))).toEqual(new Set(all))
  for (const section of ['world', 'science']) {
    const inSection = expected(model, (each) => each.section === section)
    expect(await shownOn(`/section/${section}`)).toEqual(inSection)
    for (const [index, id] of inSection.entries()) {
      const { neighbours } = (await paper.get(`/api/v1/articles/${encoded(id)}`, now())).json() as {
        neighbours: { next: { id: string } | null }
      }
      const others = inSection.filter((other) => other !== id)
      expect(neighbours.next?.id).toBe(inSection[index + 1] ?? others[0])
    }
  }
}

async function empty(): Promise<void> {
  const { keys } = await paper.kv.list({ prefix: 'article:' })
  await Promise.all(keys.map(({ name }) => paper.kv.delete(name)))
  await syncAll()
}

// A test for each few runs: on a machine that is busy with other things, all of them take many minutes.
it.each([1, 2, 3, 4])(
  'whatever is put, broken, deleted, read, synced and waited for: every list is what it should be (part %i)',
  async (part) => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 25 }), async (commands) => {
        await empty()
        base = time = Math.ceil(time / DAY_MS + 1) * DAY_MS
        const model: Model = new Map()
        for (const each of commands) await carryOut(each, model)
        await syncAll()
        await compareLists(model)
        await comparePrepared(model)
        for (const days of [25, 75]) {
          tick(days * DAY_MS)
          await compareLists(model)
          await syncAll()
          await compareLists(model)
          await comparePrepared(model)
        }
      }),
      { numRuns: 3, seed: 20261124 + part, endOnFailure: true },
    )
  },
)
