import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutText } from '../content/model/cut-text.ts'
import { boundsOf, dayOf } from '../content/model/date.ts'
import { isOrigin, parseSite } from '../content/model/site.ts'
import { pagePolicy } from '../worker/http/security-headers.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import './worker-bytes.ts'

/** Inputs at the edge of what an editor, a reader or a calendar brings. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  await paper.put('signs', { body: Array.from({ length: 45 }, () => '>'.repeat(19_999)) })
  await paper.put('nile-flood', { topics: ['النيل'], authors: [{ name: 'سلمى' }] })
})
afterAll(() => paper.close())

describe('a name that every object inherits', () => {
  const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'prototype']
  const PATHS = ['/section/', '/article/', '/topic/', '/author/', '/page/', '/media/', '/schema/']
  const API = ['/api/v1/articles/', '/api/v1/articles?section=', '/api/v1/articles?topic=']
  const MORE = ['/api/v1/', '/archive/', '/preview/', '/', '/api/v1/articles?']
  const paths = [...PATHS, ...API, ...MORE].flatMap((path) => NAMES.map((name) => path + name))

  it('names nothing, and breaks nothing', async () => {
    for (const path of paths) {
      const { status } = await paper.get(path)
      expect([200, 301, 400, 404], path).toContain(status)
      if (!path.startsWith('/api/v1/articles?')) expect(status, path).not.toBe(200)
    }
  })

  it('may be a section and an id', async () => {
    const site = (await paper.kv.get('site')) ?? ''
    await paper.kv.put(
      'site',
      JSON.stringify({ ...JSON.parse(site), front: ['constructor', 'science', 'valueof'] }),
    )
    expect((await paper.get('/')).status).toBe(200)
    await paper.put('constructor', { section: 'constructor', headline: 'خبر البناء' })
    for (const path of ['/article/constructor', '/', '/api/v1/articles/constructor']) {
      expect((await paper.get(path)).text, path).toContain('خبر البناء')
    }
    await paper.kv.put('site', site)
  })
})

describe('a cut text', () => {
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
  const characters = ['👨‍👩‍👧‍👦', '🇵🇸', '👍🏽', 'مُ', 'لّٰ', '𝒜', '𞸀', 'e\u0301', 'ب', ' ', 'a', '😀']

  it('ends between characters', () => {
    const text = fc.array(fc.constantFrom(...characters), { maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 80 }), (pieces, most) => {
        const whole = pieces.join('')
        const cut = cutText(whole, most)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(cut).not.toMatch(LONE)
        const clusters = [...new Intl.Segmenter().segment(whole)].map(({ segment }) => segment)
        expect(
          clusters.map((_, index) => clusters.slice(0, index).join('')).concat(whole),
        ).toContain(cut)
      }),
    )
  })

  it('is in no answer a broken one', async () => {
    const emoji = '👨‍👩‍👧‍👦'
    for (let shift = 0; shift < 11; shift += 1) {
      await paper.put('emoji', { body: ['ا'.repeat(shift) + emoji.repeat(60)] })
      const { text } = await paper.get('/article/emoji')
      const description = /<meta name="description" content="([^"]*)"/.exec(text)?.[1] ?? ''
      expect(description.length).toBeGreaterThan(100)
      expect(description.replaceAll(emoji, '').replace(/^ا*/, '')).toBe('…')
    }
    const name = `${'a'.repeat(99)}😀`
    const refused = await paper.get(`/api/v1/articles?${encodeURIComponent(name)}=1`)
    expect(refused.json()).toMatchObject({
      detail: expect.stringMatching(/^"a{99}" is not a parameter/),
    })
  })
})

describe('a day of the archive', () => {
  const DAY_MS = 86_400_000
  // Each changes its clocks at midnight in some years: forward, so that there is no midnight, or back.
  const ZONES = [
    'Asia/Gaza',
    'Asia/Amman',
    'Asia/Beirut',
    'Africa/Cairo',
    'Asia/Damascus',
    'Asia/Riyadh',
    'Asia/Tehran',
    'America/Sao_Paulo',
    'America/Havana',
    'Pacific/Apia',
  ]

  it.each(ZONES)(
    'begins where the one before ends, and has that date from end to end: %s',
    (zone) => {
      const wrong: string[] = []
      let end: number | null = null
      for (let at = Date.UTC(2007, 0, 1, 12); at < Date.UTC(2027, 0, 1); at += DAY_MS) {
        const date = new Date(at)
        const [year, month, day] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]
        const isThisDay = (time: number) => {
          const found = dayOf(time, zone)
          return found.year === year && found.month === month && found.day === day
        }
        const bounds = boundsOf({ year, month, day }, zone)
        // Samoa went without 30 December 2011.
        if (zone === 'Pacific/Apia' && year === 2011) {
          end = null
          continue
        }
        if (bounds === null) throw new Error('is a day')
        const { from, until } = bounds
        const isWhole = isThisDay(from) && isThisDay(until - 1) && !isThisDay(until)
        const follows = end === null || from === end
        if (!isWhole || !follows) wrong.push(date.toISOString())
        end = until
      }
      expect(wrong).toEqual([])
    },
  )
})

describe('an origin of pictures', () => {
  const BAD = [
    'https://a.example;script-src',
    'https://a.example,b',
    "https://a.example'",
    'https://*',
    'https://a b',
    'https://a.example/x',
    'https://a.example"',
  ]
  it.each(BAD)('may not end a directive of the policy: %s', async (origin) => {
    expect(isOrigin(origin)).toBe(false)
    expect(() => parseSite(JSON.stringify({ name: 'x', imageOrigins: [origin] }))).toThrow()
    const page = { html: '', styles: [], scripts: [] }
    expect(await pagePolicy(page as never, [origin, 'https://good.example'])).toContain(
      "img-src 'self' https://good.example;",
    )
  })

  it.each([
    'https://img.example',
    'https://img.example:8443',
    'http://localhost:8787',
    'http://[::1]:8787',
  ])('may be %s', (origin) => {
    expect(isOrigin(origin)).toBe(true)
  })
})

it.each(['ar-12', 'en-a-b', 'ar-latin-x', 'aaaa'])(
  'refuses a language that Intl does not take: %s',
  (language) => {
    expect(() => parseSite(JSON.stringify({ name: 'x', language }))).toThrow(/is not a language/)
  },
)

it('renders the longest text of signs, and finds the longest address of signs, in linear time', async () => {
  // Quadratic work would not end within the limit of a test.
  expect((await paper.get('/article/signs')).status).toBe(200)
  for (const sign of ['!', '/', '%', '-', '.', '_', '&', '%2f', '%20', ';']) {
    const path = `/article/a${sign.repeat(Math.floor(16_000 / sign.length))}b`
    expect((await paper.get(path)).status, sign).toBeLessThan(500)
  }
})
