import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PictureRules } from '../web/render/picture-rules.ts'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/**
 * What the worker itself wrote into KV and D1 may be damaged, by hand or by another version. What does
 * not parse is left out, named in the status, and made again by the next sync; nothing answers 5xx.
 */
const IDS = Array.from({ length: 17 }, (_, index) => `story-${index}`)
/** Nothing happens to it. */
const WHOLE = 'story-16'
const OPERATOR = { Authorization: 'Bearer secret' }
const SCRIPT = '#fff}</style><script>alert(1)</script>'
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    SYNC_TOKEN: 'secret',
    SETTLE_SECONDS: '0',
    SYNC_CHANGES: '20',
    SYNC_INDEX: '20',
  })
  for (const [index, id] of IDS.entries()) {
    await paper.put(id, {
      headline: `هدهد ${id}`,
      section: 'world',
      publishedAt: `2026-03-02T10:${index + 10}:00Z`,
      topics: ['القمر'],
      authors: [{ name: 'سلمى' }],
      image: { src: 'moon.jpg', alt: 'القمر', color: '#1f6f78' },
      related: IDS.filter((other) => other !== id),
      translations: { en: WHOLE },
      corrections: [{ at: '2026-03-03T10:00:00Z', kind: 'correction', text: 'صواب' }],
    })
  }
  await settle()
})
afterAll(() => paper.close())

async function sync() {
  const answer = await paper.ask('/api/v1/sync', { method: 'POST', headers: OPERATOR })
  expect(answer.status, answer.text).toBe(200)
  return answer.json() as { done: boolean }
}

async function settle(): Promise<void> {
  for (let run = 0; run < 6; run += 1) await sync()
}

async function found(): Promise<number> {
  const answer = await paper.get(encodeURI('/api/v1/search?q=هدهد'))
  return (answer.json() as { total: { value: number } }).total.value
}

async function named(): Promise<string[]> {
  const answer = await paper.get('/api/v1/status?problems=true', OPERATOR)
  expect(answer.status, answer.text).toBe(200)
  return (answer.json() as { problems: { key: string }[] }).problems.map(({ key }) => key)
}

/** What is made of the snapshot, and what of the catalogue. */
const FIRST_PAGES = ['/', '/section/world', '/api/v1/front']
const SURFACES = [
  ...FIRST_PAGES,
  '/topic/القمر',
  '/author/سلمى',
  '/archive',
  '/archive/2026/03/02',
  '/article/story-0',
  '/article/story-16',
  '/search?q=هدهد',
  '/search?q=هدهذ',
  '/feed.xml',
  '/section/world/feed.json',
  '/topic/القمر/atom.xml',
  '/sitemap.xml',
  '/sitemap-2026-03-1-of-1.xml',
  '/sitemap-news.xml',
  '/api/v1/articles',
  '/api/v1/articles/story-5',
  '/api/v1/articles/story-16',
  '/api/v1/search?q=هدهد',
  '/api/v1/suggest?q=هده',
  '/api/v1/sections',
  '/api/v1/topics',
  '/corrections',
  '/corrections/feed.xml',
  '/api/v1/status',
]

/** No address answers 5xx, or what a card brings along. */
async function expectAnswers(what: string, paths = SURFACES): Promise<void> {
  const answers = await Promise.all(paths.map((path) => paper.get(encodeURI(path))))
  for (const [index, { status, text }] of answers.entries()) {
    expect(status, `${what}: ${paths[index]}`).toBeLessThan(500)
    expect(text, `${what}: ${paths[index]}`).not.toContain('<script>alert')
  }
}

type Card = Record<string, unknown>
interface Front extends Record<string, unknown> {
  cards: Record<string, Card>
}

/** The snapshot, changed by hand. */
async function damageFront(change: (front: Front) => void): Promise<void> {
  const front = JSON.parse((await paper.kv.get('derived:front')) ?? '') as Front
  change(front)
  await paper.kv.put('derived:front', JSON.stringify(front))
}

const picture = (fields: Card) => ({ image: { src: 'moon.jpg', alt: '', ...fields } })
const CARDS: ((card: Card) => unknown)[] = [
  () => null,
  () => [],
  () => 5,
  (card) => ({ ...card, id: WHOLE }),
  (card) => ({ ...card, headline: 5 }),
  (card) => ({ ...card, ...picture({ color: SCRIPT }) }),
  (card) => ({ ...card, ...picture({ focus: [SCRIPT, 1] }) }),
  (card) => ({ ...card, ...picture({ src: undefined }) }),
  (card) => ({ ...card, ...picture({ src: 'https://[' }) }),
  (card) => ({ ...card, publishedAt: 'yesterday' }),
  (card) => ({ ...card, topics: 'القمر' }),
  (card) => ({ ...card, authors: [null] }),
  (card) => ({ ...card, language: 'ar-12' }),
  (card) => ({ ...card, section: {} }),
]
const FRONTS: Record<string, Card> = {
  'cards that are a list': { cards: [] },
  'a list of objects': { newest: [{}, null, 5] },
  'a section of numbers': { sections: { world: [5] } },
  'positions that are none': { positions: { 'story-1': '5' } },
  'a time that is none': { builtAt: 1e300 },
  'a version to come': { version: 3 },
}

describe('a snapshot with', () => {
  it('cards of every wrong shape shows the others', async () => {
    await damageFront(({ cards }) => {
      for (const [index, damage] of CARDS.entries()) {
        const id = `story-${index}`
        Object.assign(cards, { [id]: damage(cards[id] ?? {}) })
      }
    })
    await expectAnswers('cards', FIRST_PAGES)
    const front = await paper.get('/')
    expect(front.text).toContain(`هدهد ${WHOLE}`)
    expect(front.text).not.toMatch(/هدهد story-(?:\d|1[0-3])\b/)
    expect(front.headers.get('Cloudflare-CDN-Cache-Control')).toContain('max-age=10,')
    await expectNamedAndRepaired()
  })

  it.each(Object.entries(FRONTS))('%s gives way to the catalogue', async (what, change) => {
    await damageFront((front) => Object.assign(front, change))
    await expectAnswers(what, FIRST_PAGES)
    expect((await paper.get('/')).text).toContain('هدهد story-16')
    await expectNamedAndRepaired()
  })

  async function expectNamedAndRepaired() {
    expect(await named()).toEqual(['derived:front'])
    await sync()
    expect(await named()).toEqual([])
    expect((await paper.get('/section/world')).text).toContain('هدهد story-0')
  }

  it('a site that is none serves while the site is invalid', async () => {
    const [front, site] = await Promise.all([paper.kv.get('derived:front'), paper.kv.get('site')])
    const broken = { ...JSON.parse(front ?? ''), site: { sections: [null], imageOrigins: 5 } }
    await paper.kv.put('derived:front', JSON.stringify(broken))
    await paper.kv.put('site', '{')
    await expectAnswers('site', FIRST_PAGES)
    await paper.kv.put('site', site ?? '')
    await settle()
  })
})

const good = (column: string, damaged: string) => `${column} = '${damaged.replaceAll("'", "''")}'`
const ROWS = [
  good('card', '{'),
  good('card', 'null'),
  good('card', '{"id":5}'),
  `card = json_set(card, '$.image.color', '${SCRIPT}')`,
  `card = json_set(card, '$.publishedAt', 'yesterday')`,
  good('article', '{'),
  good('article', '{"headline":"x"}'),
  `article = json_set(article, '$.body', json('[null]'))`,
  `article = json_set(article, '$.body', json('[{"type":"table"}]'))`,
  `article = json_set(article, '$.image.color', '${SCRIPT}')`,
  `${good('card', '{')}, ${good('article', '{')}`,
  good('refs', '{'),
  good('refs', '[{}]'),
  good('related', '{'),
  good('related', '[{}, 5]'),
  good('corrected', '[5]'),
]

it('rows of every wrong shape are left out, named, and filled again', async () => {
  for (const [index, set] of ROWS.entries()) {
    await paper.d1.exec(`UPDATE ${T.articles} SET ${set} WHERE id = 'story-${index}'`)
  }
  await paper.kv.delete('derived:front')
  await expectAnswers('rows')
  // What is wrong in the catalogue hides nothing that is right in KV.
  for (const id of IDS) {
    const page = await paper.get(`/article/${id}`)
    expect(page.status, id).toBe(200)
    expect(page.text).toContain(`<h1>هدهد ${id}</h1>`)
  }
  expect((await paper.get('/')).text).toContain(`هدهد ${WHOLE}`)
  const broken = ROWS.flatMap((set, index) =>
    /card|article/.test(set) ? [`catalogue:story-${index}`] : [],
  )
  expect(await named()).toEqual(expect.arrayContaining(broken))
  await settle()
  expect(await named()).toEqual([])
  expect(await found()).toBe(IDS.length)
  for (const path of ['/section/world', '/feed.xml']) {
    const { text } = await paper.get(encodeURI(path))
    for (const id of IDS) expect(text, path).toContain(`/article/${id}`)
  }
})

it('what sync remembers may be anything', async () => {
  const { results } = await paper.d1.prepare(`SELECT name FROM ${T.state}`).all<{ name: string }>()
  const names = [...results.map(({ name }) => name), 'lease', 'purges']
  for (const name of names) {
    for (const [value, until] of [
      ['{', 'x'],
      ['[{}, "x"]', 9e15],
    ]) {
      await paper.d1
        .prepare(`INSERT OR REPLACE INTO ${T.state} (name, value, until) VALUES (?1, ?2, ?3)`)
        .bind(name, value, until)
        .run()
      expect((await paper.get('/api/v1/status')).text, name).toContain('"published":17')
      const headers = { ...OPERATOR, 'Test-Cache': 'ok', 'Test-Version': `after ${name} ${until}` }
      const answer = await paper.ask('/api/v1/sync', { method: 'POST', headers })
      expect(answer.status, `${name}: ${answer.text}`).toBe(200)
    }
  }
})

it('a name in the purge queue that no answer has is dropped', async () => {
  await paper.d1.exec(
    `INSERT INTO ${T.stale} (name, purge, queued_at) VALUES ('weather:today', 1, 0), ('', 0, 0)`,
  )
  const headers = { ...OPERATOR, 'Test-Cache': 'ok' }
  for (const later of [0, 100, 200]) {
    const at = { 'Test-Now': new Date(Date.now() + 1000 * later).toISOString() }
    const answer = await paper.ask('/api/v1/sync', {
      method: 'POST',
      headers: { ...headers, ...at },
    })
    expect(answer.status).toBe(200)
  }
  const left = await paper.d1.prepare(`SELECT name FROM ${T.stale} WHERE queued_at = 0`).all()
  expect(left.results).toEqual([])
})

it.each(['search_a', 'search_b', 'state'] as const)(
  'search finds everything again after %s was dropped',
  async (name) => {
    await paper.d1.exec(`DROP TABLE ${T[name]}`)
    await settle()
    await settle()
    expect(await found()).toBe(IDS.length)
  },
)

it('a rule of a picture holds nothing but a colour and two shares', () => {
  const rules = new PictureRules()
  rules.classFor({ color: SCRIPT })
  rules.classFor({ focus: [Number.NaN, 0.5], ratio: 1.5 })
  rules.classFor({ focus: ['</style>', 1] as never, color: 'red;}', ratio: SCRIPT as never })
  expect(rules.css()).toBe('')
  rules.classFor({ focus: [0.5, 0.25], color: '#1f6f78', ratio: 1.5 })
  expect(rules.css()).toBe('.x-50-25-1500-1f6f78{--x:0.5;--y:0.25;--ratio:1.5;--ground:#1f6f78}')
})
