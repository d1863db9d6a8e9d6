import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/**
 * What happens when the stores fail, row by row: one throws, hangs for 30 seconds or answers slowly,
 * then both; values come corrupt or cut short. `waitedOut` counts what was waited for to its end, so
 * it says without a clock that an answer did not wait.
 */
const OPERATOR = { Authorization: 'Bearer secret' }
const PAGE_EDGE = /^public, max-age=60, stale-while-revalidate=30, stale-if-error=86400$/
const SHORT_EDGE = 'public, max-age=10, stale-while-revalidate=0, stale-if-error=0'
const edge = 'Cloudflare-CDN-Cache-Control'
const withdrawn = { status: 'withdrawn', reason: 'لم يصح.' }
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    READ_TIMEOUT: '700',
    SYNC_CHANGES: '50',
    SYNC_TOKEN: 'secret',
    SETTLE_SECONDS: '0',
  })
  await paper.put('nile-flood', { headline: 'فيضان النيل', topics: ['النيل'] })
  await paper.put('old-name', { headline: 'قديم', aliases: ['older-name'], topics: ['النيل'] })
  await paper.put('regretted', withdrawn)
  await paper.put('unready', { status: 'draft' })
  await paper.put('removed')
  await sync()
  await paper.kv.delete('article:removed')
  await sync()
})
afterAll(() => paper.close())

async function sync(headers: Record<string, string> = {}) {
  return paper.ask('/api/v1/sync', { method: 'POST', headers: { ...OPERATOR, ...headers } })
}

const FROM_KV_ALONE = ['/article/nile-flood', '/', '/section/science', '/api/v1/front']
const topic = `/topic/${encodeURIComponent('النيل')}`

describe.each(['throw', 'hang', 'corrupt', 'truncate', 'lose'])('when KV does %s', (fault) => {
  const kv = { 'Test-KV': fault }

  it('serves the last good revision of an article, and its neighbours', async () => {
    for (const path of ['/article/nile-flood', '/api/v1/articles/nile-flood']) {
      // What KV has lost is gone, once it has settled; here it settles at once.
      const { status, text, cost } = await paper.get(path, kv)
      expect(status, path).toBe(fault === 'lose' ? 410 : 200)
      if (fault !== 'lose') expect(text, path).toContain('فيضان النيل')
      if (fault !== 'lose') expect(text, path).toContain('/article/old-name')
      expect(cost.waitedOut).toBe(0)
    }
  })

  it('serves the front page, sections and all lists', async () => {
    for (const path of ['/', '/section/science', '/api/v1/front', topic, '/api/v1/articles']) {
      const { status, text, cost } = await paper.get(path, kv)
      expect(status, path).toBe(200)
      expect(text, path).toContain('فيضان النيل')
      expect(text, path).not.toContain('لم يصح')
      expect(cost.waitedOut).toBe(0)
    }
  })

  it('counts the stories of the sections that the site last had', async () => {
    const { text } = await paper.get('/api/v1/sections', kv)
    expect(text).toMatch(/"id":"science","name":"العلوم","url":"[^"]+","count":[1-9]/)
  })

  it('shows the site as it last was', async () => {
    for (const path of ['/', '/section/science', '/article/old-name', topic]) {
      const answer = await paper.get(path, { 'Test-KV': `${fault} site` })
      expect(answer.status, path).toBe(200)
      expect(answer.text, path).toContain('العلوم')
    }
  })
})

describe.each(['throw', 'hang'])('when KV does %s', (fault) => {
  const kv = { 'Test-KV': fault }

  it('caches what is made from the catalogue for a short time only', async () => {
    for (const path of ['/', '/section/science', '/api/v1/front']) {
      expect((await paper.get(path, kv)).headers.get(edge), path).toBe(SHORT_EDGE)
    }
  })

  it.each([
    ['withdrawn', '/article/regretted', 410],
    ['deleted', '/article/removed', 410],
    ['a draft', '/article/unready', 404],
    ['renamed', '/article/older-name', 301],
  ])('knows what is %s', async (_what, path, status) => {
    const answer = await paper.get(path, kv)
    expect(answer.status).toBe(status)
    if (path.endsWith('regretted')) expect(answer.text).toContain(withdrawn.reason)
  })

  it('calls nothing missing that it cannot see', async () => {
    for (const path of ['/article/none', '/page/about', '/media/a.jpg', '/api/v1/articles/none']) {
      const { status, headers, cost } = await paper.get(path, kv)
      expect(status, path).toBe(503)
      expect(headers.get('Retry-After')).toBe('30')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(cost.waitedOut).toBe(0)
    }
  })

  it('stops sync, which goes on as if nothing had been when KV is back', async () => {
    const id = `during-${fault}`
    await paper.put(id, { headline: `أثناء ${fault}` })
    expect((await sync(kv)).status).toBe(503)
    expect((await sync()).json()).toMatchObject({ done: true, applied: 1 })
    expect((await paper.get('/api/v1/articles')).text).toContain(`أثناء ${fault}`)
  })
})

describe.each([
  ['hang', 'hang article:stuck'],
  ['throw', 'throw article:stuck'],
])('when KV does %s for one key', (_fault, kv) => {
  it('takes in all others, names the key, and takes it in when it comes', async () => {
    const other = `beside-${_fault}`
    await Promise.all([paper.put('stuck', { headline: `عالق ${_fault}` }), paper.put(other)])
    const answer = await sync({ 'Test-KV': kv })
    expect(answer.json()).toMatchObject({ done: true, applied: 1, refused: 1 })
    expect(answer.cost.waitedOut).toBe(0)
    const status = () => paper.get('/api/v1/status?problems=true', OPERATOR)
    expect((await status()).text).toMatch(/article:stuck.*could not be read/)
    expect((await paper.get('/api/v1/articles')).text).toContain(other)
    await sync()
    expect((await status()).json()).toMatchObject({ problemCount: 0 })
    expect((await paper.get('/api/v1/articles')).text).toContain(`عالق ${_fault}`)
    await paper.kv.delete('article:stuck')
    await sync()
  })
})

describe.each(['throw', 'hang'])('when D1 does %s', (fault) => {
  const d1 = { 'Test-D1': fault }

  it('serves article, front and section from KV, the article for a short time', async () => {
    for (const path of [...FROM_KV_ALONE, '/api/v1/articles/nile-flood']) {
      const { status, text, headers, cost } = await paper.get(path, d1)
      expect(status, path).toBe(200)
      expect(text, path).toContain('فيضان النيل')
      expect(cost.waitedOut).toBe(0)
      if (path.includes('nile-flood')) expect(headers.get(edge), path).toBe(SHORT_EDGE)
      else expect(headers.get(edge), path).toMatch(PAGE_EDGE)
    }
    const { json } = await paper.get('/api/v1/articles/nile-flood', d1)
    expect(json()).toMatchObject({ neighbours: null })
  })

  it('knows what is withdrawn, with its reason, and shows no draft', async () => {
    const gone = await paper.get('/article/regretted', d1)
    expect(gone.status).toBe(410)
    expect(gone.text).toContain(withdrawn.reason)
    expect((await paper.get('/article/unready', d1)).status).toBe(404)
  })

  it('says that search does not answer, with what can still be read', async () => {
    for (const path of ['/search?q=x', '/search?q=x&section=science&sort=newest']) {
      const { status, text, headers, cost } = await paper.get(path, d1)
      expect(status, path).toBe(503)
      expect(headers.get('Retry-After')).toBe('30')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(text).toContain('البحث غير متاح الآن')
      expect(text).toContain('فيضان النيل')
      expect(text).toContain('value="x"')
      expect(cost.waitedOut).toBe(0)
    }
    for (const path of ['/api/v1/search?q=x', '/api/v1/suggest?q=x']) {
      const { status, headers, text, cost } = await paper.get(path, d1)
      expect(status, path).toBe(503)
      expect(headers.get('Retry-After')).toBe('30')
      expect(headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
      expect(text).toContain('search is not answering; try again in 30 seconds. /api/v1/front')
      expect(cost.waitedOut).toBe(0)
    }
    const empty = await paper.get('/search', d1)
    expect(empty.status).toBe(200)
    expect(empty.text).toContain('فيضان النيل')
    const both = await paper.get('/search?q=x', { ...d1, 'Test-KV': fault })
    expect(both.status).toBe(503)
    expect(both.text).toContain('<h1')
  })

  it('says that deep lists are out of reach, and does not call a story missing', async () => {
    for (const path of [
      topic,
      '/author/x',
      '/archive/2026/03/05',
      '/article/none',
      '/article/older-name',
    ]) {
      const { status, headers, text, cost } = await paper.get(path, d1)
      expect(status, path).toBe(503)
      expect(headers.get('Retry-After')).toBe('30')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(text).toContain('الصفحة غير متاحة مؤقتًا')
      expect(cost.waitedOut).toBe(0)
    }
    for (const path of ['/api/v1/articles', '/api/v1/sections', '/api/v1/topics']) {
      const api = await paper.get(path, d1)
      expect(api.status, path).toBe(503)
      expect(api.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    }
    expect((await paper.get('/api/v1/status', d1)).status).toBe(503)
  })

  it('stops sync, which goes on when D1 is back', async () => {
    expect((await sync(d1)).status).toBe(503)
    expect((await sync()).status).toBe(200)
  })
})

describe.each(['throw', 'hang'])('when both do %s', (fault) => {
  it('answers 503 as a page of the site, with the request’s id and nothing of its insides', async () => {
    const headers = { 'Test-KV': fault, 'Test-D1': fault, 'cf-ray': `abc-${fault}` }
    for (const path of ['/article/nile-flood', '/', '/section/science', topic, '/page/about']) {
      const answer = await paper.get(path, headers)
      expect(answer.status, path).toBe(503)
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      expect(answer.text).toContain('<html lang="ar" dir="rtl">')
      expect(answer.text).toContain(`abc-${fault}`)
      expect(answer.text).not.toMatch(/broken on purpose|\bat \w+ \(|Unavailable/)
      expect(answer.cost.waitedOut).toBe(0)
    }
    expect(paper.logs()).toContain(`abc-${fault}`)
  })
})

it('waits for stores that are slow, and answers in full', async () => {
  const slow = { 'Test-KV': 'slow', 'Test-D1': 'slow' }
  for (const path of ['/article/nile-flood', '/', '/section/science', topic, '/api/v1/articles']) {
    const [usual, late] = [await paper.get(path), await paper.get(path, slow)]
    expect(late.status, path).toBe(200)
    expect(late.text, path).toBe(usual.text)
    expect(late.headers.get(edge), path).toMatch(PAGE_EDGE)
  }
})

describe('what is stored of the front page', () => {
  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"version":1,"cards":{}}',
    '{"version":1,"builtAt":1,"site":{},"cards":{},"positions":{},"sections":{"science":3},"newest":[],"lead":[],"top":[],"breaking":[]}',
  ])('is skipped and made again when it is broken: %s', async (value) => {
    await paper.kv.put('derived:front', value)
    for (const path of ['/', '/section/science', '/api/v1/front']) {
      const { status, text, cost } = await paper.get(path)
      expect(status, path).toBe(200)
      expect(text, path).toContain('فيضان النيل')
      expect(cost.d1Trips, path).toBe(1)
    }
    await sync()
    expect((await paper.get('/')).cost.d1Trips).toBe(0)
  })
})

describe('a site that is missing', () => {
  it('gives way to built-in defaults, and a line in the status', async () => {
    const site = (await paper.kv.get('site')) ?? ''
    await paper.kv.delete('site')
    await sync()
    const front = await paper.get('/')
    expect(front.status).toBe(200)
    expect(front.text).toContain('فيضان النيل')
    const status = await paper.get('/api/v1/status?problems=true', OPERATOR)
    expect(status.text).toMatch(/"key":"site","reasons":\["is missing; put one/)
    await paper.kv.put('site', site)
    await sync()
    expect((await paper.get('/')).text).toContain('/section/science')
    expect((await paper.get('/api/v1/status')).json()).toMatchObject({ problemCount: 0 })
  })
})

describe('an article of an unknown section', () => {
  it('is served, listed among the newest, and named in the status', async () => {
    const publishedAt = '2026-04-01T10:00:00+03:00'
    await paper.put('astray', { headline: 'بلا قسم', section: 'nowhere', publishedAt })
    await sync()
    expect((await paper.get('/article/astray')).status).toBe(200)
    expect((await paper.get('/')).text).toContain('بلا قسم')
    expect((await paper.get('/section/nowhere')).status).toBe(404)
    const status = await paper.get('/api/v1/status?problems=true', OPERATOR)
    expect(status.text).toContain('1 articles are in section \\"nowhere\\"')
  })
})

describe('the status', () => {
  const later = (minutes: number) => ({
    'Test-Now': new Date(Date.now() + minutes * 60_000).toISOString(),
  })

  it('answers 503 when sync has not finished for half an hour, until it has again', async () => {
    await sync()
    expect((await paper.get('/api/v1/status', later(29))).json()).toMatchObject({ status: 'ok' })
    const stale = await paper.get('/api/v1/status', later(31))
    expect(stale.status).toBe(503)
    expect(stale.json()).toMatchObject({ status: 'stale' })
    expect(stale.headers.get('Cache-Control')).toBe('no-store')
    expect((await sync({ ...later(31), 'Test-KV': 'throw' })).status).toBe(503)
    expect((await paper.get('/api/v1/status', later(31))).status).toBe(503)
    expect((await sync(later(31))).status).toBe(200)
    expect((await paper.get('/api/v1/status', later(31))).status).toBe(200)
  })

  it('tells keys and reasons to the operator alone', async () => {
    await paper.kv.put('article:broken', '{')
    await sync()
    const open = await paper.get('/api/v1/status')
    expect(open.json()).toMatchObject({ problemCount: 1 })
    expect(open.text).not.toContain('broken')
    const asked = await paper.get('/api/v1/status?problems=true', { Authorization: 'Bearer guess' })
    expect(asked.status).toBe(401)
    const told = await paper.get('/api/v1/status?problems=true', OPERATOR)
    expect(told.text).toContain('article:broken')
    await paper.kv.delete('article:broken')
    await sync()
    expect((await paper.get('/api/v1/status')).json()).toMatchObject({ problemCount: 0 })
  })
})
