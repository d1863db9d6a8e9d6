import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import { revisionOf } from './remote-desk.ts'

/** Sync neither stops nor claims what is not so. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0' })
})
afterAll(() => paper.close())

async function sync(headers: Record<string, string> = {}) {
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers: { Authorization: 'Bearer secret', ...headers },
  })
  return { status: answer.status, cost: answer.cost, report: answer.json() as { applied: number } }
}

async function front(): Promise<string> {
  return (await paper.kv.get('derived:front')) ?? ''
}

const after = (hours: number) => ({
  'Test-Now': new Date(Date.now() + hours * 3_600_000).toISOString(),
})

it('follows a page without names that is not the last', async () => {
  await paper.put('after-empty', { headline: 'بعد صفحة فارغة' })
  const { status, report } = await sync({ 'Test-KV': 'empty list' })
  expect(status).toBe(200)
  expect(report).toMatchObject({ applied: 1, done: true })
})

it('changes nothing once another run has taken the lease', async () => {
  await paper.put('too-late', { headline: 'فات الأوان' })
  const stolen = `UPDATE ${T.state} SET value = 'another' WHERE name = 'lease'`
  const between = JSON.stringify({ after: 'get article:too-late', sql: stolen })
  expect((await sync({ 'Test-Between': between })).status).toBe(503)
  expect((await paper.get('/api/v1/articles')).text).not.toContain('فات الأوان')
  await paper.d1.exec(`DELETE FROM ${T.state} WHERE name = 'lease'`)
  expect((await sync()).report.applied).toBe(1)
})

it('leaves a snapshot that KV refuses to the next run', async () => {
  await paper.put('refused', { headline: 'مرفوض' })
  const first = await sync({ 'Test-KV': 'throw put' })
  expect(first).toMatchObject({ status: 200, report: { applied: 1 } })
  expect(await front()).not.toContain('مرفوض')
  expect((await sync()).report.applied).toBe(0)
  expect(await front()).toContain('مرفوض')
})

it('writes next to nothing while nothing changes', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, index) => paper.put(`idle-${index}`)))
  for (let run = 0; run < 14; run += 1) await sync()
  const costs = []
  for (let run = 0; run < 4; run += 1) costs.push((await sync()).cost.rowsWritten)
  // The lease, the progress, the end of the pass, and the purge queue: 720 runs a day write 100,000 at most.
  expect(Math.max(...costs)).toBeLessThanOrEqual(10)
})

it('says in short what is wrong with a value, and is not held up by it', async () => {
  const pasted = `data:image/png;base64,${'A'.repeat(500_000)}`
  const broken = { image: { src: pasted, alt: 'صورة' }, body: Array(1000).fill({ type: pasted }) }
  await Promise.all(['a', 'b', 'c'].map((id) => paper.put(`pasted-${id}`, { image: broken.image })))
  await paper.put('pasted-d', {
    body: broken.body.slice(0, 1).concat(Array(1000).fill({ type: 'x' })),
  })
  await paper.put('pasted-e', { headline: 'بعد الملصق' })
  expect((await sync()).report).toMatchObject({ applied: 1, refused: 4 })
  const { text } = await paper.get('/api/v1/status?problems=true', {
    Authorization: 'Bearer secret',
  })
  expect(text).toContain('pasted-d')
  expect(text.length).toBeLessThan(30_000)
})

it('says that passes stop, and how far a long one is', async () => {
  await sync()
  expect((await paper.get('/api/v1/status')).json()).toMatchObject({ status: 'ok', pass: null })
  expect((await paper.get('/api/v1/status', after(1))).status).toBe(503)
  const progress = JSON.stringify({
    cursor: 'x',
    after: 'b',
    startedAt: Date.now(),
    compared: 1000,
  })
  await paper.d1
    .prepare(`UPDATE ${T.state} SET value = ?1 WHERE name = 'progress'`)
    .bind(progress)
    .run()
  await paper.d1
    .prepare(`INSERT OR REPLACE INTO ${T.state} (name, value, until) VALUES ('moved', '', ?1)`)
    .bind(Date.now() + 3_500_000)
    .run()
  const status = await paper.get('/api/v1/status', after(1))
  expect(status.status).toBe(200)
  expect(status.json()).toMatchObject({ pass: { compared: 1000 } })
})

describe('a clock that is ahead', () => {
  const stamped = async (id: string, headline: string, ahead: number) => {
    const text = JSON.stringify(anArticle({ headline }))
    const at = new Date(Date.now() + ahead).toISOString()
    await paper.kv.put(`article:${id}`, text, { metadata: { rev: revisionOf(text), at } })
  }
  const listed = async () => (await paper.get('/api/v1/articles?limit=100')).text

  it('of an editor holds no later correction back', async () => {
    await stamped('from-tomorrow', 'من الغد', 86_400_000)
    await sync()
    expect(await listed()).toContain('من الغد')
    await stamped('from-tomorrow', 'صُحح اليوم', 0)
    expect((await sync()).report.applied).toBe(1)
    expect(await listed()).toContain('صُحح اليوم')
    // A version that believed such a stamp has stored it.
    const later = Date.now() + 86_400_000
    await paper.d1.exec(`UPDATE ${T.articles} SET stamped_at = ${later} WHERE id = 'from-tomorrow'`)
    await stamped('from-tomorrow', 'صُحح مرة أخرى', 0)
    expect((await sync()).report.applied).toBe(1)
    expect(await listed()).toContain('صُحح مرة أخرى')
  })

  it('of the worker leaves nothing behind', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    await paper.put('expires-tomorrow', { headline: 'ينتهي غدًا', expiresAt })
    await sync()
    await sync(after(30 * 24))
    expect(await listed()).not.toContain('ينتهي غدًا')
    expect((await sync()).status).toBe(200)
    expect(await listed()).toContain('ينتهي غدًا')
    expect(await front()).toContain('ينتهي غدًا')
    const { builtAt } = JSON.parse(await front()) as { builtAt: number }
    expect(builtAt).toBeLessThan(Date.now() + 60_000)
    const { lastSync } = (await paper.get('/api/v1/status')).json() as { lastSync: string }
    expect(Date.parse(lastSync)).toBeLessThan(Date.now() + 60_000)
    const search = await paper.get(encodeURI('/api/v1/search?q=ينتهي غدا'))
    expect(search.text).toContain('expires-tomorrow')
  })
})

it('names a broken site of 1 MB, and is not stopped by it', async () => {
  const site = (await paper.kv.get('site')) ?? ''
  const long = 'ا'.repeat(60_000)
  const broken = { name: 5, tagline: long, sections: Array(7).fill({ id: long, name: 5 }) }
  await paper.kv.put('site', JSON.stringify(broken))
  const publishedAt = new Date(Date.now() - 60_000).toISOString()
  await paper.put('beside-the-site', { headline: 'بجوار الإعدادات', publishedAt })
  expect((await sync()).report).toMatchObject({ applied: 1 })
  expect((await paper.get('/')).text).toContain('بجوار الإعدادات')
  const { text } = await operatorStatus()
  expect(text).toContain('"key":"site"')
  expect(text.length).toBeLessThan(20_000)
  await paper.kv.put('site', site)
  await sync()
})

it('keeps the status short with thirty values of giant fields', async () => {
  const giant = 'x'.repeat(20_000)
  const fields = { headline: giant, section: giant, topics: [giant], authors: [{ name: giant }] }
  const ids = Array.from({ length: 30 }, (_, index) => `giant-${index}`)
  await Promise.all(
    ids.map((id) =>
      paper.put(id, { ...fields, [giant]: 1, body: Array(20).fill({ type: giant }) }),
    ),
  )
  for (let run = 0; run < 7; run += 1) await sync()
  const { text } = await operatorStatus()
  for (const id of ids) expect(text).toContain(`"article:${id}"`)
  expect(text.length).toBeLessThan(30 * 6000)
  const longest = Math.max(...(text.match(/"[^"]*"/g) ?? []).map(({ length }) => length))
  expect(longest).toBeLessThan(400)
})

const operatorStatus = () =>
  paper.get('/api/v1/status?problems=true', { Authorization: 'Bearer secret' })
