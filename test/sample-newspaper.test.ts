import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Article, readArticle } from '../content/model/article.ts'
import { asBlock, type Block } from '../content/model/block.ts'
import type { Figure } from '../content/model/figure.ts'
import { isId } from '../content/model/id.ts'
import { readPage } from '../content/model/page.ts'
import { unknownFields } from '../content/model/parse.ts'
import { plainText } from '../content/model/plain-text.ts'
import { readSite } from '../content/model/site.ts'

const folder = join(import.meta.dirname, '..', 'content')
const text = (file: string) => readFileSync(join(folder, file), 'utf8')
const site = readSite(text('site.json'))
const articles = readdirSync(join(folder, 'articles')).map((file) => {
  const source = text(`articles/${file}`)
  return { id: file.replace('.json', '').normalize('NFC'), source, article: readArticle(source) }
})
const ids = new Set(articles.map(({ id }) => id))
const published = articles.filter(({ article }) => (article.status ?? 'published') === 'published')

function figuresOf({ image, body }: Article): Figure[] {
  const inside = body.map(asBlock).flatMap((block) => {
    if (block.type === 'figure') return [block]
    return block.type === 'gallery' ? block.figures : []
  })
  return image ? [image, ...inside] : inside
}

describe.each(articles)('the article $id', ({ id, source, article }) => {
  it('has an id, a known section, and no field that the model does not know', () => {
    expect(isId(id)).toBe(true)
    expect(site.sections.map((section) => section.id)).toContain(article.section)
    expect(unknownFields(JSON.parse(source), article)).toEqual([])
  })

  it('names only articles that exist', () => {
    const named = [...(article.related ?? []), ...Object.values(article.translations ?? {})]
    expect(named.filter((other) => !ids.has(other))).toEqual([])
  })

  it('has pictures that exist, each with alt text, caption and credit', () => {
    for (const figure of figuresOf(article)) {
      expect(existsSync(join(folder, 'media', figure.src)), figure.src).toBe(true)
      expect(figure).toMatchObject({
        alt: expect.stringMatching(/\S{3}/),
        caption: expect.anything(),
        credit: expect.stringMatching(/\S{3}/),
      })
    }
  })
})

it('has at least 24 published articles of 150 to 900 words in six sections', () => {
  const long = published.filter(({ article }) => {
    const words =
      plainText(article.body).split(/\s+/).length + (article.standfirst ?? '').split(/\s+/).length
    return words >= 150 && words <= 900
  })
  expect(long.length).toBeGreaterThanOrEqual(24)
  expect(new Set(long.map(({ article }) => article.section)).size).toBe(6)
})

it('uses every field and every block of the model', () => {
  const fields = new Set(articles.flatMap(({ article }) => Object.keys(article)))
  const blocks = new Set(
    articles.flatMap(({ article }) => article.body.map((item) => asBlock(item).type)),
  )
  const allFields: Record<keyof Article, true> = {
    $schema: true,
    headline: true,
    section: true,
    publishedAt: true,
    kicker: true,
    standfirst: true,
    topics: true,
    authors: true,
    dateline: true,
    source: true,
    updatedAt: true,
    expiresAt: true,
    image: true,
    body: true,
    corrections: true,
    related: true,
    aliases: true,
    placement: true,
    breaking: true,
    language: true,
    translations: true,
    status: true,
    reason: true,
  }
  const allBlocks: Record<Block['type'], true> = {
    paragraph: true,
    heading: true,
    quote: true,
    list: true,
    figure: true,
    gallery: true,
    table: true,
    'fact-box': true,
    embed: true,
    divider: true,
  }
  expect([...fields].sort()).toEqual(Object.keys(allFields).sort())
  expect([...blocks].sort()).toEqual(Object.keys(allBlocks).sort())
})

it.each(readdirSync(join(folder, 'pages')))('has a standing page %s that is right', (file) => {
  expect(readPage(text(`pages/${file}`)).body.length).toBeGreaterThan(0)
})
