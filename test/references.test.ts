import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withVisibleReferences } from '../content/model/references.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** What leads from one article to another leads only to what readers may see now. */
let paper: Newspaper
/** As it runs on Cloudflare: nothing is synced before it is read. */
let deployed: Newspaper
const HOUR = 3_600_000
const later = (ms: number) => new Date(Date.now() + ms).toISOString()

beforeAll(async () => {
  paper = await startNewspaper()
  deployed = await startNewspaper({ SYNC_CHANGES: '200', SYNC_READS: '200' })
  await paper.put('draft', { status: 'draft', headline: 'سر' })
  await paper.put('later', { publishedAt: later(48 * HOUR) })
  await paper.put('gone', { status: 'withdrawn', reason: 'سبب' })
  await paper.put('over', { expiresAt: '2026-03-06T00:00:00Z' })
  await paper.put('soon-over', { expiresAt: later(HOUR) })
  await paper.put('open', { aliases: ['once'] })
  await paper.tick()
})
afterAll(() => Promise.all([paper.close(), deployed.close()]))

const link = (target: string) => ({ text: `[${target}]`, href: `/article/${target}` })
const HIDDEN = ['draft', 'later', 'gone', 'over', 'nowhere']

function tagOf(id: string): string {
  return `a${createHash('sha256').update(id).digest('hex').slice(0, 12)}`
}

function referring(targets: string[]) {
  return {
    body: [
      { type: 'paragraph', text: targets.map(link) },
      { type: 'list', items: targets.map((target) => [link(target)]) },
      { type: 'fact-box', body: [{ type: 'paragraph', text: targets.map(link) }] },
      { type: 'table', head: ['أ'], rows: targets.map((target) => [[link(target)]]) },
      { type: 'quote', text: 'قول', attribution: targets.map(link) },
    ],
    related: targets,
    translations: Object.fromEntries(
      targets.map((target, index) => [`e${'nfsdr'[index]}`, target]),
    ),
  }
}

it.each(['when it is read first', 'when the catalogue has it'])(
  'keeps the words and drops what leads on, %s',
  async () => {
    await paper.put('a', { section: 'culture', ...referring(HIDDEN) })
    const [page, api] = await Promise.all([
      paper.get('/article/a'),
      paper.get('/api/v1/articles/a'),
    ])
    for (const target of HIDDEN) {
      expect(page.text).toContain(`[${target}]`)
      expect(page.text).not.toContain(`/article/${target}"`)
      expect(api.text).not.toContain(`"${target}"`)
      expect(api.text).not.toContain(`/article/${target}`)
    }
    expect(api.json()).toMatchObject({ related: [], translations: {} })
    await paper.tick()
  },
)

it('leaves what readers may see, under its id, an alias or an absolute address', async () => {
  await paper.put('b', {
    ...referring(['open', 'once', 'soon-over']),
    image: {
      src: 'https://example.com/a.jpg',
      alt: 'بحر',
      caption: [link('open'), { text: '[other]', href: 'https://elsewhere.example/article/draft' }],
    },
  })
  for (const _reading of [1, 2]) {
    const { text } = await paper.get('/api/v1/articles/b')
    const value = JSON.parse(text)
    expect(value.related).toEqual(['open', 'once', 'soon-over'])
    expect(value.body[0].text[1].href).toBe('/article/once')
    expect(value.body[4].attribution[2].href).toBe('/article/soon-over')
    expect(value.image.caption[1].href).toBe('https://elsewhere.example/article/draft')
    await paper.tick()
  }
})

it('asks the catalogue once, is tagged with what it refers to, and ends when that changes', async () => {
  await deployed.put('draft', { status: 'draft' })
  await deployed.put('over-in-20-s', { expiresAt: later(20_000) })
  await deployed.put('c', { section: 'culture', ...referring(['draft', 'over-in-20-s']) })
  await deployed.tick()
  const { headers, cost } = await deployed.get('/article/c')
  expect(cost.d1Trips).toBe(1)
  expect(cost.rowsRead).toBeLessThan(1000)
  const tags = headers.get('Cache-Tag')?.split(',')
  for (const target of ['draft', 'over-in-20-s']) {
    expect(tags).toContain(tagOf(target))
  }
  const [, seconds] = /max-age=(\d+)/.exec(headers.get('Cloudflare-CDN-Cache-Control') ?? '') ?? []
  expect(Number(seconds)).toBeLessThanOrEqual(20)
})

it('leads there as soon as readers may see it', async () => {
  await paper.put('opening', { status: 'draft' })
  await paper.put('d', { section: 'culture', ...referring(['opening']) })
  await paper.tick()
  expect((await paper.get('/article/d')).text).not.toContain('/article/opening')
  await paper.put('opening', {})
  await paper.tick()
  expect((await paper.get('/article/d')).text).toContain('/article/opening')
})

it('looks up a hundred targets and no more', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `target-${index}`)
  await Promise.all(ids.map((id) => deployed.put(id, { section: 'world' })))
  await deployed.put('e', { body: [{ type: 'paragraph', text: ids.map(link) }] })
  for (const _run of [1, 2, 3, 4, 5]) await deployed.tick()
  const { text, cost } = await deployed.get('/api/v1/articles/e')
  const runs = JSON.parse(text).body[0].text
  expect(runs[99]).toMatchObject({ href: '/article/target-99' })
  expect(runs[100]).not.toHaveProperty('href')
  expect(cost.rowsRead).toBeLessThan(1000)
})

it('drops them from feeds too', async () => {
  await paper.put('fed', { section: 'world', ...referring(['draft', 'open']) })
  await paper.tick()
  for (const file of ['feed.xml', 'atom.xml', 'feed.json']) {
    const { text } = await paper.get(`/section/world/${file}`)
    expect(text, file).toContain('/article/open')
    expect(text, file).toContain('[draft]')
    expect(text, file).not.toContain('/article/draft')
  }
})

it('keeps the words of a standing page and drops what leads on', async () => {
  const put = (targets: string[]) =>
    paper.kv.put(
      'page:rules',
      JSON.stringify({ title: 'قواعد', body: referring([...targets, 'open', 'soon-over']).body }),
    )
  await put(HIDDEN)
  const { text, headers } = await paper.get('/page/rules')
  for (const target of HIDDEN) {
    expect(text).toContain(`[${target}]`)
    expect(text).not.toContain(`/article/${target}"`)
  }
  expect(text).toContain('href="/article/open"')
  expect(text).toContain('href="/article/soon-over"')
  const tags = headers.get('Cache-Tag')?.split(',')
  for (const target of ['draft', 'open']) expect(tags).toContain(tagOf(target))
})

it.each([
  '/article/Draft.',
  '/amp/article/draft',
  '/article/draft%2520',
  '/article/draft/amp',
  '/article/draft/feed.xml',
  '/preview/draft?expires=1&signature=x',
  '/api/v1/articles/draft',
  '/api/v1/articles/draft/updates',
])('judges %s, which leads to the article too', (href) => {
  const body = [{ type: 'paragraph', text: [{ text: 'a', href }] }] as never
  const none = withVisibleReferences({ body }, () => false, undefined)
  expect(none.body).toEqual([{ type: 'paragraph', text: [{ text: 'a' }] }])
  const all = withVisibleReferences({ body }, (id) => id === 'draft', undefined)
  expect(all.body).toEqual(body)
})

it('judges every spelling of an own address, and cards', async () => {
  const own = 'https://own.example'
  const card = (url: string) => ({ type: 'embed', url, title: `[${url}]` })
  const shown = withVisibleReferences(
    {
      body: [
        {
          type: 'paragraph',
          text: [
            { text: 'a', href: 'http://own.example/article/draft' },
            { text: 'b', href: 'https://OWN.example/ARTICLE/draft?a=b#c' },
            { text: 'c', href: 'https://own.example:443/article/draft/' },
            { text: 'd', href: 'https://own.example.org/article/draft' },
          ],
        },
        card(`${own}/article/draft`),
        card(`${own}/article/open`),
        card('https://elsewhere.example/article/draft'),
      ] as never,
    },
    (id) => id === 'open',
    own,
  )
  expect(shown.body).toEqual([
    {
      type: 'paragraph',
      text: [
        { text: 'a' },
        { text: 'b' },
        { text: 'c' },
        { text: 'd', href: 'https://own.example.org/article/draft' },
      ],
    },
    { type: 'paragraph', text: `[${own}/article/draft]` },
    card(`${own}/article/open`),
    card('https://elsewhere.example/article/draft'),
  ])
})
