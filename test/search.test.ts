import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleKey } from '../content/model/key.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'

interface Results {
  items: { id: string; headline: string; snippet: { text: string; marks: [number, number][] } }[]
  next: string | null
  total: { value: number; isExact: boolean }
  corrections: { q: string; reason: string }[]
}

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
  await paper.putStamped({
    nile: {
      headline: 'فيضان النيل يبلغ ذروته',
      body: ['ارتفع منسوب النهر ليلًا. وقالت الوزيرةُ إن السدود آمنة.'],
      topics: ['المياه'],
      authors: [{ name: 'ريم الدوسري' }],
      publishedAt: '2026-03-05T21:30:00+03:00',
    },
    ministers: {
      headline: 'اجتماع الوزراء في الدوحة',
      body: ['ناقش أحمد عبد الله ملف كوفيد-19 وطائرات F-35.'],
      section: 'world',
      topics: ['قمة الدوحة'],
      publishedAt: '2026-03-06T21:30:00+03:00',
    },
    football: {
      headline: 'The hoopoe wins the cup',
      body: ['Players celebrated in the stadium.'],
      language: 'en',
      section: 'culture',
      publishedAt: '2026-03-07T21:30:00+03:00',
    },
    draft: { headline: 'زرافة مسودة', status: 'draft' },
    embargo: { headline: 'حوت محجوب', publishedAt: '2099-01-01T00:00:00Z' },
    withdrawn: { headline: 'وشق مسحوب', status: 'withdrawn' },
    expired: {
      headline: 'يربوع منتهٍ',
      publishedAt: '2020-01-01T00:00:00Z',
      expiresAt: '2020-02-01T00:00:00Z',
    },
  })
})
afterAll(() => paper.close())

async function search(q: string, more = ''): Promise<Results> {
  const { status, json, text } = await paper.get(`/api/v1/search?q=${encodeURIComponent(q)}${more}`)
  expect(status, text).toBe(200)
  return json() as Results
}
const idsOf = ({ items }: Results) => items.map(({ id }) => id)

describe('what is found', () => {
  test.each([
    ['فيضان', ['nile']],
    ['الفيضانات', ['nile']],
    ['وزير', ['ministers', 'nile']],
    ['وُزَرَاء', ['ministers', 'nile']],
    ['سد', ['nile']],
    ['للسدود', ['nile']],
    ['الدوحة اجتماع', ['ministers']],
    ['احمد عبدالله', ['ministers']],
    ['كوفيد', ['ministers']],
    ['كوفيد 19', ['ministers']],
    ['f35', ['ministers']],
    ['المياه', ['nile']],
    ['الدوسري', ['nile']],
    ['player', ['football']],
    ['"اجتماع الوزراء"', ['ministers']],
    ['"الوزراء اجتماع"', []],
    ['«منسوب النهر»', ['nile']],
    ['اجتماع -الدوحة', []],
    ['اجتماع -النيل', ['ministers']],
    ['اجتماع -"في الدوحة"', []],
    ['فيضان الدوحة', []],
  ])('%s', async (q, ids) => {
    expect(idsOf(await search(q))).toEqual(ids)
  })

  test.each([
    ['&section=world', ['ministers']],
    ['&section=culture', []],
    ['&topic=قمة الدوحة', ['ministers']],
    ['&topic=المياه', []],
    ['&language=ar', ['ministers']],
    ['&language=en', []],
    ['&since=2026-03-06T00:00:00Z', ['ministers']],
    ['&until=2026-03-06T00:00:00Z', []],
    ['&sort=newest', ['ministers']],
  ])('filtered by %s', async (filter, ids) => {
    expect(idsOf(await search('اجتماع', encodeURI(filter)))).toEqual(ids)
  })

  test('a passage with the words as they stand', async () => {
    const { items } = await search('وزيرة النهر')
    const { text = '', marks = [] } = items[0]?.snippet ?? {}
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['النهر', 'الوزيرةُ'])
  })
})

describe('what a reader may not see yet, or not any more', () => {
  const HIDDEN = ['زرافة', 'حوت', 'وشق', 'يربوع']

  test.each(HIDDEN)('%s leaves by no result, count, correction or suggestion', async (word) => {
    // With a letter missing and one too many, as corrections would find it.
    for (const q of [word, word.slice(0, -1), `${word}${word.at(-1)}`, `"${word}"`]) {
      const { items, total, corrections } = await search(q)
      expect({ items, total: total.value, corrections }, q).toEqual({
        items: [],
        total: 0,
        corrections: [],
      })
    }
    for (const path of ['/search?q=', '/api/v1/suggest?q=']) {
      const { text } = await paper.get(path + encodeURIComponent(word.slice(0, 2)))
      expect(text, path).not.toContain(word)
    }
  })

  test('appears at its moment, and goes at its moment before sync has run', async () => {
    await paper.put('moment', {
      headline: 'كسلان يعبر',
      publishedAt: '2050-01-01T00:00:00Z',
      expiresAt: '2050-02-01T00:00:00Z',
    })
    await search('كسلان')
    const at = async (now: string) => {
      const path = `/api/v1/search?q=${encodeURIComponent('كسلان')}`
      return idsOf((await paper.get(path, { 'Test-Now': now })).json() as Results)
    }
    expect(await at('2049-12-31T23:59:58Z')).toEqual([])
    expect(await at('2050-01-01T00:00:01Z')).toEqual(['moment'])
  })

  test('an article that changes, is withdrawn or deleted', async () => {
    await paper.put('changing', { headline: 'سنجاب يقفز' })
    expect(idsOf(await search('سنجاب'))).toEqual(['changing'])
    await paper.put('changing', { headline: 'قنفذ يقفز' })
    expect(idsOf(await search('سنجاب'))).toEqual([])
    expect(idsOf(await search('قنفذ'))).toEqual(['changing'])
    await paper.put('changing', { headline: 'قنفذ يقفز', status: 'withdrawn' })
    expect(idsOf(await search('قنفذ'))).toEqual([])
    await paper.put('changing', { headline: 'قنفذ يقفز' })
    expect(idsOf(await search('قنفذ'))).toEqual(['changing'])
    await paper.kv.delete('article:changing')
    expect(idsOf(await search('قنفذ'))).toEqual([])
  })
})

describe('what may have been meant', () => {
  test.each([
    ['tdqhk', 'فيضان', 'keyboard'],
    ['فيظان', 'فيضان', 'spelling'],
    ['منسووب', 'منسوب', 'spelling'],
    ['ذوحة', 'الدوحة', 'spelling'],
    ['فيظان النبل', 'فيضان النيل', 'spelling'],
    ['منسووب النهرر ليلاا', 'منسوب النهر ليلًا', 'spelling'],
    ['tdqhk hgkdg', 'فيضان النيل', 'keyboard'],
    ['tdqhk النيل', 'فيضان النيل', 'keyboard'],
    ['hoopoe ؤعح', 'hoopoe cup', 'keyboard'],
  ])('%s: %s', async (typed, q, reason) => {
    const { items, corrections } = await search(typed)
    expect(items).toEqual([])
    expect(corrections).toContainEqual({ q, reason })
    expect(idsOf(await search(q))).not.toEqual([])
  })
})

describe('with filters that nothing fits', () => {
  test('what is there without them is not corrected, and the page leads to it', async () => {
    expect(await search('اجتماع', '&section=culture')).toMatchObject({ items: [], corrections: [] })
    const { text } = await paper.get(encodeURI('/search?q=اجتماع&section=culture&sort=newest'))
    const anywhere = `href="${encodeURI('/search?q=اجتماع')}&amp;sort=newest"`
    expect(text).toContain(anywhere)
    expect(text).toContain('ابحث في كل الأخبار دون تضييق')
  })

  test('what is offered instead fits them', async () => {
    const corrected = { q: 'فيضان', reason: 'spelling' }
    expect((await search('فيظان', '&section=science')).corrections).toContainEqual(corrected)
    expect((await search('فيظان', '&section=world')).corrections).toEqual([])
    expect((await search('فيظان', '&since=2026-03-06T00:00:00Z')).corrections).toEqual([])
    expect((await search('فيظان', '&until=2026-03-06T00:00:00Z')).corrections).toContainEqual(
      corrected,
    )
  })
})

describe('paging', () => {
  const COUNT = 25
  beforeAll(async () => {
    await paper.putStamped(
      Object.fromEntries(
        Array.from({ length: COUNT }, (_, index) => [
          `series-${index}`,
          {
            headline: `سلسلة رقم ${index}`,
            publishedAt: `2025-01-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
          },
        ]),
      ),
    )
  })

  test.each(['relevance', 'newest'])('by %s, while stories arrive', async (sort) => {
    const seen: string[] = []
    let next: string | null = null
    let arrived = 0
    do {
      const more: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`
      const page = await search('سلسلة', `&sort=${sort}&limit=10${more}`)
      seen.push(...idsOf(page))
      next = page.next
      arrived += 1
      await paper.put(`late-${sort}-${arrived}`, {
        headline: 'سلسلة متأخرة',
        publishedAt: new Date(Date.now() - 1000).toISOString(),
      })
    } while (next !== null && seen.length < 100)
    expect(seen.filter((id) => id.startsWith('series'))).toHaveLength(COUNT)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('beyond what is ranked: everything once, and the count says "more"', async () => {
    const many = await startNewspaper({
      LOCAL: 'true',
      SYNC_CHANGES: '500',
      SYNC_READS: '500',
      SYNC_INDEX: '500',
    })
    await many.putStamped(
      Object.fromEntries(
        Array.from({ length: 230 }, (_, index) => [
          `story-${index}`,
          {
            headline: index % 40 === 3 ? 'زرافة في المدينة' : 'خبر',
            body: ['رأى الناس زرافة.'],
            publishedAt: new Date(Date.UTC(2025, 0, 1) + index * 3_600_000).toISOString(),
          },
        ]),
      ),
    )
    const seen: string[] = []
    let next: string | null = ''
    let total: unknown
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
      const answer = await many.get(
        `/api/v1/search?q=${encodeURIComponent('زرافة')}&limit=20${cursor}`,
      )
      const page = answer.json() as Results
      if (next === '') total = page.total
      seen.push(...idsOf(page))
      next = page.next
    }
    expect(total).toEqual({ value: 200, isExact: false })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(230)
    // Six headlines have the word: they come before newer stories that only mention it.
    expect(seen.slice(0, 6).every((id) => Number(id.slice(6)) % 40 === 3)).toBe(true)
    await many.close()
  })
})

describe('bad input gets an answer that a person understands', () => {
  const BAD = [
    '',
    ' ',
    '\u064B\u0651\u0650',
    'في من على',
    'ا'.repeat(5_000),
    Array.from({ length: 500 }, (_, index) => `كلمة${index}`).join(' '),
    '"',
    '«مفتوح',
    '""""',
    '-',
    '- - -',
    '-"',
    'NEAR(a b)',
    'a* ^b headline:c OR NOT AND',
    '{headline} : x',
    "'; DROP TABLE articles; --",
    '\\" OR 1=1',
    '\u0000\u0007\u001B',
    '\uD800',
    '\uDC00مصر',
    '\u202Eمصر\u202C',
    'story-1',
    's:world',
    'h:نيل',
    '%',
    '😀 🇪🇬',
    '1/2/3/4/5/6/7/8/9/10/11/12/13',
    'a-1-a-1-a-1-a-1-a-1-a-1-a-1',
    '3.5',
    '#وسم @أحد a@b.c https://example.com/?q=x',
    '中文 한국어 ไทย',
  ]

  test.each(BAD.map((q) => [JSON.stringify(q).slice(0, 60), q]))('%s', async (_, q) => {
    const encoded = encodeURIComponent(q.toWellFormed())
    const page = await paper.get(`/search?q=${encoded}`)
    // An address longer than any of this site is turned away before search, as a page.
    expect(page.status).toBe(encoded.length > 16_000 ? 414 : 200)
    expect(page.text).toContain('<h1')
    expect(page.cost.d1Trips).toBeLessThanOrEqual(20)
    expect([200, 400, 414]).toContain((await paper.get(`/api/v1/search?q=${encoded}`)).status)
    expect([200, 400, 414]).toContain((await paper.get(`/api/v1/suggest?q=${encoded}`)).status)
  })

  test.each(['-كلمة', '؟ …', '"'])('%s has no word: the page says so', async (q) => {
    const { text } = await paper.get(`/search?q=${encodeURIComponent(q)}`)
    expect(text).toContain('لا توجد فيما كتبت كلمة نبحث عنها')
    expect(text).not.toContain('class="results"')
  })

  test.each([
    ['', /q must have 1 to 300 characters/],
    ['?q=', /q must have 1 to 300 characters/],
    ['?q=%D8', /./],
    ['?q=x&q=y', /appears twice/],
    ['?q=x&page=2', /not a parameter/],
    ['?q=x&sort=best', /relevance or newest/],
    ['?q=x&limit=21', /1 to 20/],
    ['?q=x&cursor=abc', /invalid cursor/],
    ['?q=x&since=yesterday', /date with time and offset/],
  ])('the API says what is wrong with %s', async (query, detail) => {
    const { status, text } = await paper.get(`/api/v1/search${query}`)
    if (status !== 200) expect(status).toBe(400)
    expect(text).toMatch(detail)
  })
})

test('while a new version of the analyser fills the other table, the first one answers', async () => {
  const own = await startNewspaper({ SYNC_INDEX: '2', SYNC_CHANGES: '50', SETTLE_SECONDS: '0' })
  const found = async (word: string) =>
    idsOf(
      (await own.get(`/api/v1/search?q=${encodeURIComponent(word)}`)).json() as Results,
    ).toSorted()
  const state = async () => {
    const row = await own.d1
      .prepare(`SELECT value FROM ${TABLES.state} WHERE name = 'search'`)
      .first<{ value: string }>()
    return JSON.parse(row?.value ?? '{}') as { active: string; version: string; filling: unknown }
  }
  const all = ['story-0', 'story-1', 'story-2', 'story-3', 'story-4']
  for (const id of all) await own.put(id, { headline: `لقلق ${id}` })
  for (let run = 0; run < 5; run += 1) await own.tick()
  expect(await found('لقلق')).toEqual(all)
  const before = await state()
  // As if other code had filled it.
  await own.d1
    .prepare(
      `UPDATE ${TABLES.state} SET value = json_set(value, '$.version', 'old') WHERE name = 'search'`,
    )
    .run()
  await own.tick()
  expect(await state()).toMatchObject({ active: before.active, version: 'old' })
  expect((await state()).filling).not.toBeNull()
  expect(await found('لقلق')).toEqual(all)
  await own.put('story-5', { headline: 'لقلق جديد' })
  await own.kv.delete('article:story-0')
  const later = [...all.slice(1), 'story-5']
  for (let run = 0; run < 6; run += 1) {
    await own.tick()
    const now = await found('لقلق')
    expect(later.filter((id) => id !== 'story-5' && !now.includes(id))).toEqual([])
  }
  expect(await state()).toMatchObject({ active: 'b', version: before.version, filling: null })
  expect(await found('لقلق')).toEqual(later)
  await own.close()
})

test('what expired or was deleted leaves by no way: at its moment, or with the next sync', async () => {
  const own = await startNewspaper({ SYNC_INDEX: '50', SYNC_CHANGES: '50', SETTLE_SECONDS: '0' })
  const words = { headline: 'كسلان يعبر', topics: ['خفاش'], body: ['رأينا سنورًا.'] }
  await own.put('passing', { ...words, expiresAt: '2050-02-01T00:00:00Z' })
  await own.put('deleted', { headline: 'وطواط', body: ['ضبع.'] })
  // As the commands put it; the others are plain puts.
  const stamped = JSON.stringify(anArticle({ headline: 'غرير يحفر' }))
  const rev = createHash('sha256').update(stamped).digest('hex').slice(0, 16)
  const metadata = { rev, at: new Date().toISOString() }
  await own.kv.put(articleKey('stamped'), stamped, { metadata })
  await own.tick()
  await own.tick()
  const answers = async (typed: string[], now: string) => {
    const paths = typed.flatMap((q) =>
      ['/api/v1/search?q=', '/search?q=', '/api/v1/suggest?q='].map(
        (path) => path + encodeURIComponent(q),
      ),
    )
    const texts = await Promise.all(paths.map((path) => own.get(path, { 'Test-Now': now })))
    return texts.map(({ text }) => text).join('\n')
  }
  // Found by its words, corrected to, suggested; none of what is typed is the word itself.
  const near = ['كسلاان', 'خفاا', 'سنووور', 'كس', 'خف']
  const [before, after] = ['2050-01-31T23:59:58Z', '2050-02-01T00:00:01Z']
  expect(await answers(near, before)).toMatch(/كسلان(?=.*خفاش)/s)
  expect(await answers(['غرير'], before)).toContain('غرير يحفر')
  expect(await answers(near, after)).not.toMatch(/كسلان|خفاش|سنورًا/)
  const gone = await own.get(`/api/v1/search?q=${encodeURIComponent('خفاش')}`, {
    'Test-Now': after,
  })
  expect(gone.json()).toMatchObject({ items: [], total: { value: 0 }, corrections: [] })
  expect(await answers(['وطوا', 'ضبغ', 'وط'], before)).toMatch(/وطواط/)
  await own.kv.delete('article:deleted')
  await own.tick()
  expect(await answers(['وطوا', 'ضبغ', 'وط'], before)).not.toMatch(/وطواط|ضبع/)
  await own.close()
})

test('one round trip, a second one when nothing was found; no database for nothing to look for', async () => {
  const own = await startNewspaper({ SYNC_INDEX: '50', SYNC_CHANGES: '50' })
  await own.put('nile', { headline: 'فيضان النيل' })
  await own.tick()
  const costOf = async (q: string) =>
    (await own.get(`/api/v1/search?q=${encodeURIComponent(q)}`)).cost.d1Trips
  expect(await costOf('فيضان')).toBe(1)
  expect(await costOf('فيظان')).toBe(2)
  expect(await costOf('؟')).toBe(0)
  await own.close()
})
