import { describe, expect, it } from 'vitest'
import { type Article, articleSchema } from '../content/model/article.ts'
import type { Figure } from '../content/model/figure.ts'
import { pageSchema } from '../content/model/page.ts'
import { parseJson, parseWith } from '../content/model/parse.ts'
import { type Problem, Refusal } from '../content/model/refusal.ts'
import { siteSchema } from '../content/model/site.ts'
import { unknownFields } from '../content/model/unknown-field.ts'
import { readMarkdownSource } from '../content/source/markdown-source.ts'
import { resolveDates } from '../content/source/resolve-dates.ts'
import { aStory, check1 } from './checked-folder.ts'

/** Every field of the model, each with a value that is right. */
const AT = '2026-03-05T21:30:00+03:00'
const TEXT = ['نص', { text: 'رابط', strong: true, emphasis: true, href: '/x', lang: 'en' }]
const FIGURE = {
  src: 'doha.jpg',
  alt: 'الدوحة',
  caption: TEXT,
  credit: 'ليلى',
  width: 3,
  height: 3,
  focus: [0.5, 0.5],
  color: '#112233',
} as Figure
const BODY: Article['body'] = [
  'فقرة',
  { type: 'paragraph', text: TEXT },
  { type: 'heading', text: 'عنوان', level: 2 },
  { type: 'quote', text: 'قول', attribution: 'فلان' },
  { type: 'list', ordered: true, items: ['بند'] },
  { type: 'figure', ...FIGURE },
  { type: 'gallery', figures: [FIGURE] },
  { type: 'table', caption: 'جدول', head: ['رأس'], rows: [['خلية']] },
  { type: 'fact-box', title: 'إطار', body: ['فقرة', { type: 'list', items: ['بند'] }] },
  { type: 'embed', url: 'https://a.example/', title: 't', description: 'd', provider: 'p' },
  { type: 'divider' },
]
const VALUES = [
  [
    'article',
    articleSchema,
    {
      $schema: 'x',
      headline: 'عنوان',
      section: 'news',
      publishedAt: AT,
      kicker: 'k',
      standfirst: 's',
      topics: ['القمر'],
      authors: [{ name: 'ليلى', role: 'مراسلة', place: 'بيروت' }],
      dateline: 'بيروت',
      source: 'رويترز',
      updatedAt: AT,
      expiresAt: AT,
      image: FIGURE,
      body: BODY,
      corrections: [{ at: AT, kind: 'update', text: 'x' }],
      related: ['a'],
      aliases: ['a'],
      previousPaths: ['/a'],
      placement: 'top',
      breaking: true,
      language: 'ar',
      translations: { en: 'a' },
      status: 'published',
      reason: 'r',
    },
  ],
  ['page', pageSchema, { title: 't', body: BODY, language: 'ar', standfirst: 's', updatedAt: AT }],
  [
    'site',
    siteSchema,
    {
      name: 'n',
      tagline: 't',
      origin: 'https://a.example',
      language: 'ar',
      timeZone: 'Asia/Riyadh',
      months: 'gulf',
      digits: 'latn',
      hijri: true,
      hijriOffset: 0,
      offline: true,
      sections: [{ id: 'a', name: 'n', description: 'd' }],
      front: ['a'],
      publisher: 'p',
      contact: { email: 'a@b.example', telephone: '1', address: 'x' },
      social: [{ name: 'n', url: 'https://a.example' }],
      imageOrigins: ['https://a.example'],
      redirects: [{ from: '/a', to: '/b' }],
      hub: 'https://a.example/',
      crawlers: ['GPTBot'],
      securityContact: 'mailto:a@b.example',
      ads: ['x'],
    },
  ],
] as const

const WRONG = [
  ...[undefined, null, 0, -1, 1.5, 1e9, true, false, '', ' ', 'x', 'نص', 'now', '😀', '<b>x</b>'],
  ...['\u0000', '\u202E', 'x'.repeat(70_000), [], [1], [null], [[]], {}, { a: 1 }],
  new Array(3000).fill('x'),
]
/** Words of the parsers, which are for programmers. */
const RAW =
  /Invalid|Too (?:big|small)|Unrecognized|xpected (?:string|object|array|number|bool)|NaN|token|implicit|scalar|undefined/

describe('what the model refuses', () => {
  it.each(VALUES)(
    'is answered with what to write, for every field of the %s',
    (_, schema, value) => {
      expect(() => parseWith(schema, value)).not.toThrow()
      for (const path of pathsOf(value)) {
        for (const wrong of WRONG) {
          for (const { path: where, message } of problemsOf(() =>
            parseWith(schema, changed(value, path, wrong)),
          )) {
            expect(message, where).not.toMatch(RAW)
            expect(message, where).toMatch(/^.+[;,] /)
            // An item that is left out of a list is not missing.
            const isField = typeof path.at(-1) === 'string'
            if (wrong === undefined && isField) expect(message, where).toContain('is missing;')
          }
        }
      }
    },
  )

  it.each([
    [{ title: 'x' }, 'title: is not a known field; write headline'],
    [{ Headline: 'x' }, 'Headline: is not a known field; write headline'],
    [{ published_at: 'x' }, 'published_at: is not a known field; write publishedAt'],
    [{ secton: 'x' }, 'secton: is not a known field; write section'],
    [{ tags: [] }, 'tags: is not a known field; write topics'],
    [{ 'head\u200Fline': 1 }, 'has an invisible character (U+200F) after "head"; delete it'],
    [{ authors: [{ nmae: 'x' }] }, 'authors[0].nmae: is not a known field; write name'],
    [{ authors: [{ x: 1 }] }, 'authors[0].x: is not a known field; write one of name, role, place'],
    [
      { body: [{ type: 'fact-box', body: [{ type: 'list', itemz: [] }] }] },
      'body[0].body[0].itemz: is not a known field; write items',
    ],
    [
      { body: [{ type: 'paragraph', text: [{ text: 'a', bold: true }] }] },
      'body[0].text[0].bold: is not a known field; write strong',
    ],
    [{ corrections: [{ date: AT }] }, 'corrections[0].date: is not a known field; write at'],
    [{ foo: 1 }, 'foo: is not a known field; write one of headline, section, publishedAt, kicker'],
  ])('names the field that %j means', (value, message) => {
    const problems = unknownFields(articleSchema, value)
    expect(new Refusal(problems).message).toContain(message)
    expect(problems).toHaveLength(1)
  })

  it('has no words for the names of a record, or for a value that is right', () => {
    expect(unknownFields(articleSchema, { translations: { en: 'a', fr: 'b' } })).toEqual([])
    for (const [, schema, value] of VALUES) expect(unknownFields(schema, value)).toEqual([])
  })
})

describe('what was meant is said', () => {
  it.each([
    [{ authors: 'سلمى' }, 'authors: is not a list of authors; write [{ "name": "سلمى" }]'],
    [{ authors: '[سلمى]' }, 'authors[0]: is not an author; write { "name": "سلمى" }'],
    [{ topics: 'القمر' }, 'topics: is not a list of names; write ["القمر"]'],
    [{ topics: '[القمر، المريخ]' }, 'is one topic; write ["القمر", "المريخ"] if they are several'],
    [{ related: 'nile' }, 'related: is not a list of ids; write ["nile"]'],
    [{ image: 'a.jpg' }, 'image: is not a picture; write { "src": "a.jpg", "alt": "…" }'],
    [{ status: 'Draft' }, 'status: "Draft" is not a status; write draft'],
    [{ status: 'مسودة' }, '"مسودة" is not a status; write one of published, draft, withdrawn'],
    [{ placement: 'LEAD' }, '"LEAD" is not a placement; write lead'],
    [{ section: 'العلوم' }, 'العلوم is not a section of the site; write science'],
    [{ section: 'Science' }, '"Science" is not an id; write "science"'],
    [{ expiresAt: '27/11/2026' }, 'is written another way; write 2026-11-27'],
    [{ expiresAt: '5/3/2026' }, 'is written another way; write 2026-03-05 or 2026-05-03'],
    [{ expiresAt: '٢٧ تشرين الثاني ٢٠٢٦' }, 'is written another way; write 2026-11-27'],
    [{ expiresAt: '27 نوفمبر، 2026' }, 'is written another way; write 2026-11-27'],
    [{ expiresAt: 'November 27, 2026' }, 'is written another way; write 2026-11-27'],
    [{ expiresAt: '2026-11-27 9:30 م' }, 'is written another way; write 2026-11-27 21:30'],
    [{ expiresAt: '27/11/2026 21:30' }, 'is written another way; write 2026-11-27 21:30'],
    [{ expiresAt: '27 نوفمبر 2026 9:30 م' }, 'is written another way; write 2026-11-27 21:30'],
    [{ expiresAt: '2026-11-27 25:10 pm' }, 'is not a date with its time and offset'],
    [{ expiresAt: '6/6/1447' }, 'write the Gregorian date; readers see the Hijri one too'],
    [{ expiresAt: '1447/06/06' }, 'write the Gregorian date; readers see the Hijri one too'],
    [{ publishedAt: '27/11/2026', expiresAt: '2026-11-26' }, 'publishedAt: "27/11/2026"'],
    [{ expiresAt: '1448-06-17' }, 'write the Gregorian date; readers see the Hijri one too'],
    [
      { corrections: '[{ at: 5.11.2026, kind: update, text: x }]' },
      'corrections[0].at: "5.11.2026"',
    ],
  ])('for the fields %j', async (fields, message) => {
    const said = await check1({ 'articles/a.md': aStory(fields) })
    expect(said).toEqual([expect.stringContaining(message)])
  })

  it.each([
    ['نص[^1]\n\n[^1]: حاشية', 'is a footnote, which is not supported'],
    ['نص :smile: هنا', ':smile: is the code of an emoji; write the emoji itself'],
    ['[أ](www.example.com)', 'is not a safe address; write "https://www.example.com"'],
    ['[أ](desk@example.com)', 'write "mailto:desk@example.com"'],
    ['[أ](nile-flood.md)', 'write "/article/nile-flood" for an article of this site'],
    ['[أ](http://localhost:8787/article/x)', 'leads to a computer that readers cannot reach'],
    [
      '![أ](C:\\\\Users\\\\a\\\\moon.jpg "© ب")',
      'is a path on a computer; copy the file to media/',
    ],
    ['![أ](data:image/png;base64,AAAA "© ب")', 'save it as a file in media/'],
    ['> قول\n>\n> - فلان', 'ends with a list, because of the hyphen'],
    ['::embed[x]{url="https://x.example}', 'close each quote and bracket'],
  ])('for the text %j', async (text, message) => {
    const said = await check1({ 'articles/a.md': aStory({}, text) })
    expect(said).toContainEqual(expect.stringContaining(message))
  })

  it('of the site and of the pictures in the same run as of the fields', async () => {
    const text = aStory({ headline: '', section: 'sport' }, '![أ](a.jpg)\n\n[ب](/article/none)')
    const said = (await check1({ 'articles/a.md': text })).join('\n')
    for (const part of [
      'headline: is empty',
      'sport is not a section',
      'no credit',
      '"a.jpg" does not exist',
      'the article none',
    ]) {
      expect(said).toContain(part)
    }
  })
})

describe('what is not JSON', () => {
  it.each([
    ['{"a": "سطر\nسطر"}', 'line 1, column 7: a closing quote is missing, or there is a line break'],
    ['{\n  "a": 1,\n}', 'line 3, column 1: expected the name of a field in quotes'],
    ['{"a": “x”}', 'line 1, column 7: a word without quotes, or an unexpected character'],
    ['{"a": 1', 'line 1, column 8: a closing } is missing'],
    ['{"a": "x', 'line 1, column 7: a closing quote is missing'],
    ['\uFEFF{"a" 1}', 'line 1, column 6: a colon is missing before this'],
    ['نص', 'line 1, column 1: a word without quotes'],
    ["{'a': 1}", 'line 1, column 2: a word without quotes'],
    ['['.repeat(8000), 'is not JSON (line 1, column 1: too many brackets'],
    ['{"a":'.repeat(50_000), 'too many brackets within brackets'],
    ['{"a": \u200B1}', 'line 1, column 7: an invisible character, U+200B); delete it'],
  ])('is refused with its place: %j', (text, message) => {
    const [problem] = problemsOf(() => parseJson(text))
    expect(problem?.message).toContain(message)
    expect(problem?.message).not.toMatch(RAW)
  })
})

describe('fields of a Markdown file', () => {
  it.each([
    'headline: أ: ب',
    'headline: "أ',
    'headline: @x',
    'headline: %x',
    'headline: `x',
    'headline: !x y',
    'headline: *x',
    'headline: &x y',
    'headline: [عاجل] خبر',
    'headline: [عاجل',
    'headline: أ\n\tsection: b',
    'headline: "a\\q"',
    'headline\nsection: x',
    'headline: {b',
    'headline: - x',
    '- a',
    'headline: |x',
    'headline: 1\n section: 2',
    'headline: "a" b',
    'headline: !!int x',
    'headline: "أ"\nheadline: "ب"',
    `a: &a [x, x]\n${'bcdefghij'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}]`)
      .join('\n')}`,
  ])('that YAML does not read as they are meant are refused in plain words: %j', (fields) => {
    const { problems } = readMarkdownSource(`---\n${fields}\n---\nنص\n`)
    expect(problems.length).toBeGreaterThan(0)
    for (const { message } of problems) {
      expect(message).not.toMatch(RAW)
      expect(message).toMatch(/; /)
    }
  })

  it('that say "now" have the time of publishing, corrections too, and it is written back', () => {
    const text =
      '---\nheadline: x\npublishedAt: 2026-01-01\nupdatedAt: الآن\ncorrections:\n  - at: now\n    text: x\n---\n'
    const options = { timeZone: 'Asia/Riyadh', now: Date.parse(AT) }
    const { source, filled } = resolveDates(readMarkdownSource(text), options)
    expect(source.value).toMatchObject({ updatedAt: AT, corrections: [{ at: AT }] })
    expect(filled).toEqual({ updatedAt: AT, corrections: [{ at: AT, text: 'x' }] })
  })

  it('of a gallery and a quotation are found where they are', () => {
    const text =
      '---\nheadline: x\n---\n:::gallery\n![أ](a.jpg)\n\n![ب](b.jpg)\n:::\n\n> قول\n>\n> - فلان\n'
    const { places, problems } = readMarkdownSource(text)
    expect(places.find('body[0].figures[1].src')).toMatchObject({ line: 7, column: 1 })
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'ends with a list, because of the hyphen; write who said it after a dash',
      ),
    ])
  })
})

function problemsOf(parse: () => unknown): Problem[] {
  try {
    parse()
    return []
  } catch (error) {
    if (error instanceof Refusal) return error.problems
    throw error
  }
}

type Path = (string | number)[]

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name])
  }
}

/** A copy of the value with another part at the path; undefined leaves the part out. */
function changed(value: unknown, path: Path, part: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return part
  if (Array.isArray(value)) {
    return rest.length === 0 && part === undefined
      ? value.filter((_, index) => index !== name)
      : value.map((item, index) => (index === name ? changed(item, rest, part) : item))
  }
  const { [name]: inner, ...others } = value as Record<string, unknown>
  const replaced = changed(inner, rest, part)
  return replaced === undefined ? others : { ...others, [name]: replaced }
}
