import { describe, expect, it } from 'vitest'
import { paper, startLife } from './one-life.ts'

startLife()

describe('the cache in front', () => {
  const told = async (now: string, how = 'log') => {
    const before = paper.logs().length
    const headers = { Authorization: 'Bearer secret', 'Test-Now': now, 'Test-Cache': how }
    await paper.ask('/api/v1/sync', { method: 'POST', headers, body: '{"ids":["life"]}' })
    return paper
      .logs()
      .slice(before)
      .split('\n')
      .filter((line) => line.startsWith('{"cache"'))
      .map((line) => JSON.parse(line) as { cache: string; options: { tags: string[] } })
  }
  const tagsOf = async (path: string, now: string) =>
    (await paper.get(path, { 'Test-Now': now })).headers.get('Cache-Tag')?.split(',')[0] ?? ''
  const DAY = '2026-06-01T10:00:00Z'
  const LIFE = {
    headline: 'سيرة خبر',
    topics: ['القمر'],
    authors: [{ name: 'سلمى' }],
    aliases: ['once-life'],
  }
  const seconds = (count: number) => new Date(Date.parse(DAY) + 1000 * count).toISOString()

  it('gets what an update changed, and once more 90 seconds later, and not a third time', async () => {
    await told(DAY)
    await told(seconds(100))
    await paper.put('life', {
      headline: 'بعد التحديث',
      topics: ['القمر'],
      authors: [{ name: 'سلمى' }],
    })
    const [call, ...more] = await told(seconds(200))
    expect(more).toEqual([])
    expect(call?.cache).toBe('invalidate')
    expect(call?.options.tags).toEqual(
      expect.arrayContaining([
        await tagsOf('/article/life', DAY),
        await tagsOf('/section/science', DAY),
        await tagsOf(`/topic/${encodeURIComponent('القمر')}`, DAY),
        await tagsOf(`/author/${encodeURIComponent('سلمى')}`, DAY),
        'lists',
      ]),
    )
    expect(await told(seconds(289))).toEqual([])
    expect(await told(seconds(291))).toEqual([call])
    expect(await told(seconds(400))).toEqual([])
  })

  it.each([
    ['withdrawn', () => paper.put('life', { ...LIFE, status: 'withdrawn' })],
    ['made a draft again', () => paper.put('life', { ...LIFE, status: 'draft' })],
    ['deleted', () => paper.kv.delete('article:life')],
    ['expired', () => paper.put('life', { ...LIFE, expiresAt: seconds(590) })],
  ])('is purged of what was %s', async (what, end) => {
    await paper.put('life', LIFE)
    await told(seconds(500))
    const tags = [
      await tagsOf('/article/life', seconds(500)),
      await tagsOf('/article/once-life', seconds(500)),
      await tagsOf('/section/science', seconds(500)),
      await tagsOf(`/topic/${encodeURIComponent('القمر')}`, seconds(500)),
      await tagsOf(`/author/${encodeURIComponent('سلمى')}`, seconds(500)),
      'lists',
    ]
    await end()
    if (what === 'expired') await told(seconds(510))
    const calls = await told(seconds(600))
    const purged = calls.find(({ cache }) => cache === 'purge')?.options.tags
    expect(purged).toEqual(expect.arrayContaining(tags))
    expect(calls.length).toBeLessThanOrEqual(3)
    await told(seconds(700))
    expect(await told(seconds(800))).toEqual([])
  })

  it('gets nothing else', async () => {
    await paper.put('life', LIFE)
    const [call, ...more] = await told(seconds(810))
    expect(more).toEqual([])
    expect(call?.options.tags.toSorted()).toEqual(
      [
        await tagsOf('/article/life', DAY),
        await tagsOf('/article/once-life', DAY),
        await tagsOf('/section/science', DAY),
        await tagsOf(`/topic/${encodeURIComponent('القمر')}`, DAY),
        await tagsOf(`/author/${encodeURIComponent('سلمى')}`, DAY),
        'lists',
      ].toSorted(),
    )
    await told(seconds(901))
    expect(await told(seconds(1000))).toEqual([])
  })

  it('finds a story under the tags of every page that leads to it', async () => {
    const own = await tagsOf('/article/life', DAY)
    for (const path of ['/article/neighbour', '/api/v1/articles/neighbour']) {
      const { headers } = await paper.get(path, { 'Test-Now': DAY })
      expect(headers.get('Cache-Tag')?.split(','), path).toContain(own)
    }
  })

  it('gets everything where the site changed', async () => {
    const site = JSON.parse((await paper.kv.get('site')) ?? '')
    await paper.kv.put('site', JSON.stringify({ ...site, tagline: 'النبأ اليقين' }))
    expect(await told(seconds(1010))).toEqual([{ cache: 'invalidate', options: { tags: ['all'] } }])
    await told(seconds(1101))
    expect(await told(seconds(1200))).toEqual([])
  })

  it.each(['throw', 'refuse'])('gets it again when it does %s', async (how) => {
    await paper.put('life', { headline: `تغيّر ${how}` })
    const failed = await told(seconds(1300), how)
    expect(failed.length).toBeGreaterThan(0)
    expect(await told(seconds(1301))).toEqual(failed)
    // The second time may fail as well.
    expect(await told(seconds(1392), how)).toEqual(failed)
    expect(await told(seconds(1393))).toEqual(failed)
    expect(await told(seconds(1500))).toEqual([])
  })

  it('is cleared as a whole where the tags would take more than three calls', async () => {
    await Promise.all(
      Array.from({ length: 45 }, (_, index) =>
        paper.put(`many-${index}`, {
          topics: Array.from({ length: 10 }, (_, topic) => `موضوع ${index} ${topic}`),
        }),
      ),
    )
    await paper.put('neighbour', { status: 'withdrawn' })
    const calls = await told(seconds(2000))
    expect(calls.map(({ cache }) => cache)).toEqual(['purge', 'invalidate'])
    expect(calls[0]?.options.tags).toContain(await tagsOf('/article/neighbour', seconds(2000)))
    expect(calls[1]?.options.tags).toEqual(['all'])
  })

  it('hears first of what is no longer visible, whatever stands in front of it', async () => {
    await told(seconds(2100))
    const { name: table } = (await paper.d1
      .prepare(`SELECT name FROM sqlite_master WHERE name LIKE 'stale%' AND type = 'table'`)
      .first<{ name: string }>()) ?? { name: '' }
    const names = JSON.stringify(
      Array.from({ length: 1200 }, (_, index) => `topic:before-${index}`),
    )
    await paper.d1
      .prepare(
        `INSERT INTO ${table} (name, purge, queued_at) SELECT value, 0, 1 FROM json_each(?1)`,
      )
      .bind(names)
      .run()
    await paper.put('life', { status: 'withdrawn' })
    const [first] = await told(seconds(2300))
    expect(first?.cache).toBe('purge')
    expect(first?.options.tags).toContain(await tagsOf('/article/life', seconds(2300)))
    await told(seconds(2500))
    await told(seconds(2700))
  })

  it('is called five times a minute at most, cron and requests together', async () => {
    await told(seconds(3000))
    const counts = []
    for (let step = 0; step < 8; step += 1) {
      await paper.put('life', { headline: `تغيّر ${step}` })
      counts.push((await told(seconds(3100 + 5 * step))).length)
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 0, 0, 0])
    // Nothing is lost: the next minute has room for it.
    expect((await told(seconds(3161))).length).toBe(1)
  })
})
