import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HISTORY_KEY, type Version } from './data-centre.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import { replicaBinding } from './replica.ts'

/**
 * The settle rule through the real worker: readers and sync run in eight data centres, each of which
 * sees every put up to two minutes late. settling.test.ts has the same for many more orders. With
 * replicas of D1, each data centre also reads a catalogue that is up to half a minute old.
 */
const CENTRES = 8
const MAX_DELAY_MS = 120_000
const MAX_LAG_MS = 30_000
const PUTS = 6
const KEY = 'article:story'
const START = Date.parse('2026-06-01T00:00:00Z')
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret' }, 'test/worker.ts', {
    ratelimits: [],
    d1_databases: [
      'CATALOGUE',
      ...Array.from({ length: CENTRES }, (_, n) => replicaBinding(n)),
    ].map((binding) => ({ binding, database_name: binding.toLowerCase() })),
  })
})
afterAll(() => paper.close())

interface Put extends Version {
  number: number
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function putsOf(random: () => number, kind: 'raw' | 'stamped' | 'mixed'): Put[] {
  let at = START
  return Array.from({ length: PUTS }, (_, index) => {
    at += 20_000 + random() * 120_000
    const isGone = index < PUTS - 1 && random() < 0.2
    const value = isGone ? null : JSON.stringify(anArticle({ headline: `نسخة ${index + 1}` }))
    const isStamped = kind === 'stamped' || (kind === 'mixed' && random() < 0.5)
    const rev = createHash('sha256')
      .update(value ?? '')
      .digest('hex')
      .slice(0, 16)
    return {
      number: index + 1,
      key: KEY,
      value,
      metadata: isStamped && value !== null ? { rev, at: new Date(at).toISOString() } : null,
      seenFrom: Array.from({ length: CENTRES }, () => at + random() * MAX_DELAY_MS),
    }
  })
}

type Kind = 'raw' | 'stamped' | 'mixed'

/**
 * Sixteen minutes of readers and syncs all over the world: the versions that the catalogue came to show.
 * @param day a day for each, so that what came before has settled
 */
async function follow(
  paper: Newspaper,
  seed: number,
  kind: Kind,
  { day = seed, hasReplicas = false } = {},
) {
  const random = randomFrom(seed)
  const lagging = randomFrom(seed + 1000)
  const shift = day * 86_400_000
  const history = putsOf(random, kind).map(({ number, ...put }) => ({
    ...put,
    metadata: shifted(put.metadata, shift),
    seenFrom: put.seenFrom.map((at) => at + shift),
  }))
  await paper.kv.put(HISTORY_KEY, JSON.stringify(history))
  const begin = START + shift
  const order: number[] = []
  /** When each version came, in milliseconds. */
  const at: number[] = []
  let last: number | null = null
  /** When each data centre's replica is due to catch up. */
  const due = Array.from({ length: CENTRES }, () => begin)
  const written = async () =>
    ((await paper.get('/test/totals')).json() as { rowsWritten: number }).rowsWritten
  const before = await written()
  for (let now = begin; now < begin + 16 * 60_000; now += 10_000) {
    const centre = Math.floor(random() * CENTRES)
    const clock = { 'Test-Now': new Date(now).toISOString() }
    const headers = {
      ...clock,
      'Test-Centre': String(centre),
      ...(hasReplicas && { 'Test-Replica': String(centre) }),
    }
    if (hasReplicas && now >= (due[centre] ?? 0)) {
      expect((await paper.get('/test/replicate', headers)).status).toBe(204)
      due[centre] = now + lagging() * MAX_LAG_MS
    }
    await paper.get('/article/story', headers)
    if ((now - begin) % 120_000 === 0) {
      const authorised = { ...headers, Authorization: 'Bearer secret' }
      const { status } = await paper.ask('/api/v1/sync', { method: 'POST', headers: authorised })
      expect(status).toBe(200)
    }
    const list = await paper.get('/api/v1/articles', clock)
    const [, shown] = /نسخة (\d+)/.exec(list.text) ?? []
    if (shown !== undefined && Number(shown) !== last) {
      order.push(Number(shown))
      at.push(now - begin)
    }
    last = shown === undefined ? null : Number(shown)
  }
  return { order, at, last, written: (await written()) - before }
}

/** Each order once, whichever tests ask for it. */
const followed = new Map<number, ReturnType<typeof follow>>()
function followOnce(seed: number, kind: Kind): ReturnType<typeof follow> {
  const found = followed.get(seed) ?? follow(paper, seed, kind)
  followed.set(seed, found)
  return found
}

const ascending = (numbers: number[]) => numbers.toSorted((one, other) => one - other)

it.each([
  [1, 'raw'],
  [2, 'raw'],
  [3, 'stamped'],
  [4, 'mixed'],
] as const)(
  'lists never go back, and end with the last put (order %i, %s puts)',
  async (seed, kind) => {
    const { order, last } = await followOnce(seed, kind)
    expect(order).toEqual(ascending(order))
    expect(order.length).toBeGreaterThan(1)
    expect(last).toBe(PUTS)
  },
)

it('replicas that lag change nothing of it: neither order nor times nor rows written', async () => {
  const usual = await followOnce(4, 'mixed')
  const lagging = await follow(paper, 4, 'mixed', { day: 40, hasReplicas: true })
  expect(lagging.order).toEqual(usual.order)
  expect(lagging.last).toBe(PUTS)
  expect(usual.at.length).toBeGreaterThan(1)
  for (const [place, at] of lagging.at.entries()) {
    expect(at - (usual.at[place] ?? 0), `version ${place}`).toBeLessThanOrEqual(MAX_LAG_MS)
  }
  // Less than one put more: the clock goes on within a request, on a busy machine by seconds.
  expect(lagging.written).toBeLessThan(usual.written * (1 + 1 / PUTS))
})

it('no reader writes or purges again what a replica does not have yet', async () => {
  const begin = START + 60 * 86_400_000
  const view = async (minutes: number) => {
    const now = new Date(begin + minutes * 60_000).toISOString()
    return paper.get('/article/lagging', { 'Test-Now': now, 'Test-Replica': '0' })
  }
  const catchUp = () => paper.get('/test/replicate', { 'Test-Replica': '0' })
  await paper.put('lagging')
  await view(0)
  await catchUp()
  await paper.put('lagging', { headline: 'نسخة أخرى' })
  // The primary is asked whether it has what the replica lacks, then written to.
  const changed = await view(5)
  expect(changed.cost.d1Trips).toBe(3)
  expect(changed.cost.rowsWritten).toBeGreaterThan(0)
  const { cost, text } = await view(5.4)
  expect(cost.d1Trips).toBe(2)
  expect(cost.rowsWritten).toBe(0)
  expect(text).toBe((await view(5.4)).text)
  expect(text).toContain('نسخة أخرى')
  await catchUp()
  expect((await view(6)).cost.d1Trips).toBe(1)
})

it('would go back and forth without the rule', async () => {
  const unruly = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0' })
  const { order } = await follow(unruly, 1, 'raw')
  await unruly.close()
  expect(order).not.toEqual(ascending(order))
})

it('a withdrawn live story stays so where a data centre still has it as it was', async () => {
  const now = START + 40 * 86_400_000
  const seen = (...from: number[]) => from.map((at) => now + at)
  const value = (fields: Record<string, unknown>) =>
    JSON.stringify(anArticle({ live: { startedAt: '2026-03-05T18:30:00Z' }, ...fields }))
  // The second data centre sees the withdrawal a minute after the first.
  const history = [
    { value: value({}), seenFrom: seen(-600_000, -600_000) },
    { value: value({ status: 'withdrawn' }), seenFrom: seen(0, 60_000) },
  ].map((put) => ({ ...put, key: 'article:match', metadata: null }))
  await paper.kv.put(HISTORY_KEY, JSON.stringify(history))
  const statuses = async (centre: number, seconds: number) => {
    const headers = {
      'Test-Now': new Date(now + seconds * 1000).toISOString(),
      'Test-Centre': String(centre),
    }
    const paths = ['', '/updates'].map((path) => `/api/v1/articles/match${path}`)
    const answers = await Promise.all(
      [...paths, '/article/match', '/article/match/feed.xml'].map((path) =>
        paper.get(path, headers),
      ),
    )
    return answers.map(({ status }) => status)
  }
  expect(await statuses(0, -300)).toEqual([200, 200, 200, 200])
  await paper.get('/article/match', { 'Test-Now': new Date(now).toISOString(), 'Test-Centre': '0' })
  await expect.poll(() => statuses(0, 5)).toEqual([410, 410, 410, 410])
  expect(await statuses(1, 10)).toEqual([410, 410, 410, 410])
  expect(await statuses(1, 70)).toEqual([410, 410, 410, 410])
})

function shifted(metadata: unknown, by: number): unknown {
  if (metadata === null) return null
  const { rev, at } = metadata as { rev: string; at: string }
  return { rev, at: new Date(Date.parse(at) + by).toISOString() }
}
