import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../content/desk/check/check.ts'
import { Desk } from '../content/desk/desk.ts'
import type { DocumentOf } from '../content/desk/folder/document.ts'
import type { Article } from '../content/model/article.ts'
import { asBlock, type Block } from '../content/model/block.ts'
import { liveState } from '../content/model/live-story.ts'
import { plainText } from '../content/model/plain-text.ts'

const desk = new Desk({ folder: join(import.meta.dirname, '..', 'content') })
const folder = await desk.read()
const articles = folder.documents
  .filter((document): document is DocumentOf<'article'> => document.kind === 'article')
  .flatMap(({ value }) => (value ? [value] : []))

it('needs no fix: ids, sections, links, pictures with alt text and credit, Arabic', async () => {
  const options = { cache: desk.cache, keys: async () => new Set<string>() }
  const { findings, pictures } = await check(folder, folder.documents, options)
  expect(findings).toEqual([])
  expect(pictures.size).toBeGreaterThan(20)
})

it('has at least 24 published articles of 150 to 900 words in six sections', () => {
  const long = articles.filter(({ status = 'published', body, standfirst = '' }) => {
    const words = plainText(body).split(/\s+/).length + standfirst.split(/\s+/).length
    return status === 'published' && words >= 150 && words <= 900
  })
  expect(long.length).toBeGreaterThanOrEqual(24)
  expect(new Set(long.map(({ section }) => section)).size).toBe(6)
})

it('has articles in Markdown and in JSON', () => {
  const files = folder.documents.map(({ file }) => file)
  expect(files.filter((file) => file.endsWith('.md')).length).toBeGreaterThan(10)
  expect(files.filter((file) => file.endsWith('.json')).length).toBeGreaterThan(10)
})

it('has a live story that has ended, with updates of each kind', () => {
  const [live] = folder.live
  expect(folder.live).toHaveLength(1)
  expect(live?.updates.length).toBeGreaterThan(15)
  expect(new Set(live?.updates.map(({ kind }) => kind))).toEqual(
    new Set([undefined, 'key', 'correction']),
  )
  const head = folder.documents.find(({ name }) => name === live?.id)
  const story = head?.kind === 'article' ? head.value?.live : undefined
  expect(live?.updates.map(({ id }) => id)).toContain(story?.pinned)
  expect(liveState({ startedAt: '', ...story }, Date.now())).toBe('ended')
})

it('uses every field and every block of the model', () => {
  const fields = new Set(articles.flatMap((article) => Object.keys(article)))
  const blocks = new Set(articles.flatMap(({ body }) => body.map((item) => asBlock(item).type)))
  // The commands write `share`, no editor does.
  const allFields: Record<Exclude<keyof Article, 'share'>, true> = {
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
    previousPaths: true,
    placement: true,
    breaking: true,
    language: true,
    translations: true,
    status: true,
    reason: true,
    live: true,
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
