import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** The first reader of a story gets the same page as the second. Not local: nothing syncs before. */
const AT = '2026-03-10T12:00:00Z'
const NOW = { 'Test-Now': AT }
const daysBefore = (days: number) => new Date(Date.parse(AT) - days * 86_400_000).toISOString()
const SYNC = { method: 'POST', headers: { Authorization: 'Bearer secret', ...NOW } }

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SYNC_CHANGES: '50', SETTLE_SECONDS: '0' })
  await paper.put('older', { topics: ['الماء'], publishedAt: daysBefore(2) })
  await paper.put('of-topic', { section: 'world', topics: ['القمر'], publishedAt: daysBefore(2) })
  await paper.put('chosen', { section: 'culture', publishedAt: daysBefore(3) })
  await paper.put('newest', { publishedAt: daysBefore(0.5) })
  await paper.ask('/api/v1/sync', SYNC)
})
afterAll(() => paper.close())

interface Neighbours {
  neighbours: { next: { id: string }; related: { id: string }[] }
}

const FRESH = { topics: ['القمر'], related: ['chosen'], publishedAt: daysBefore(1) }

it.each([
  ['that was just put', FRESH, 'older', ['chosen', 'of-topic', 'newest']],
  ['whose section changed', { ...FRESH, section: 'world' }, 'of-topic', ['chosen']],
  [
    'whose date changed',
    { ...FRESH, publishedAt: daysBefore(2.5) },
    'newest',
    ['chosen', 'of-topic', 'older'],
  ],
  ['whose topics changed', { ...FRESH, topics: ['الماء'] }, 'older', ['chosen', 'newest']],
])('shows a story %s as the second view does', async (_what, fields, next, related) => {
  await paper.put('fresh', fields)
  const first = await paper.get('/article/fresh', NOW)
  const second = await paper.get('/article/fresh', NOW)
  expect(first.status).toBe(200)
  expect(first.text).toBe(second.text)
  for (const name of ['Cache-Tag', 'Cloudflare-CDN-Cache-Control', 'ETag', 'Revision']) {
    expect(first.headers.get(name), name).toBe(second.headers.get(name))
  }
  expect(first.cost.d1Trips).toBe(2)
  expect(second.cost.d1Trips).toBe(1)
  const { neighbours } = (await paper.get('/api/v1/articles/fresh', NOW)).json() as Neighbours
  expect(neighbours.next.id).toBe(next)
  expect(neighbours.related.map(({ id }) => id)).toEqual(related)
  for (const id of [next, ...related]) expect(first.text).toContain(`/article/${id}"`)
})

it('is cached for 10 s while the catalogue does not answer', async () => {
  await paper.put('alone', { publishedAt: daysBefore(1) })
  const answer = await paper.get('/article/alone', { ...NOW, 'Test-D1': 'throw' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Cloudflare-CDN-Cache-Control')).toMatch(/^public, max-age=10,/)
})
