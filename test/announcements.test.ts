import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { articleKey, SITE_KEY } from '../content/model/key.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { createReceiver, verify } from './webhook-receiver.ts'

/** How changes are announced: to a hub, search engines, a program of the newsroom. */
const ORIGIN = 'https://hudhud.example'
const HUB = 'https://hub.example/'
const KEY = 'abcdef-0123456789'
const SECRET = 'a secret of the newsroom'
const MINUTE = 60_000

interface Message {
  delivery: string
  events: string[]
  article: { id: string; url: string; headline?: string }
  corrections: { text: string }[]
}

let paper: Newspaper
const heard: Message[] = []
/** Each run comes two minutes after the one before, as cron does. */
let clock = Date.now()
const hear = (message: unknown) => heard.push(message as Message)
const receiver = createReceiver(SECRET, hear, () => clock)

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  paper = await startNewspaper({
    SETTLE_SECONDS: '0',
    SYNC_TOKEN: 'secret',
    SYNC_CHANGES: '100',
    SYNC_INDEX: '100',
    INDEXNOW_KEY: KEY,
    WEBHOOK_URL: `http://127.0.0.1:${port}/hudhud`,
    WEBHOOK_SECRET: SECRET,
  })
  await putSite({ origin: ORIGIN, hub: HUB })
  await sync()
})
afterAll(async () => {
  receiver.close()
  await paper.close()
})

async function putSite(fields: Record<string, unknown>) {
  const site = { name: 'هدهد', sections: [{ id: 'science', name: 'العلوم' }], ...fields }
  await paper.kv.put(SITE_KEY, JSON.stringify(site))
}

interface Outside {
  outside: string
  body: string
}

/** A run of sync, and whom it called. */
async function sync({ ids = [] as string[], outside = 200, minutes = 2, cache = '' } = {}) {
  clock += minutes * MINUTE
  const before = calls().length
  const from = heard.length
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    body: JSON.stringify({ ids }),
    headers: {
      Authorization: 'Bearer secret',
      'Test-Now': new Date(clock).toISOString(),
      'Test-Outside': String(outside),
      ...(cache && { 'Test-Cache': cache }),
    },
  })
  expect(answer.status).toBe(200)
  const made = calls().slice(before)
  return {
    cost: answer.cost,
    messages: heard.slice(from),
    pings: made.filter(({ outside }) => outside === HUB).map(({ body }) => feedsIn(body)),
    submitted: made
      .filter(({ outside }) => outside.includes('indexnow'))
      .flatMap(({ body }) => (JSON.parse(body) as { urlList: string[] }).urlList),
  }
}

function calls(): Outside[] {
  return paper
    .logs()
    .split('\n')
    .flatMap((line) => (line.startsWith('{"outside"') ? [JSON.parse(line) as Outside] : []))
}

function feedsIn(body: string): string[] {
  const form = new URLSearchParams(body)
  expect(form.get('hub.mode')).toBe('publish')
  return form.getAll('hub.url').map((url) => url.replace(ORIGIN, ''))
}

const moment = (minutes: number) => new Date(clock + minutes * MINUTE).toISOString()
let count = 0
let id = ''
beforeEach(() => {
  id = `story-${count++}`
})

/** Puts the article and runs sync until it was read. */
async function put(fields: Record<string, unknown>, more: Parameters<typeof sync>[0] = {}) {
  await paper.put(id, { publishedAt: moment(-5), ...fields })
  return sync({ ids: [id], ...more })
}

const correction = { at: '2026-01-01T00:00:00Z', kind: 'correction', text: 'النهر هو النيل.' }
const eventsOf = (messages: Message[]) =>
  messages.map(({ events, article }) => [article.id, ...events])

describe('a change', () => {
  it('goes once to each, and never again', async () => {
    const { messages, pings, submitted } = await put({
      topics: ['القمر'],
      authors: [{ name: 'سلمى' }],
    })
    expect(eventsOf(messages)).toEqual([[id, 'published']])
    expect(messages[0]).toMatchObject({
      delivery: expect.stringMatching(new RegExp(`^${id}@[0-9a-f]{16}$`)),
      article: { url: `${ORIGIN}/article/${id}`, headline: 'فيضان النيل يبلغ ذروته' },
    })
    expect(submitted).toEqual([`${ORIGIN}/article/${id}`])
    expect(pings).toHaveLength(1)
    expect(pings[0]).toEqual(
      ['', '/section/science', '/topic/القمر', '/author/سلمى'].flatMap((list) =>
        ['feed.xml', 'atom.xml', 'feed.json'].map((file) => encodeURI(`${list}/${file}`)),
      ),
    )
    for (const more of [{}, { ids: [id] }, {}]) {
      expect(await sync(more)).toMatchObject({ messages: [], pings: [], submitted: [] })
    }
    await paper.get(`/article/${id}`)
    expect(await sync()).toMatchObject({ messages: [], pings: [], submitted: [] })
  })

  it('of every kind has its name', async () => {
    const publishedAt = moment(-5)
    const events = async (fields: Record<string, unknown>) =>
      eventsOf((await put({ publishedAt, ...fields })).messages)
    expect(await events({ status: 'draft' })).toEqual([])
    expect(await events({ breaking: true })).toEqual([[id, 'published', 'breaking']])
    expect(await events({ headline: 'عنوان آخر' })).toEqual([[id, 'changed']])
    expect(await events({ breaking: true })).toEqual([[id, 'changed', 'breaking']])
    const { messages, pings } = await put({ publishedAt, corrections: [correction] })
    expect(eventsOf(messages)).toEqual([[id, 'corrected']])
    expect(messages[0]?.corrections).toEqual([correction])
    expect(pings[0]).toContain('/corrections/feed.xml')
    expect(await events({ status: 'withdrawn' })).toEqual([[id, 'withdrawn']])
    expect(await events({ status: 'withdrawn', reason: 'خطأ' })).toEqual([])
    expect(await events({})).toEqual([[id, 'published']])
    await paper.kv.delete(articleKey(id))
    const gone = await sync({ ids: [id] })
    expect(eventsOf(gone.messages)).toEqual([[id, 'withdrawn']])
    expect(gone.messages[0]?.article).toEqual({ id, url: `${ORIGIN}/article/${id}` })
    expect(gone.submitted).toEqual([`${ORIGIN}/article/${id}`])
    expect((await sync({ ids: [id] })).messages).toEqual([])
  })

  it('that comes by itself goes out at its moment: an embargo, an expiry', async () => {
    const fields = { publishedAt: moment(6), expiresAt: moment(20) }
    expect((await put(fields)).messages).toEqual([])
    expect((await sync()).messages).toEqual([])
    const { messages, submitted } = await sync({ minutes: 4 })
    expect(eventsOf(messages)).toEqual([[id, 'published']])
    expect(submitted).toEqual([`${ORIGIN}/article/${id}`])
    expect((await sync()).messages).toEqual([])
    expect(eventsOf((await sync({ minutes: 20 })).messages)).toEqual([[id, 'withdrawn']])
    expect((await sync()).messages).toEqual([])
  })

  it('of a name is no new article, and the previous address is submitted', async () => {
    const publishedAt = moment(-5)
    await put({ publishedAt })
    const previous = id
    id = `${id}-renamed`
    await paper.kv.delete(articleKey(previous))
    await paper.put(id, { publishedAt, aliases: [previous] })
    const { messages, submitted } = await sync({ ids: [id, previous] })
    expect(eventsOf(messages)).toEqual([[id, 'changed']])
    expect(submitted.toSorted()).toEqual([
      `${ORIGIN}/article/${previous}`,
      `${ORIGIN}/article/${id}`,
    ])
  })

  it('of an old article that is seen for the first time goes to search engines only', async () => {
    const { messages, submitted } = await put({ publishedAt: '2015-01-01T00:00:00Z' })
    expect(messages).toEqual([])
    expect(submitted).toEqual([`${ORIGIN}/article/${id}`])
    const { messages: later } = await put({ publishedAt: '2015-01-01T00:00:00Z', kicker: 'جديد' })
    expect(eventsOf(later)).toEqual([[id, 'changed']])
  })

  it('that a reader’s request found goes out too', async () => {
    await put({})
    await paper.put(id, { publishedAt: moment(-5), kicker: 'آخر' })
    await paper.get(`/article/${id}`, { 'Test-Now': new Date(clock).toISOString() })
    await expect.poll(async () => eventsOf((await sync()).messages)).toEqual([[id, 'changed']])
  })
})

describe('what fails', () => {
  it.each([302, 0])('with %s is tried again after growing pauses', async (outside) => {
    const first = await put({}, { outside })
    expect(first.pings).toHaveLength(1)
    // The newsroom's program answered: it is not called again for the others.
    expect(eventsOf(first.messages)).toEqual([[id, 'published']])
    const made: number[] = []
    for (let run = 0; run < 8; run += 1) {
      made.push((await sync({ outside, minutes: 3 })).pings.length)
    }
    // Pauses of 2, 4, 8 and 16 minutes.
    expect(made).toEqual([1, 0, 1, 0, 0, 1, 0, 0])
    const { messages, pings, submitted } = await sync({ minutes: 60 })
    expect(messages).toEqual([])
    expect(pings).toHaveLength(1)
    expect(submitted).toEqual([`${ORIGIN}/article/${id}`])
  })

  it('for two days is given up', async () => {
    await put({}, { outside: 500 })
    for (let run = 0; run < 16; run += 1) await sync({ outside: 500, minutes: 400 })
    const { results } = await paper.d1.prepare(`SELECT * FROM ${TABLES.announcements}`).all()
    expect(results).toEqual([])
  })

  it('waits until the cache was cleared', async () => {
    const { messages } = await put({}, { cache: 'throw' })
    expect(messages).toEqual([])
    expect(eventsOf((await sync({ cache: 'tell' })).messages)).toEqual([[id, 'published']])
  })

  it('is bounded in one run, and nothing is lost', async () => {
    const many = Array.from({ length: 25 }, (_, index) => `many-${index}`)
    await Promise.all(many.map((each) => paper.put(each, { publishedAt: moment(-5) })))
    const seen: string[] = []
    const made: number[] = []
    for (let run = 0; run < 5; run += 1) {
      const { messages } = await sync({ ids: run === 0 ? many : [] })
      made.push(messages.length)
      seen.push(...messages.map(({ article }) => article.id))
    }
    expect(Math.max(...made)).toBe(10)
    expect(seen.toSorted()).toEqual(many.toSorted())
  })
})

it('costs nothing while nothing changes', async () => {
  await sync({ minutes: 10 })
  const { cost } = await sync({ minutes: 10 })
  const off = await startNewspaper({ SETTLE_SECONDS: '0', SYNC_TOKEN: 'secret' })
  await off.put('story')
  const run = (minutes: number) =>
    off.ask('/api/v1/sync', {
      method: 'POST',
      headers: {
        Authorization: 'Bearer secret',
        'Test-Now': new Date(clock + minutes * MINUTE).toISOString(),
      },
    })
  await run(0)
  await run(10)
  const without = await run(20)
  expect(cost.d1Trips).toBe(without.cost.d1Trips)
  expect(cost.rowsWritten).toBe(without.cost.rowsWritten)
  // Off by default.
  expect(off.logs()).not.toContain('"outside"')
  await off.close()
})

describe('the key of IndexNow', () => {
  it('is served, and nothing beside it', async () => {
    const { status, text, headers } = await paper.get(`/${KEY}.txt`)
    expect([status, text]).toEqual([200, KEY])
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    for (const path of [`/${KEY}x.txt`, `/${KEY}`, '/another-key.txt']) {
      expect((await paper.get(path)).status).toBe(404)
    }
  })
})

describe('a feed', () => {
  it('names its hub', async () => {
    for (const file of ['feed.xml', 'atom.xml', 'feed.json']) {
      const { text, headers } = await paper.get(`/${file}`)
      expect(headers.get('Link')).toBe(`<${HUB}>; rel="hub", <${ORIGIN}/${file}>; rel="self"`)
      expect(text).toMatch(/rel="hub" href="https:\/\/hub.example\/"|"type":"WebSub"/)
    }
  })
})

describe('the signature', () => {
  const body = '{"events":["published"]}'
  it('of another secret, of another body, or of long ago is refused', async () => {
    const now = Date.now()
    const { port } = receiver.address() as AddressInfo
    const send = (header: string) =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body,
        headers: { 'Hudhud-Signature': header },
      })
    for (const header of ['', 't=1,v1=', `t=${Math.floor(now / 1000)},v1=${'0'.repeat(64)}`]) {
      expect((await send(header)).status).toBe(401)
      expect(verify(SECRET, header, body, now)).toBe(false)
    }
  })
})
