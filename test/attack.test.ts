import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewLink } from '../content/model/preview-link.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

const LIMITS = { SEARCH_LIMIT: 2, API_LIMIT: 3, ABSENCE_LIMIT: 2 }
const ratelimits = Object.entries(LIMITS).map(([name, limit], index) => ({
  name,
  namespace_id: String(9001 + index),
  simple: { limit, period: 60 },
}))
const SECRETS = {
  SYNC_TOKEN: 'new-token',
  SYNC_TOKEN_PREVIOUS: 'old-token',
  PREVIEW_SECRET: 'new secret',
  PREVIEW_SECRET_PREVIOUS: 'old secret',
}

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ ...SECRETS, SETTLE_SECONDS: '0' }, 'test/worker.ts', {
    ratelimits,
  })
  await paper.put('nile-flood')
})
afterAll(() => paper.close())

/**
 * So many requests that more than `limit` of them fall into one minute, also where another minute
 * begins meanwhile.
 */
async function flood(limit: number, ip: string, pathOf: (index: number) => string) {
  const answers = []
  for (let index = 0; index < 2 * limit + 3; index += 1) {
    answers.push(await paper.get(pathOf(index), { 'CF-Connecting-IP': ip }))
  }
  return answers
}

describe('a client that asks too often', () => {
  it('gets a problem of the API that says when to try again, before anything is read', async () => {
    const answers = await flood(LIMITS.API_LIMIT, '192.0.2.1', () => '/api/v1/articles?limit=1')
    expect(answers[0]?.status).toBe(200)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    for (const { headers, cost, json } of refused) {
      expect(headers.get('Content-Type')).toContain('application/problem+json')
      expect(headers.get('Retry-After')).toBe('60')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(json()).toMatchObject({ status: 429, title: 'Too many requests' })
      expect(cost).toMatchObject({ kvReads: 0, d1Trips: 0 })
    }
    const other = await paper.get('/api/v1/articles', { 'CF-Connecting-IP': '192.0.2.2' })
    expect(other.status).toBe(200)
  })

  it('is one client in all addresses of an IPv6 network', async () => {
    const ips = ['2001:db8:1:2::1', '2001:db8:1:2:a:b:c:d', '2001:db8:1:2::']
    const answers = []
    for (const ip of [...ips, ...ips, ...ips]) {
      answers.push(await paper.get('/api/v1/front', { 'CF-Connecting-IP': ip }))
    }
    expect(answers.some(({ status }) => status === 429)).toBe(true)
    const other = await paper.get('/api/v1/front', { 'CF-Connecting-IP': '2001:db8:1:3::1' })
    expect(other.status).toBe(200)
  })

  it('may not search', async () => {
    const answers = await flood(LIMITS.SEARCH_LIMIT, '192.0.2.3', (n) => `/api/v1/search?q=${n}`)
    expect(answers.some(({ status }) => status === 429)).toBe(true)
  })

  it.each([
    ['/article/', '192.0.2.4'],
    ['/api/v1/articles/', '192.0.2.5'],
  ])('costs D1 nothing for the articles that it guesses at %s', async (path, ip) => {
    const limit = path === '/article/' ? LIMITS.ABSENCE_LIMIT : LIMITS.API_LIMIT
    const answers = await flood(limit, ip, (index) => `${path}guess-${index}`)
    expect(answers[0]?.status).toBe(404)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.at(-1)?.cost.d1Trips).toBe(0)
    expect(refused.at(-1)?.headers.get('Retry-After')).toBe('60')
    // What exists is there for everyone behind that address.
    if (path === '/article/') {
      const found = await paper.get('/article/nile-flood', { 'CF-Connecting-IP': ip })
      expect(found.status).toBe(200)
    }
  })
})

describe('during a rotation', () => {
  it.each(['new-token', 'old-token'])('%s is valid', async (token) => {
    const headers = { Authorization: `Bearer ${token}` }
    expect((await paper.ask('/api/v1/sync', { method: 'POST', headers })).status).toBe(200)
  })

  it.each(['', 'other', 'new-token,old-token', 'undefined'])(
    'no other token: %s',
    async (token) => {
      const headers = { Authorization: `Bearer ${token}` }
      expect((await paper.ask('/api/v1/sync', { method: 'POST', headers })).status).toBe(401)
    },
  )

  it('links signed with either secret show a preview', async () => {
    const until = Date.now() + 3_600_000
    const statusOf = async (secret: string) =>
      (await paper.get(await previewLink('nile-flood', until, secret))).status
    expect(await statusOf('new secret')).toBe(200)
    expect(await statusOf('old secret')).toBe(200)
    expect(await statusOf('another secret')).toBe(404)
  })
})
