import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** DESIGN 9, row by row: one store throws, hangs or answers slowly, then both. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ READ_TIMEOUT: '400', SYNC_CHANGES: '50' })
  await paper.put('nile-flood', { headline: 'فيضان النيل' })
  await paper.put('old-name', { headline: 'قديم', aliases: ['older-name'] })
  await paper.tick()
})
afterAll(() => paper.close())

describe.each(['throw', 'hang', 'slow'])('when KV does %s', (fault) => {
  it('serves the last good revision of an article', async () => {
    const { status, text } = await paper.get('/article/nile-flood', { 'Test-KV': fault })
    expect(status).toBe(200)
    expect(text).toContain('فيضان النيل')
  })

  it('serves the front page and sections from the catalogue', async () => {
    for (const path of ['/', '/section/science', '/api/v1/front']) {
      const { status, text } = await paper.get(path, { 'Test-KV': fault })
      expect(status, path).toBe(200)
      expect(text, path).toContain('فيضان النيل')
    }
  })
})

describe.each(['throw', 'hang'])('when D1 does %s', (fault) => {
  it('serves article, front and section from KV, for a short time', async () => {
    for (const path of [
      '/article/nile-flood',
      '/',
      '/section/science',
      '/api/v1/articles/nile-flood',
    ]) {
      const { status, text } = await paper.get(path, { 'Test-D1': fault })
      expect(status, path).toBe(200)
      expect(text, path).toContain('فيضان النيل')
    }
    const { headers } = await paper.get('/article/nile-flood', { 'Test-D1': fault })
    expect(headers.get('Cloudflare-CDN-Cache-Control')).toBe('public, max-age=10')
  })

  it('says that deep lists are out of reach, and does not call a story missing', async () => {
    for (const path of [`/topic/x`, '/article/none', '/article/older-name']) {
      const { status, headers, text } = await paper.get(path, { 'Test-D1': fault })
      expect(status, path).toBe(503)
      expect(headers.get('Retry-After')).toBe('30')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(text).toContain('لا نصل إلى الخبر الآن')
    }
    const api = await paper.get('/api/v1/articles', { 'Test-D1': fault })
    expect(api.status).toBe(503)
    expect(api.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
  })
})

describe.each(['throw', 'hang'])('when both do %s', (fault) => {
  it('answers 503 as a page of the paper, with the request’s id and nothing of its insides', async () => {
    const headers = { 'Test-KV': fault, 'Test-D1': fault, 'cf-ray': 'abc123-RUH' }
    const answer = await paper.get('/article/nile-flood', headers)
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('abc123-RUH')
    expect(answer.text).not.toMatch(/broken on purpose|\bat \w+ \(|Unavailable/)
    expect(paper.logs()).toContain('abc123-RUH')
  })
})

it('says so in the status when sync has not finished for half an hour', async () => {
  const fresh = await paper.get('/api/v1/status')
  expect(fresh.status).toBe(200)
  const later = new Date(Date.now() + 31 * 60_000).toISOString()
  const stale = await paper.get('/api/v1/status', { 'Test-Now': later })
  expect(stale.status).toBe(503)
  expect(stale.json()).toMatchObject({ status: 'stale' })
})

it('tells keys and reasons to the operator alone', async () => {
  await paper.kv.put('article:broken', '{')
  await paper.tick()
  const open = await paper.get('/api/v1/status')
  expect(open.json()).toMatchObject({ problemCount: 1 })
  expect(open.text).not.toContain('broken')
  const asked = await paper.get('/api/v1/status?problems=true', { Authorization: 'Bearer guess' })
  expect(asked.status).toBe(401)
  expect((await paper.ask('/api/v1/sync', { method: 'POST' })).status).toBe(404)
})
