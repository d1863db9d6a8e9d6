import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ArchiveIndex } from '../content/convert/archive-index.ts'
import { convertStory } from '../content/convert/convert-story.ts'
import type { OldStory } from '../content/convert/old-export.ts'
import type { Pictures } from '../content/convert/pictures.ts'
import { canonical } from '../content/desk/plan/compile.ts'
import { parseArticle } from '../content/model/article.ts'
import { plainText } from '../content/model/plain-text.ts'
import { readMarkdownSource } from '../content/source/markdown-source.ts'
import { writeMarkdown } from '../content/source/write-markdown.ts'

/** Each convert/stories/*.html is the text of a story, the *.md beside it what it becomes. */
const folder = join(import.meta.dirname, 'convert', 'stories')
const cases = readdirSync(folder).filter((file) => file.endsWith('.html'))

const entry = { id: 'this', kind: 'story', section: 'news', previousPaths: [] } as const
const index: ArchiveIndex = {
  entries: new Map([
    ['flood', { ...entry, previousPaths: [], id: 'nile-flood' }],
    ['harvest', { ...entry, previousPaths: [], id: 'harvest' }],
  ]),
  byPath: new Map([
    ['/2014/05/flood', 'flood'],
    ['/p/5', 'flood'],
    ['/2014/06/harvest', 'harvest'],
  ]),
  pictures: new Map([
    ['7', { kind: 'picture', id: '7', url: '/uploads/port.jpg', alt: 'الميناء من الجو' }],
    ['8', { kind: 'picture', id: '8', url: '/uploads/map.png', caption: 'خريطة (شينخوا)' }],
  ]),
  translations: new Map(),
  sections: [{ id: 'news', name: 'أخبار' }],
  redirects: [{ from: '/category/:name', to: '/section/:name' }],
  origin: 'http://old.example',
}
const pictures = {
  find: (address) => {
    const [, name] = /(port|map)(?:-\d+x\d+)?\.(?:jpg|png)$/.exec(address) ?? []
    return name ? { name: name === 'port' ? 'port.jpg' : 'map.png' } : { missing: address }
  },
} as Pick<Pictures, 'find'>

function converted(html: string, isWordpress = false) {
  const story: OldStory = {
    kind: 'story',
    key: 'this',
    place: 'this',
    title: 'السفينة تعبر القناة',
    html,
    lines: !isWordpress || html.includes('<!-- wp:') ? 'none' : 'every',
    ...(isWordpress && { shortcodes: 'wordpress' }),
    url: 'http://old.example/2014/07/this/',
    otherPaths: [],
    publishedAt: '2014-07-01T10:00:00Z',
    status: 'published',
    authors: [],
    categories: [{ slug: 'news', name: 'أخبار' }],
    topics: [],
  }
  const context = {
    index,
    pictures,
    timeZone: 'Asia/Riyadh',
    language: 'ar',
    credit: 'أرشيف الجريدة',
  }
  return convertStory(story, { ...entry, previousPaths: [] }, context)
}

it.each(cases)('converts %s to the Markdown beside it, without an error', (file) => {
  const html = readFileSync(join(folder, file), 'utf8')
  const { value, losses } = converted(html, file.includes('.wordpress.'))
  const {
    headline: _,
    section: __,
    publishedAt: ___,
    ...shown
  } = value as Record<string, unknown> & typeof value
  const changes = losses.map(({ kind, count }) => `${kind} ${count}`)
  const markdown = writeMarkdown({ changes, ...shown })
  const beside = join(folder, file.replace('.html', '.md'))
  if (!existsSync(beside)) writeFileSync(beside, markdown)
  expect(markdown).toBe(readFileSync(beside, 'utf8'))
  const back = readMarkdownSource(markdown)
  expect(errorsOf(back)).toEqual([])
  expect(back.value).toMatchObject({ body: value.body })
})

const WORDS = [
  'السفينة',
  'القناة',
  'هـ',
  '«نعم»',
  'Guardian',
  '10:30',
  ':نقطة',
  '*',
  '**',
  '_كذا_',
  '#',
  '[x]',
  '(y)',
  '](z)',
  '<',
  '&',
  '~~',
  '1.',
  '-',
  '+',
  '`',
  '|',
  '\\',
  '!',
  '::',
  '{a=b}',
  'مُشكَّل',
  '٢٠١٤',
  '$5',
  '@x',
  '©',
  '"',
  "'",
  'http://a.b/c',
  '^',
]
const words = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((list) => list.join(' '))
const inline: fc.Arbitrary<Piece> = fc.letrec<{ inline: Piece }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words.map((text) => ({ html: escaped(text), text })),
    fc
      .tuple(
        fc.constantFrom(
          'b',
          'i',
          'strong',
          'em',
          'span',
          'a href="https://example.com/"',
          'span lang="en"',
          'u',
        ),
        fc.array(tie('inline'), { minLength: 1, maxLength: 3 }),
      )
      .map(([tag, inner]) => around(tag, joined(inner))),
  ),
})).inline
const inlines = fc.array(inline, { minLength: 1, maxLength: 4 }).map(joined)
const items: fc.Arbitrary<Piece> = fc.letrec<{ items: Piece; item: Piece }>((tie) => ({
  items: fc
    .tuple(fc.constantFrom('ul', 'ol'), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
    .map(([tag, inner]) => around(tag, joined(inner))),
  item: fc
    .tuple(inlines, fc.option(tie('items'), { depthSize: 'small', maxDepth: 2 }))
    .map(([own, inner]) => around('li', joined(inner ? [own, inner] : [own]))),
})).items
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((columns) =>
    fc.array(fc.array(inlines, { minLength: columns, maxLength: columns }), {
      minLength: 2,
      maxLength: 3,
    }),
  )
  .map((rows) =>
    around(
      'table',
      joined(rows.map((cells) => around('tr', joined(cells.map((cell) => around('td', cell)))))),
    ),
  )
const block: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .tuple(fc.constantFrom('p', 'h2', 'h3', 'h4', 'blockquote', 'div', 'section'), inlines)
    .map(([tag, inner]) => around(tag, inner)),
  inlines,
  items,
  table,
)

interface Piece {
  html: string
  text: string
}

it('keeps every letter of generated HTML through Markdown, publishing and export', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
      const { html, text } = joined(blocks)
      const { value } = converted(html)
      const read = readMarkdownSource(writeMarkdown(value))
      expect(errorsOf(read)).toEqual([])
      const published = canonical('article', read.value)
      expect(letters(plainText(parseArticle(published).body))).toBe(letters(text))
    }),
    { numRuns: 60 },
  )
})

function joined(pieces: Piece[]): Piece {
  return {
    html: pieces.map(({ html }) => html).join(' '),
    text: pieces.map(({ text }) => text).join(' '),
  }
}

function around(tag: string, { html, text }: Piece): Piece {
  return { html: `<${tag}>${html}</${tag.split(' ')[0]}>`, text }
}

/** All but white space, and the dash before the items of an inner list. */
function letters(text: string): string {
  return text.replace(/[\s–]+/g, '')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function errorsOf({ problems }: ReturnType<typeof readMarkdownSource>) {
  return problems.filter(({ severity }) => severity !== 'warning')
}
