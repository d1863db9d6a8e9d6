import { afterAll, beforeAll, expect, it } from 'vitest'
import { articleKey } from '../content/model/key.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

/** More than two pages of `list`. */
const COUNT = 2100
const TOKEN = { Authorization: 'Bearer secret' }
/** Bounds far above those of the free plan: what is tested is the number of articles. */
const BOUNDS = { SYNC_CHANGES: '100', SYNC_READS: '200', SYNC_INDEX: '100' }
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0', ...BOUNDS })
  await paper.putAll(Array.from({ length: COUNT }, (_, index) => entry(index)))
})
afterAll(() => paper.close())

function story(index: number) {
  return {
    headline: `خبر ${index}`,
    section: ['world', 'science', 'culture'][index % 3],
    publishedAt: new Date(Date.UTC(2025, 0, 1) + index * 3_600_000).toISOString(),
    authors: [{ name: 'سلمى' }],
    topics: [`موضوع ${index % 40}`, 'القمر'],
    related: ['story-1', 'story-2'],
  }
}

function entry(index: number) {
  return { key: articleKey(`story-${index}`), value: JSON.stringify(anArticle(story(index))) }
}

interface Step {
  done: boolean
  cursor?: string
  read: number
  applied: number
  removed: number
}

async function step(cursor?: string, of = paper) {
  const body = JSON.stringify({ cursor })
  const answer = await of.ask('/api/v1/sync', { method: 'POST', headers: TOKEN, body })
  expect(answer.status).toBe(200)
  return { ...(answer.json() as Step), cost: answer.cost }
}

async function syncAll(of = paper): Promise<Awaited<ReturnType<typeof step>>[]> {
  const steps = [await step(undefined, of)]
  while (!steps.at(-1)?.done) {
    steps.push(await step(steps.at(-1)?.cursor, of))
    expect(steps.length).toBeLessThan(2 * COUNT)
  }
  return steps
}

it('finds articles that were put raw in steps of bounded work', async () => {
  const small = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0' })
  const ids = Array.from({ length: 130 }, (_, index) => index)
  await Promise.all(ids.map((index) => small.put(`story-${index}`, story(index))))
  const steps = await syncAll(small)
  await small.close()
  expect(steps.reduce((sum, { applied }) => sum + applied, 0)).toBe(ids.length)
  for (const { applied, read, cost } of steps) {
    expect(applied).toBeLessThanOrEqual(5)
    expect(read).toBeLessThanOrEqual(50)
    expect(cost.kvReads).toBeLessThanOrEqual(54)
    // The first step makes the tables besides.
    expect(cost.d1Trips).toBeLessThanOrEqual(13)
  }
})

it('finds all of many articles', async () => {
  const steps = await syncAll()
  expect(steps.reduce((sum, { applied }) => sum + applied, 0)).toBe(COUNT)
  const status = (await paper.get('/api/v1/status')).json()
  expect(status).toMatchObject({ status: 'ok', articles: { published: COUNT }, problemCount: 0 })
})

it('shows the right front page', async () => {
  const front = (await paper.get('/api/v1/front')).json() as {
    lead: { id: string }
    latest: { id: string }[]
  }
  expect(front.lead.id).toBe(`story-${COUNT - 1}`)
  expect(front.latest.map(({ id }) => id).slice(0, 3)).toEqual(
    [1, 2, 3].map((back) => `story-${COUNT - back}`),
  )
})

it('pages through a section to its end, each story once', async () => {
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer = await paper.get(
      `/api/v1/articles?section=world&limit=100${cursor && `&cursor=${cursor}`}`,
    )
    expect(answer.cost.rowsRead).toBeLessThanOrEqual(1000)
    const page = answer.json() as { items: { id: string }[]; next: string | null }
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  const expected = Array.from({ length: COUNT }, (_, index) => index).filter(
    (index) => index % 3 === 0,
  )
  expect(seen).toEqual(expected.reverse().map((index) => `story-${index}`))
})

it('follows the links from a section page to older ones', async () => {
  let path: string | undefined = '/section/culture'
  let pages = 0
  let stories = 0
  while (path !== undefined) {
    const { text } = await paper.get(path)
    stories += new Set(text.match(/\/article\/story-\d+/g)).size
    path = /<a href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    pages += 1
  }
  const inSection = Math.floor(COUNT / 3)
  expect(stories).toBe(inSection)
  expect(pages).toBe(Math.ceil(inSection / 24))
})

it('reads no more than the budget for any kind of page, nothing cached', async () => {
  const { next } = (await paper.get('/api/v1/articles?section=world&limit=100')).json() as {
    next: string
  }
  const topic = encodeURIComponent('القمر')
  const costs = await Promise.all(
    [
      '/',
      '/section/world',
      `/section/world?before=${next}`,
      '/article/story-1700',
      '/article/no-such-story',
      `/topic/${topic}`,
      `/topic/${topic}?before=${next}`,
      `/author/${encodeURIComponent('سلمى')}`,
      '/archive/2025/03/01',
      '/page/none',
      '/media/none.jpg',
      '/nothing',
      '/api/v1/front',
      '/api/v1/articles/story-3',
      '/api/v1/articles?limit=100',
      `/api/v1/articles?limit=100&topic=${topic}&section=culture&language=en`,
      `/api/v1/articles?limit=100&author=${encodeURIComponent('سلمى')}&cursor=${next}`,
      '/api/v1/sections',
      '/api/v1/topics',
      '/api/v1/status',
      '/schema/article.json',
    ].map(async (path) => ({ path, ...(await paper.get(path)).cost })),
  )
  console.table(costs)
  for (const { path, kvReads, d1Trips, rowsRead } of costs) {
    expect(kvReads, path).toBeLessThanOrEqual(2)
    expect(d1Trips, path).toBeLessThanOrEqual(path === '/' || path === '/section/world' ? 0 : 1)
    expect(rowsRead, path).toBeLessThanOrEqual(1000)
  }
})

it('notices what is gone and what changed', async () => {
  await paper.kv.delete(`article:story-${COUNT - 1}`)
  await paper.kv.put(
    'article:story-7',
    JSON.stringify(anArticle({ ...story(7), headline: 'تغيّر' })),
  )
  const steps = await syncAll()
  expect(steps.reduce((sum, { removed }) => sum + removed, 0)).toBe(1)
  expect(steps.reduce((sum, { applied }) => sum + applied, 0)).toBe(1)
  const front = (await paper.get('/api/v1/front')).json() as { lead: { id: string } }
  expect(front.lead.id).toBe(`story-${COUNT - 2}`)
  expect((await paper.get('/api/v1/articles/story-7')).text).toContain('تغيّر')
  expect((await paper.get(`/article/story-${COUNT - 1}`)).status).toBe(410)
})
