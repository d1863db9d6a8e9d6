import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseArticle } from '../content/model/article.ts'
import { rowOf } from '../worker/catalogue/row.ts'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import hashedCatalogue from './hashed-catalogue.json' with { type: 'json' }
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { NEXT, storyOf } from './next-version.ts'
import { surfacesOf } from './surfaces.ts'
import { writeVersions } from './worker-versions.ts'

/**
 * A deploy never empties a list: while the next version of the worker takes over a catalogue that this
 * one filled, and back, no list is shorter, no address has another status, the front page is no older.
 */
const COUNT = 200
const NOW = Date.now()
let paper: Newspaper

beforeAll(async () => {
  const main = await writeVersions('versions', NEXT)
  paper = await startNewspaper(
    { SYNC_TOKEN: 'secret', SYNC_READS: '1000', SYNC_CHANGES: '50', SYNC_REFILLS: '40' },
    main,
  )
  await fillByFirstVersion()
})
afterAll(() => paper.close())

interface Step {
  done: boolean
  cursor?: string
  refilled: number
  refilling: { done: number; total: number } | null
}

/** Every run comes two minutes later: what a failed one left of its lease has expired. */
let clock = NOW
async function sync(version: string, headers: Record<string, string> = {}, cursor?: string) {
  clock += 120_000
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    body: JSON.stringify({ cursor }),
    headers: {
      Authorization: 'Bearer secret',
      'Test-Version': version,
      'Test-Now': new Date(clock).toISOString(),
      ...headers,
    },
  })
  return { status: answer.status, cost: answer.cost, step: answer.json() as Step }
}

const surfaces = (version: string) => surfacesOf(paper, { 'Test-Version': version })

/** The catalogue as the version left it whose tables were named by a hash and had no `filled_by`. */
async function fillByFirstVersion(): Promise<void> {
  await paper.d1.batch(hashedCatalogue.map((sql) => paper.d1.prepare(sql)))
  const stories = Array.from({ length: COUNT }, (_, index) => storyOf(index, COUNT, NOW))
  const rows = await Promise.all(
    stories.map(async ({ id, article }) => {
      const text = JSON.stringify(article)
      await paper.kv.put(`article:${id}`, text)
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
      const revision = Buffer.from(digest).subarray(0, 8).toString('hex')
      return rowOf(id, parseArticle(text), { revision, stamp: null }, NOW - 86_400_000)
    }),
  )
  const { results } = await paper.d1
    .prepare(`SELECT name FROM pragma_table_info('${T.articles}')`)
    .all<{ name: string }>()
  const known = new Set(results.map(({ name }) => name))
  const inserts = rows.map(({ position, columns }) => {
    // That version had fewer columns.
    const first = Object.fromEntries(Object.entries(columns).filter(([name]) => known.has(name)))
    const names = ['position', ...Object.keys(first)]
    const values = [position, ...Object.values(first)]
    const sql = `INSERT INTO ${T.articles} (${names}) VALUES (${names.map(() => '?')})`
    return paper.d1.prepare(sql).bind(...values)
  })
  await paper.d1.batch(inserts)
}

const VISIBLE = Array.from({ length: COUNT }, (_, index) => index)
  .filter((index) => index % 50 !== 7 && index % 50 !== 8)
  .map((index) => `story-${index}`)
  .reverse()

it('takes over the catalogue of the first version as it is', async () => {
  const before = await surfaces('this')
  expect(before.lists['/api/v1/articles']).toEqual(VISIBLE)
  expect(before.lists['/topic/القمر']?.length).toBeGreaterThan(20)
  expect((await status()).refilling).toEqual({ percent: 0 })
  let written = 0
  for (let step: Step | null = null; step?.refilling !== null; ) {
    const run = await sync('this')
    step = run.step
    written += run.cost.rowsWritten
    expect(await surfaces('this')).toEqual(before)
  }
  expect((await status()).refilling).toBeNull()
  expect(await corrected('this')).toEqual(CORRECTED)
  expect(written / COUNT).toBeLessThan(10)
  await settle('this')
})

const CORRECTED = Array.from({ length: 20 }, (_, index) => `story-${index * 10 + 3}`)

/** The ids of the corrected stories, as the page of corrections lists them. */
async function corrected(version: string) {
  const { text } = await paper.get('/corrections', { 'Test-Version': version })
  return text.match(/(?<=href="\/article\/)story-\d+(?=#)/g)
}

async function status() {
  const answer = await paper.get('/api/v1/status', { 'Test-Version': 'this' })
  return answer.json() as { refilling: { percent: number } | null }
}

/** Syncs until everything was read. */
async function settle(version: string): Promise<void> {
  let cursor: string | undefined
  for (let done = false; !done; ) {
    ;({ done, cursor } = (await sync(version, {}, cursor)).step)
  }
}

describe.each([
  ['to the next version', 'next'],
  ['back to this one', 'this'],
])('%s', (_what, version) => {
  it('shows the same at every step, also when D1 fails at any place', async () => {
    const before = await surfaces(version === 'next' ? 'this' : 'next')
    expect(await surfaces(version)).toEqual(before)
    let written = 0
    for (let run = 0; ; run += 1) {
      // The first run migrates, so it takes more trips.
      await sync(version, { 'Test-D1': `throw ${run + 1}` })
      expect(await surfaces(version)).toEqual(before)
      const { step, cost } = await sync(version)
      written += cost.rowsWritten
      if (step.refilling === null) break
      expect(run).toBeLessThan(20)
    }
    expect(await surfaces(version)).toEqual(before)
    expect(await corrected(version)).toEqual(CORRECTED)
    console.log(`${version}: ${(written / COUNT).toFixed(1)} rows written an article`)
  })
})

describe('a table that was dropped', () => {
  it.each([
    'topics',
    'authors',
    'aliases',
    'corrections',
    'counters',
    'months',
    'problems',
    'state',
    'search_a',
  ] as const)(
    'is there again at the next request: %s',
    async (name) => {
      const before = await surfaces('this')
      await paper.d1.exec(`DROP TABLE ${T[name]}`)
      expect(await surfaces('this')).toEqual(before)
      expect(await corrected('this')).toEqual(CORRECTED)
      await settle('this')
      expect(await surfaces('this')).toEqual(before)
    },
    120_000,
  )

  it('is filled again from KV where it held the articles', async () => {
    const before = await surfaces('this')
    await paper.d1.exec(`DROP TABLE ${T.articles}`)
    await settle('this')
    expect(await surfaces('this')).toEqual(before)
  })
})
