import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  await paper.put('bystander', {
    headline: 'خبر لا شأن له',
    publishedAt: '2026-03-20T10:00:00+03:00',
  })
})
afterAll(() => paper.close())

interface Status {
  problems: { key: string; reasons: string[] }[]
  warnings: string[]
}

async function reasonsFor(key: string): Promise<string> {
  const status = (await paper.get('/api/v1/status')).json() as Status
  return status.problems.find((problem) => problem.key === key)?.reasons.join('\n') ?? ''
}

const json = (fields: Record<string, unknown>) => JSON.stringify(anArticle(fields))
const VALUES: [what: string, value: string | Uint8Array, reason: RegExp][] = [
  ['no JSON', '{"headline": "x",', /is not JSON/],
  ['an empty string', '', /is empty; put the JSON/],
  ['null', 'null', /is not an article; write an object/],
  ['a number', '7', /is not an article/],
  ['a list', '[]', /is not an article/],
  ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x80), /is not UTF-8/],
  ['2 MB of letters', 'ا'.repeat(1_000_000), /has 2\.0 MB; divide it/],
  ['a missing headline', json({ headline: undefined }), /^headline: is missing/],
  ['a wrong type', json({ topics: 'القمر' }), /^topics: is not a list of names/],
  [
    'an unknown block',
    json({ body: ['x', { type: 'vidoe' }] }),
    /^body\[1\]\.type: "vidoe" is not a block; write one of paragraph, heading/,
  ],
  [
    'a date that is none',
    json({ publishedAt: '2026-02-30T10:00:00Z' }),
    /^publishedAt: .*is not a date/,
  ],
  [
    'a date without an offset',
    json({ publishedAt: '2026-02-03T10:00:00' }),
    /^publishedAt: .*offset/,
  ],
  [
    'a link that runs code',
    json({ body: [{ type: 'paragraph', text: [{ text: 'x', href: 'javascript:alert(1)' }] }] }),
    /^body\[0\]\.text\[0\]\.href: .*https/,
  ],
  ['markup in a headline', json({ headline: '<b>خبر</b>' }), /^headline: /],
  ['a stray bidi control', json({ headline: 'خبر \u202e مقلوب' }), /^headline: /],
  ['a picture that is none', json({ image: { src: 'film.mp4', alt: 'x' } }), /^image\.src: /],
  [
    'an article inside itself',
    JSON.stringify({ 'article:x': anArticle() }),
    /headline: is missing/,
  ],
]

describe.each(VALUES)('%s', (_what, value, reason) => {
  const id = `bad-${VALUES.findIndex(([what]) => what === _what)}`
  // Each answer reads all again that was put raw.
  afterEach(() => Promise.all([id, `${id}-later`].map((one) => paper.kv.delete(`article:${one}`))))

  it('is a 404 for the reader and a reason in the status; nothing else is disturbed', async () => {
    await paper.kv.put(`article:${id}`, value)
    expect((await paper.get(`/article/${id}`)).status).toBe(404)
    expect((await paper.get(`/api/v1/articles/${id}`)).status).toBe(404)
    expect(await reasonsFor(`article:${id}`)).toMatch(reason)
    const front = await paper.get('/')
    expect(front.status).toBe(200)
    expect(front.text).toContain('خبر لا شأن له')
  })

  it('leaves the last good revision to the reader, and the reason goes when it is fixed', async () => {
    await paper.put(`${id}-later`, { headline: `صحيح ${id}` })
    await paper.get('/')
    await paper.kv.put(`article:${id}-later`, value)
    const page = await paper.get(`/article/${id}-later`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`صحيح ${id}`)
    expect((await paper.get('/api/v1/articles?limit=100')).text).toContain(`صحيح ${id}`)
    expect(await reasonsFor(`article:${id}-later`)).toMatch(reason)
    await paper.put(`${id}-later`, { headline: `مُصلح ${id}` })
    expect((await paper.get(`/article/${id}-later`)).text).toContain(`مُصلح ${id}`)
    expect(await reasonsFor(`article:${id}-later`)).toBe('')
  })
})

it('takes a value of 25 MiB without harm', async () => {
  await paper.kv.put('article:huge', new Uint8Array(25 * 2 ** 20).fill(97))
  expect((await paper.get('/article/huge')).status).toBe(404)
  expect(await reasonsFor('article:huge')).toMatch(/has 26\.2 MB/)
  await paper.kv.delete('article:huge')
})

it.each([
  ['spaces', 'two words'],
  ['a slash', 'a/b'],
  ['capitals', 'Nile'],
  ['NFD', 'cafe\u0301'],
  ['two hyphens', 'a--b'],
  ['500 bytes', 'ا'.repeat(250)],
])('names a key whose id has %s', async (_what, id) => {
  await paper.put(id)
  expect(await reasonsFor(`article:${id}`)).toMatch(/is not an id; delete it/)
  await paper.kv.delete(`article:${id}`)
  expect(await reasonsFor(`article:${id}`)).toBe('')
})

it('shows signs of markup as the letters they are', async () => {
  await paper.put('markup', { headline: 'أ < ب & "ج"' })
  const { text } = await paper.get('/article/markup')
  expect(text).toContain('<h1>أ &lt; ب &amp; &quot;ج&quot;</h1>')
  expect(text.match(/<\/script/g)).toHaveLength(text.match(/<script/g)?.length ?? 0)
})

it('warns of an unknown section and of pictures from elsewhere', async () => {
  await paper.put('lost', {
    section: 'elsewhere',
    publishedAt: '2026-04-01T10:00:00+03:00',
    image: { src: 'https://cdn.example/a.jpg', alt: 'x' },
  })
  const page = await paper.get('/article/lost')
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('cdn.example')
  expect((await paper.get('/')).text).toContain('/article/lost')
  const { warnings } = (await paper.get('/api/v1/status')).json() as Status
  expect(warnings.join('\n')).toMatch(/section "elsewhere"/)
  expect(warnings.join('\n')).toMatch(/https:\/\/cdn\.example/)
})

describe('a bad site', () => {
  it.each(['', 'null', '{"name": 1}', '{'])(
    'leaves the last good one in place: %s',
    async (value) => {
      await paper.get('/')
      const good = (await paper.kv.get('site')) ?? ''
      await paper.kv.put('site', value)
      const front = await paper.get('/')
      expect(front.status).toBe(200)
      expect(front.text).toContain('العلوم')
      expect(await reasonsFor('site')).not.toBe('')
      await paper.kv.put('site', good)
      await paper.get('/')
      expect(await reasonsFor('site')).toBe('')
    },
  )

  it('gives way to built-in defaults where it is missing', async () => {
    const good = (await paper.kv.get('site')) ?? ''
    await paper.kv.delete('site')
    expect((await paper.get('/')).status).toBe(200)
    expect(await reasonsFor('site')).toMatch(/is missing; put one/)
    await paper.kv.put('site', good)
  })
})

it('answers 404 for a broken standing page and says why', async () => {
  await paper.kv.put('page:about', '{"title": 5}')
  expect((await paper.get('/page/about')).status).toBe(404)
  expect(await reasonsFor('page:about')).toMatch(/^title: /)
})
