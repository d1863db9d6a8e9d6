import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseArticle } from '../content/model/article.ts'
import { liveKey } from '../content/model/key.ts'
import { noChanges, reconcile } from '../worker/catalogue/reconcile.ts'
import { rowOf } from '../worker/catalogue/row.ts'
import { updatesOf } from './live-story.ts'
import { makeTables } from './make-tables.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

/**
 * Nothing that a reader can ask for costs more than two KV reads, one D1 round trip and 1,000 rows:
 * every route and every mixture of the API's parameters, in a catalogue that makes each as dear as it
 * can be: all stories share thirty topics, an author and a previous id and name fifty related ones; a
 * quarter wait for their moment, a quarter expired and sync has not come by, a quarter are drafts;
 * 3,000 values are broken; the site has fifty sections, and its stored front is lost.
 */
const STORIES = 2400
const BROKEN = 3000
const NOW = Date.UTC(2026, 0, 2)
const TOPICS = Array.from({ length: 30 }, (_, index) => `موضوع-${index}`)
const SECTIONS = Array.from({ length: 50 }, (_, index) => `section-${index}`)
const AUTHOR = 'سلمى'
const KINDS = ['shown', 'waiting', 'expired', 'draft']
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret' })
  await paper.kv.put(
    'site',
    JSON.stringify({ name: 'هدهد', sections: SECTIONS.map((id) => ({ id, name: id })) }),
  )
  await makeTables(paper.d1)
  const begin = NOW - 500 * 86_400_000
  for (let start = 0; start < STORIES; start += 60) {
    const apply = Array.from({ length: 60 }, (_, index) => ({
      row: rowOf(
        `story-${start + index}`,
        story(start + index),
        { revision: 'r', stamp: null },
        begin,
      ),
      instead: null,
    }))
    await run(reconcile({ ...noChanges(), apply }, begin))
  }
  const problems = Array.from({ length: BROKEN }, (_, index) => ({
    key: `article:broken-${index}`,
    revision: 'x',
    stamped: false,
    reasons: ['is not JSON'],
  }))
  await run(reconcile({ ...noChanges(), problems }, begin))
})
afterAll(() => paper.close())

async function run(statements: ReturnType<typeof reconcile>): Promise<void> {
  await paper.d1.batch(statements.map(({ sql, params }) => paper.d1.prepare(sql).bind(...params)))
}

function story(index: number) {
  const kind = KINDS[index % KINDS.length]
  const publishedAt =
    kind === 'waiting' ? NOW + (index + 1) * 1000 : NOW - 400 * 86_400_000 + index * 60_000
  return parseArticle(
    JSON.stringify(
      anArticle({
        section: SECTIONS[index % 3],
        publishedAt: new Date(publishedAt).toISOString(),
        topics: TOPICS,
        authors: [{ name: AUTHOR }],
        aliases: ['previous'],
        related: Array.from({ length: 50 }, (_, other) => `story-${other * 4}`),
        placement: index % 8 < 4 ? 'lead' : 'top',
        breaking: true,
        language: 'ar',
        ...(kind === 'expired' && { expiresAt: new Date(NOW - 1000).toISOString() }),
        ...(kind === 'draft' && { status: 'draft' }),
      }),
    ),
  )
}

/** Every choice of these parameters: a value that all stories have, one that none has, or not at all. */
function mixtures(): string[] {
  const choices = {
    topic: [TOPICS[0], 'none'],
    author: [AUTHOR, 'none'],
    section: ['section-0', 'none'],
    language: ['ar', 'fr'],
    since: ['2000-01-01T00:00:00Z'],
    until: ['2025-12-31T00:00:00Z'],
  }
  let queries = ['limit=100']
  for (const [name, values] of Object.entries(choices)) {
    queries = queries.flatMap((query) => [
      query,
      ...values.map((value) => `${query}&${name}=${encodeURIComponent(value ?? '')}`),
    ])
  }
  return queries
}

async function costOf(path: string, more: Record<string, string> = {}, extra = 0) {
  return (await answerWithin(path, more, extra)).cost
}

/** The answer, and what it cost: no more than the budget. */
async function answerWithin(path: string, more: Record<string, string> = {}, extra = 0) {
  const headers = { 'Test-Now': new Date(NOW).toISOString(), ...more }
  const { status, text, cost } = await paper.get(path, headers)
  expect(cost.kvReads, path).toBeLessThanOrEqual(2 + extra)
  expect(cost.d1Trips, path).toBeLessThanOrEqual(1 + extra)
  expect(cost.rowsRead, path).toBeLessThanOrEqual(1000)
  return { text, cost: { path: path.slice(0, 60), status, ...cost } }
}

const topic = encodeURIComponent(TOPICS[0] ?? '')
const author = encodeURIComponent(AUTHOR)

it('no page and no answer of the API costs more than its budget', async () => {
  const costs = []
  // What is in the catalogue alone is marked once to be looked at; then it costs what it costs.
  for (const id of [1200, 1201, 1204]) await paper.get(`/article/story-${id}`)
  for (const path of [
    '/',
    '/api/v1/front',
    '/section/section-0',
    '/section/none',
    '/section/section-0?before=zzz',
    '/article/story-1200',
    '/article/story-1201',
    '/article/previous',
    '/article/none',
    `/article/${'a'.repeat(300)}`,
    `/topic/${topic}`,
    '/topic/none',
    `/topic/${'x'.repeat(5000)}`,
    `/author/${author}`,
    '/corrections',
    '/archive/2024/11/28',
    '/archive/1999/01/01',
    '/archive/2026/02/30',
    '/page/none',
    '/preview/story-1200?expires=1&signature=x',
    '/media/none.jpg',
    '/robots.txt',
    '/schema/article.json',
    '/nothing',
    '/%ff',
    '/api/v1/articles/story-1204',
    '/api/v1/articles/none',
    '/api/v1/articles?cursor=zzz',
    '/api/v1/sections',
    '/api/v1/topics',
    '/api/v1/status',
    '/api/v1/status?problems=true',
    '/api/v1/nothing',
  ]) {
    costs.push(await costOf(path))
  }
  console.table(costs)
})

it('a live story costs one more KV read, and its older parts another', async () => {
  const headers = { 'Test-Now': new Date(NOW).toISOString() }
  const live = { startedAt: '2025-12-01T10:00:00Z', parts: 1 }
  await paper.put('match', { publishedAt: live.startedAt, live, section: 'section-0' })
  const updates = updatesOf(40, Date.parse(live.startedAt))
  await paper.kv.put(liveKey('match'), JSON.stringify(updates.slice(20)))
  await paper.kv.put(liveKey('match', 1), JSON.stringify(updates.slice(0, 20)))
  await paper.get('/article/match', headers)
  const { cost } = await paper.get('/article/match', headers)
  expect(cost).toMatchObject({ kvReads: 3, d1Trips: 1 })
  expect(cost.rowsRead).toBeLessThanOrEqual(1000)
  const older = await paper.get('/article/match?before=u-30', headers)
  expect(older.cost).toMatchObject({ kvReads: 4, d1Trips: 1 })
})

it('nor does any page of a list, to its end', async () => {
  for (const path of ['/section/section-0', `/topic/${topic}`, `/author/${author}`]) {
    let next: string | undefined = path
    for (let pages = 0; next !== undefined && pages < 100; pages += 1) {
      const { text } = await answerWithin(next)
      next = /href="([^"]+)" rel="next"/.exec(text)?.[1]
    }
    expect(next).toBeUndefined()
  }
})

it('nor does any mixture of the API’s parameters', async () => {
  const queries = mixtures()
  expect(queries).toHaveLength(3 * 3 * 3 * 3 * 2 * 2)
  let most = 0
  for (const query of queries) {
    const { rowsRead, status } = await costOf(`/api/v1/articles?${query}`)
    expect(status, query).toBe(200)
    most = Math.max(most, rowsRead)
  }
  console.log(`rows that the dearest mixture reads: ${most}`)
  // What is measured is measured: a query that read nothing would be none.
  expect(most).toBeGreaterThan(500)
})

// One more read of KV, and of D1, brings the last good site.
it.each(['throw', 'lose', 'truncate'])('nor does anything while KV does %s', async (fault) => {
  for (const path of [
    '/',
    '/api/v1/front',
    '/section/section-0',
    `/topic/${topic}`,
    '/page/about',
  ]) {
    await costOf(path, { 'Test-KV': fault }, 1)
  }
})

describe('the snapshot of fifty sections with long texts', () => {
  const SUMMER = Date.UTC(2027, 6, 1)
  const headers = { 'Test-Now': new Date(SUMMER).toISOString() }
  beforeAll(async () => {
    const ids = SECTIONS.flatMap((section) =>
      Array.from({ length: 40 }, (_, index) => ({ section, id: `${section}-${index}`, index })),
    )
    for (let start = 0; start < ids.length; start += 100) {
      const apply = ids.slice(start, start + 100).map(({ section, id, index }) => ({
        row: rowOf(id, long(section, index), { revision: 'r', stamp: null }, SUMMER),
        instead: null,
      }))
      await run(reconcile({ ...noChanges(), apply }, SUMMER))
    }
    await paper.ask('/api/v1/sync', {
      method: 'POST',
      headers: { ...headers, Authorization: 'Bearer secret' },
    })
  }, 120_000)

  /** As long as an editor writes, with a caption of a page. */
  function long(section: string, index: number) {
    return parseArticle(
      JSON.stringify(
        anArticle({
          section,
          headline: 'عنوان طويل '.repeat(10),
          standfirst: 'مقدمة طويلة '.repeat(40),
          publishedAt: new Date(SUMMER - (index + 1) * 3_600_000).toISOString(),
          image: { src: 'moon.jpg', alt: 'القمر', caption: 'تعليق '.repeat(3000) },
        }),
      ),
    )
  }

  it('stays under its limit, and no list is shorter for it', async () => {
    const text = (await paper.kv.get('derived:front')) ?? ''
    const bytes = new TextEncoder().encode(text).length
    console.log(`bytes of the snapshot of fifty sections: ${bytes}`)
    expect(bytes).toBeLessThan(1_000_000)
    expect(text).not.toContain('تعليق تعليق')
    const front = await paper.get('/', headers)
    expect(front.cost.d1Trips).toBe(0)
    for (const section of SECTIONS) expect(front.text).toContain(`href="/section/${section}"`)
    const page = await paper.get('/section/section-7', headers)
    expect(page.text.match(/href="\/article\/section-7-\d+"/g)?.length).toBeGreaterThanOrEqual(24)
    expect(page.text).toContain('rel="next"')
    expect(page.cost).toMatchObject({ kvReads: 2, d1Trips: 1 })
    const alone = await paper.get('/section/section-7', { ...headers, 'Test-D1': 'throw' })
    expect(alone.status).toBe(200)
    expect(alone.text).toContain('/article/section-7-0')
  })
})
