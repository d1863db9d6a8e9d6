import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import { surfacesOf } from './surfaces.ts'
import { writeVersions } from './worker-versions.ts'

/**
 * A deploy never empties a list: while the next version of the worker takes over a catalogue that this
 * one filled, and back, no list is shorter, no address has another status, the front page is no older.
 */
const COUNT = 200
const NOW = Date.now()
let paper: Newspaper

/** Another column, another index, a new table that triggers fill, and another filling of a column. */
const NEXT = [
  {
    file: 'worker/catalogue/schema.ts',
    from: "counted_listed: 'TEXT',",
    to: "counted_listed: 'TEXT', words: 'INTEGER NOT NULL DEFAULT 0',",
  },
  {
    file: 'worker/catalogue/schema.ts',
    from: 'INDEXES: Record<string, string> = {',
    to: "INDEXES: Record<string, string> = { words: T.articles + ' (words) WHERE listed = 1',",
  },
  {
    file: 'worker/catalogue/row.ts',
    from: 'counted_listed: JSON.stringify([',
    to: "words: article.body.length, counted_listed: JSON.stringify([ 'length:any',",
  },
  {
    file: 'worker/catalogue/row.ts',
    from: 'counted: string',
    to: 'counted: string; words: number',
  },
  {
    file: 'content/model/summary.ts',
    from: 'standfirst: excerpt(article),',
    to: "standfirst: excerpt(article) + ' ++',",
  },
  {
    file: 'worker/catalogue/queries/list.ts',
    from: 'SELECT article.position, article.card\n',
    to: 'SELECT article.position, article.card, article.words\n',
  },
]

beforeAll(async () => {
  const main = await writeVersions('versions', NEXT)
  paper = await startNewspaper(
    { SYNC_TOKEN: 'secret', SYNC_READS: '1000', SYNC_CHANGES: '50', SYNC_REFILLS: '40' },
    main,
  )
  for (let index = 0; index < COUNT; index += 1) {
    const { id, article } = story(index)
    await paper.kv.put(`article:${id}`, JSON.stringify(article))
  }
})
afterAll(() => paper.close())

function story(index: number) {
  const id = `story-${index}`
  const article = anArticle({
    headline: `خبر ${index}`,
    section: ['world', 'science', 'culture'][index % 3],
    publishedAt: new Date(NOW - (COUNT - index) * 3_600_000).toISOString(),
    topics: ['القمر', `موضوع ${index % 7}`],
    authors: [{ name: 'سلمى' }],
    ...(index % 10 === 0 && { aliases: [`was-${index}`] }),
    ...(index % 50 === 7 && { status: 'withdrawn' }),
    ...(index % 50 === 8 && { status: 'draft' }),
  })
  return { id, article }
}

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

it('fills the catalogue', async () => {
  for (let step: Step | null = null; !step?.done; ) {
    ;({ step } = await sync('this', {}, step?.cursor))
  }
  const { lists } = await surfaces('this')
  expect(lists['/api/v1/articles']).toHaveLength(COUNT - 8)
}, 120_000)

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
    console.log(`${version}: ${(written / COUNT).toFixed(1)} rows written an article`)
  }, 300_000)
})
