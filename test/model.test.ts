import { describe, expect, it } from 'vitest'
import { bidiRuns } from '../content/arabic/bidi.ts'
import { showDate, showHijriDate, showMoment } from '../content/model/date.ts'
import { canonicalId, isId, slugOf } from '../content/model/id.ts'
import { excerpt, readingMinutes } from '../content/model/plain-text.ts'
import { parseSite } from '../content/model/site.ts'
import { ar } from '../web/strings/ar.ts'
import { cursorOf, positionAfter, positionIn, positionOf } from '../worker/catalogue/position.ts'
import { decide, type Sighting } from '../worker/catalogue/settle.ts'
import { cacheHeaders, PAGE } from '../worker/http/cache-policy.ts'

const gulf = {
  language: 'ar',
  timeZone: 'Asia/Riyadh',
  months: 'gulf',
  digits: 'latn',
  hijri: true,
} as const

describe('dates', () => {
  it.each([
    ['2026-03-05T21:30:00+03:00', 'الخميس، 5 مارس 2026', '16 رمضان 1447 هـ', '21:30'],
    ['2026-03-05T21:30:00Z', 'الجمعة، 6 مارس 2026', '17 رمضان 1447 هـ', '00:30'],
  ])('shows %s in both calendars', (moment, date, hijri, time) => {
    expect(showMoment(moment, gulf)).toEqual({ date, hijri, time })
  })

  it.each([
    ['levant', 'كانون الثاني'],
    ['maghreb', 'جانفي'],
    ['both', 'يناير/كانون الثاني'],
  ] as const)('names the months of the %s', (months, name) => {
    expect(showDate(Date.UTC(2026, 0, 10), { ...gulf, months })).toContain(name)
  })

  it('shows no Hijri date where the site has none, and Arabic digits where it wants them', () => {
    expect(showHijriDate(0, { ...gulf, hijri: false })).toBeNull()
    expect(showMoment('2026-03-05T21:30:00+03:00', { ...gulf, digits: 'arab' }).time).toBe('٢١:٣٠')
  })
})

describe('ids', () => {
  it.each(['nile-flood', 'شط-العرب', '2026', 'café', 'a'.repeat(120)])('takes %s', (id) => {
    expect(isId(id)).toBe(true)
  })
  it.each(['', 'Nile', 'a--b', '-a', 'a b', 'a/b', 'cafe\u0301', 'a'.repeat(121), 'شـط'])(
    'refuses %j',
    (id) => {
      expect(isId(id)).toBe(false)
    },
  )
  it.each([
    ['Nile-Flood', 'nile-flood'],
    ['cafe\u0301', 'café'],
    ['شط\u200f-العرب', 'شط-العرب'],
  ])('finds that %j means %s', (text, id) => {
    expect(canonicalId(text)).toBe(id)
  })
  it.each([
    ['الأمم المتحدة', 'الأمم-المتحدة'],
    ['C++ و C#', 'c-plus-plus-و-c-sharp'],
    ['***', null],
  ])('makes of %s the slug %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })
})

describe('the Hijri date', () => {
  it.each([
    [-1, '16 رمضان 1447 هـ'],
    [0, '17 رمضان 1447 هـ'],
    [1, '18 رمضان 1447 هـ'],
  ] as const)('moves by %i days where the moon is sighted on another', (hijriOffset, shown) => {
    const site = parseSite(JSON.stringify({ name: 'هدهد', hijriOffset }))
    const calendar = { ...site, language: 'ar' }
    expect(showMoment('2026-03-06T12:00:00+03:00', calendar).hijri).toBe(shown)
    expect(showHijriDate(Date.parse('2026-03-06T12:00:00+03:00'), calendar)).toBe(shown)
  })
  it('moves by no more than a day', () => {
    const text = JSON.stringify({ name: 'هدهد', hijriOffset: 2 })
    expect(() => parseSite(text)).toThrow('write -1, 0 or 1')
  })
})

describe('text', () => {
  it('cuts an excerpt at a word', () => {
    expect(excerpt({ body: ['كلمة '.repeat(100)] }, 22)).toBe('كلمة كلمة كلمة كلمة…')
  })
  it.each([
    [10, 1],
    [360, 2],
    [900, 5],
  ])('reads %i words in %i minutes', (words, minutes) => {
    expect(readingMinutes([Array(words).fill('كلمة').join(' ')])).toBe(minutes)
  })
  it.each([
    [1, 'دقيقة واحدة'],
    [2, 'دقيقتان'],
    [3, '3 دقائق'],
    [11, '11 دقيقة'],
    [100, '100 دقيقة'],
  ])('counts %i minutes in Arabic', (minutes, text) => {
    expect(ar.readingTime(minutes)).toContain(text)
  })
  it.each([
    ['اتصل على +966 11 123 4567 الآن', ['+966 11 123 4567']],
    ['حرارة -5 وسعر $12.5', ['-5', '$12.5']],
    ['بلغة C++ أو C# لحساب @bbc', ['C++', 'C#', '@bbc']],
    ['من 1990 إلى 2000، والرقم 112', []],
    ['مقال-5 وكلمة', []],
  ])('frames in %s only what would be torn', (text, torn) => {
    expect(
      bidiRuns(text)
        .filter(({ isIsolated }) => isIsolated)
        .map(({ text }) => text),
    ).toEqual(torn)
    expect(
      bidiRuns(text)
        .map(({ text }) => text)
        .join(''),
    ).toBe(text)
  })
})

describe('the settle rule', () => {
  const old = { revision: 'a', stampedAt: null, changedAt: 0 }
  const young = { revision: 'a', stampedAt: null, changedAt: 990_000 }
  const stamped = { revision: 'a', stampedAt: 900_000, changedAt: 990_000 }
  const raw = { revision: 'b', stamp: null }
  const put = (at: number) => ({ revision: 'b', stamp: { revision: 'b', at } })
  const cases: [string, Partial<Sighting>, string][] = [
    ['takes a new article', { seen: raw }, 'apply'],
    ['leaves what is the same', { row: young, seen: { revision: 'a', stamp: null } }, 'unchanged'],
    ['waits with a raw value for a young row', { row: young, seen: raw }, 'wait'],
    ['takes a raw value for a settled row', { row: old, seen: raw }, 'apply'],
    ['takes a later stamp at once', { row: stamped, seen: put(950_000) }, 'apply'],
    ['never takes an earlier stamp', { row: stamped, seen: put(850_000) }, 'unchanged'],
    [
      'never takes an earlier stamp, settled or not',
      { row: { ...stamped, changedAt: 0 }, seen: put(850_000) },
      'unchanged',
    ],
    ['removes a settled row by sync', { row: old, seen: null }, 'remove'],
    ['waits with an absence for a young row', { row: young, seen: null }, 'wait'],
    ['removes nothing for a reader', { row: old, seen: null, by: 'reader' }, 'wait'],
    ['waits with a raw value after a young removal', { removedAt: 990_000, seen: raw }, 'wait'],
    ['takes a stamp later than the removal', { removedAt: 990_000, seen: put(995_000) }, 'apply'],
    ['takes a raw value long after a removal', { removedAt: 1, seen: raw }, 'apply'],
  ]
  it.each(cases)('%s', (_what, sight, verdict) => {
    const usual: Sighting = {
      row: null,
      removedAt: null,
      seen: null,
      by: 'sync',
      now: 1_000_000,
      settleMs: 120_000,
    }
    expect(decide({ ...usual, ...sight })).toBe(verdict)
  })
})

describe('positions', () => {
  it('grow with the time of publication and hide what is to come', () => {
    const now = Date.UTC(2026, 0, 1)
    expect(positionOf('a', now)).toBeLessThan(positionAfter(now))
    expect(positionOf('z', now + 1000)).toBeGreaterThanOrEqual(positionAfter(now))
    expect(Number.isSafeInteger(positionOf('a', Date.UTC(2199, 11, 31)))).toBe(true)
    expect(Number.isSafeInteger(positionOf('a', Date.UTC(1800, 0, 1)))).toBe(true)
  })
  it.each([0, 5, -7, positionOf('a', Date.UTC(2026, 0, 1)), positionOf('b', Date.UTC(1801, 0, 1))])(
    'come back from the cursor of %i',
    (position) => {
      expect(positionIn(cursorOf(position))).toBe(position)
    },
  )
  it.each([
    '',
    'abc',
    '12.zzzz',
    `${cursorOf(5)}x`,
    '../..',
    '٥',
    cursorOf(5).toUpperCase(),
    '0'.repeat(5000),
  ])('are in no foreign cursor: %s', (cursor) => {
    expect(positionIn(cursor)).toBeNull()
  })
})

it('cuts every cache time at the boundary', () => {
  const edge = (left: number | null) =>
    cacheHeaders(PAGE, left === null ? null : left * 1000, 0)['Cloudflare-CDN-Cache-Control']
  expect(edge(null)).toBe('public, max-age=60, stale-while-revalidate=30, stale-if-error=86400')
  expect(edge(75)).toBe('public, max-age=60, stale-while-revalidate=15, stale-if-error=15')
  expect(edge(20)).toBe('public, max-age=20, stale-while-revalidate=0, stale-if-error=0')
  expect(edge(0)).toBe('public, max-age=0, stale-while-revalidate=0, stale-if-error=0')
})
