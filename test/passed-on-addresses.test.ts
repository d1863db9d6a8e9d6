import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalPath } from '../content/model/canonical-path.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** Addresses as people pass them on lead to the one address. */
const ID = 'خط-النسخ'
const encoded = encodeURIComponent(ID)
const twice = encodeURIComponent(encoded)

const SPELLINGS: [string, (id: string) => string][] = [
  ['encoded twice', (id) => encodeURIComponent(id)],
  ['encoded three times', (id) => encodeURIComponent(encodeURIComponent(id))],
  ['a full stop', (id) => `${id}.`],
  ['a bracket', (id) => `${id})`],
  ['an encoded bracket', (id) => `${id}%29`],
  ['a closing quotation mark', (id) => `${id}${encodeURIComponent('»،')}`],
  ['an opening quotation mark', (id) => `${encodeURIComponent('«')}${id}`],
  ['a space', (id) => `${id}%20`],
  ['a non-breaking space', (id) => `${id}%C2%A0`],
  ['a right-to-left mark', (id) => `${id}%E2%80%8F`],
  ['a byte order mark', (id) => `%EF%BB%BF${id}`],
  ['a soft hyphen', (id) => `${id}%C2%AD`],
  ['an Arabic letter mark', (id) => `${id}%D8%9C`],
  ['/amp', (id) => `${id}/amp`],
  ['/amp/', (id) => `${id}/amp/`],
  ['.amp.html', (id) => `${id}.amp.html`],
  ['&fbclid= without ?', (id) => `${id}&fbclid=IwAR2_x-y`],
  ['an encoded question mark', (id) => `${id}%3Futm_source%3Dx`],
  ['an encoded fragment', (id) => `${id}%23top`],
  ['a cut escape', (id) => `${id}%E2%80`],
  ['a cut percent sign', (id) => `${id}%D`],
  ['a lone percent sign', (id) => `${id}%`],
  ['low lines', (id) => id.replaceAll('-', '_')],
  ['spaces', (id) => id.replaceAll('-', '%20')],
  ['an en dash', (id) => id.replaceAll('-', '%E2%80%93')],
  ['slashes', (id) => `${id}//`],
]

describe('the canonical path', () => {
  it.each(SPELLINGS)('is found in spite of %s', (_what, spell) => {
    for (const kind of ['article', 'section', 'page', 'topic', 'author']) {
      expect(canonicalPath(`/${kind}/${spell(encoded)}`)).toBe(`/${kind}/${encoded}`)
      expect(canonicalPath(`/${kind}/${spell('nile-flood')}`)).toBe(`/${kind}/nile-flood`)
    }
  })

  it.each([
    ['/', null],
    ['/article', null],
    ['/article/', null],
    ['/article/%D8', null],
    ['/article/***', null],
    ['/section/science/feed.xml', null],
    ['/article/a/b', null],
    ['/api/v1/articles/x_y', null],
    ['/media/x_y.png', null],
    ['/topic/C%2B%2B', '/topic/c-plus-plus'],
    ['/topic/.NET', '/topic/dot-net'],
    ['/article/amp', '/article/amp'],
    ['/ARTICLE/Nile-Flood', '/article/nile-flood'],
    ['/amp/article/nile-flood', '/article/nile-flood'],
    ['/article/nile+flood+', '/article/nile-flood'],
    ['/)', '/'],
    ['/%C2%BB.', '/'],
    ['/&fbclid=x', '/'],
    ['/%00', null],
    ['/%E2%80%8F', '/'],
    ['//', '/'],
    ['/%D8', null],
    ['/corrections.', '/corrections'],
    ['/Archive%D8%8C', '/archive'],
    ['/archive/2026/03/05)', '/archive/2026/03/05'],
    ['/archive/2026/', null],
    ['/search&q=x', '/search'],
    ['/partners%E2%80%8F', '/partners'],
    ['/saved/amp', '/saved'],
    ['/api),', '/api'],
    ['/archive.html', null],
    ['/api/v1/front.', null],
    ['/feed.xml.', null],
  ])('of %s is %s', (path, expected) => {
    expect(canonicalPath(path)).toBe(expected)
  })

  it('of itself is itself, whatever the spelling was', () => {
    const spelling = fc.tuple(
      fc.constantFrom('article', 'section', 'page', 'topic', 'author'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom(...SPELLINGS.map(([, spell]) => spell)),
    )
    fc.assert(
      fc.property(spelling, ([kind, id, spell]) => {
        const path = canonicalPath(`/${kind}/${spell(encodeURIComponent(id))}`)
        if (path !== null) expect(canonicalPath(path)).toBe(path)
      }),
      { numRuns: 3000 },
    )
  })

  it('takes no time with the longest nonsense', () => {
    for (const part of ['%25', '(', '&a=', '%', '/', '%D8', ' _', '+', 'archive/']) {
      canonicalPath(`/article/${part.repeat(16_000 / part.length)}`)
      canonicalPath(`/${part.repeat(16_000 / part.length)}`)
    }
  })
})

describe('the worker', () => {
  let paper: Newspaper
  beforeAll(async () => {
    paper = await startNewspaper()
    await paper.put(ID)
    await paper.put('nile-flood', { topics: ['خط النسخ'], authors: [{ name: 'خط النسخ' }] })
  })
  afterAll(() => paper?.close())

  it.each(SPELLINGS)('answers 301 to the story in spite of %s', async (_what, spell) => {
    for (const id of [encoded, 'nile-flood']) {
      if (spell(id) === id) continue
      const { status, headers } = await paper.get(`/article/${spell(id)}`)
      expect([status, headers.get('Location')]).toEqual([301, `/article/${id}`])
      expect((await paper.get(headers.get('Location') ?? '')).status).toBe(200)
    }
  })

  it('keeps the query, and redirects lists and pages as well', async () => {
    expect((await paper.get(`/topic/${twice}?before=1`)).headers.get('Location')).toBe(
      `/topic/${encoded}?before=1`,
    )
    for (const kind of ['section', 'author', 'page']) {
      const { headers } = await paper.get(`/${kind}/${encoded})`)
      expect(headers.get('Location')).toBe(`/${kind}/${encoded}`)
    }
    for (const page of ['/', '/archive', '/corrections', '/search', '/partners']) {
      const { status, headers } = await paper.get(`${page})`)
      expect([page, status, headers.get('Location')]).toEqual([page, 301, page])
    }
  })

  it('still answers 400 or 404 where nothing can be meant', async () => {
    expect((await paper.get('/article/%D8')).status).toBe(400)
    expect((await paper.get('/article/***')).status).toBe(404)
    expect((await paper.get('/article/a/b')).status).toBe(404)
  })
})
