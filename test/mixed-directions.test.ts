import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { articleSchema } from '../content/model/article.ts'
import { liveKey, pageKey, SITE_KEY } from '../content/model/key.ts'
import { updateSchema } from '../content/model/live-updates.ts'
import { siteSchema } from '../content/model/site.ts'
import { theBrowser, visit } from './browser.ts'
import { joinedSeams } from './joined-seams.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** A text in every field that readers see, with a token that Arabic tears apart, on every surface. */
const TEXT = 'بيروت $5M بكين'
const ISOLATED = '\u2066$5M\u2069'
const figure = (src: string) => ({
  src,
  alt: TEXT,
  caption: TEXT,
  credit: TEXT,
  width: 3,
  height: 2,
})
const ARTICLE = {
  headline: TEXT,
  section: 'science',
  publishedAt: '2026-03-05T21:30:00+03:00',
  updatedAt: '2026-03-06T21:30:00+03:00',
  kicker: TEXT,
  standfirst: TEXT,
  topics: [TEXT],
  authors: [{ name: TEXT, role: TEXT, place: `${TEXT}.` }],
  dateline: TEXT,
  source: TEXT,
  image: figure('one.png'),
  corrections: [{ at: '2026-03-06T21:30:00+03:00', kind: 'correction', text: TEXT }],
  breaking: true,
  live: { startedAt: '2026-03-05T21:30:00+03:00', summary: [TEXT], pinned: 'first' },
  body: [
    TEXT,
    { type: 'paragraph', text: [`${TEXT} `, { text: TEXT, strong: true }] },
    { type: 'heading', text: TEXT, level: 2 },
    { type: 'quote', text: TEXT, attribution: TEXT },
    { type: 'list', ordered: false, items: [TEXT] },
    { type: 'figure', ...figure('two.png') },
    { type: 'gallery', figures: [figure('three.png'), figure('four.png')] },
    { type: 'table', caption: TEXT, head: [TEXT], rows: [[TEXT]] },
    { type: 'fact-box', title: TEXT, body: [TEXT, { type: 'list', ordered: true, items: [TEXT] }] },
    { type: 'embed', url: 'https://x.example/', title: TEXT, description: TEXT, provider: TEXT },
  ],
}
const UPDATE = {
  id: 'first',
  at: '2026-03-05T21:40:00+03:00',
  kind: 'key',
  title: TEXT,
  authors: ARTICLE.authors,
  body: ARTICLE.body,
}
const SITE = {
  name: TEXT,
  tagline: TEXT,
  origin: 'https://hudhud.example',
  sections: [
    { id: 'science', name: TEXT, description: TEXT },
    { id: 'world', name: 'العالم' },
  ],
  publisher: TEXT,
  social: [{ name: TEXT, url: 'https://x.example/' }],
}
/** Text that no page shows, or that is not a sentence: ids, addresses, choices, what the desk reads. */
const NOT_SHOWN =
  /(?:^|\.)(?:\$schema|section|publishedAt|updatedAt|expiresAt|startedAt|endedAt|pinned|at|kind|type|src|color|href|lang|url|language|translations.*|related|aliases|placement|status|origin|timeZone|months|digits|id|front|contact.*|imageOrigins|reason|text|share|previousPaths|redirects.*|crawlers|hub|securityContact|ads)$/

let paper: Newspaper
let page: Page
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true', ORIGIN: SITE.origin })
  await paper.kv.put(SITE_KEY, JSON.stringify(SITE))
  await paper.put('one', ARTICLE)
  await paper.kv.put(liveKey('one'), JSON.stringify([UPDATE, { ...UPDATE, id: 'second' }]))
  await paper.put('two', { ...ARTICLE, publishedAt: '2026-03-04T21:30:00+03:00' })
  await paper.put('gone', { ...ARTICLE, status: 'withdrawn', reason: TEXT })
  const standing = { title: TEXT, standfirst: TEXT, body: ARTICLE.body }
  await paper.kv.put(pageKey('about'), JSON.stringify(standing))
  page = await (await theBrowser()).newPage()
})
afterAll(async () => {
  await page.close()
  await paper?.close()
})

const slug = encodeURIComponent('بيروت-5m-بكين')
const SURFACES = [
  '/',
  '/article/one',
  '/article/two',
  '/article/gone',
  '/section/science',
  `/topic/${slug}`,
  `/author/${slug}`,
  '/archive/2026/03/05',
  '/page/about',
  '/saved',
  '/offline',
  '/article/none',
]

/** The texts between the tags, without scripts and styles, where the token is not isolated. */
function bareTexts(html: string): string[] {
  const shown = html.replace(/<(script|style)\b[\s\S]*?<\/\1>|<head>[\s\S]*?<\/head>/g, '')
  const rest = shown.replaceAll('<span dir="ltr">$5M</span>', '')
  return [...rest.matchAll(/>([^<]*\$5M[^<]*)</g)].map(([, text = '']) => text)
}

describe.each(SURFACES)('%s', (path) => {
  it('isolates the token in every text', async () => {
    const { text } = await paper.get(path)
    expect(text).toContain('<span dir="ltr">$5M</span>')
    expect(bareTexts(text)).toEqual([])
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(text) ?? []
    for (const plain of [title, ...text.matchAll(/<meta [^>]*content="([^"]*)"/g)].flat()) {
      expect(plain.replaceAll(ISOLATED, ''), plain).not.toContain('$5M')
    }
    for (const [, alt = ''] of text.matchAll(/<img [^>]*alt="([^"]*)"/g)) {
      expect(alt.replaceAll(ISOLATED, '')).not.toContain('$5M')
    }
  })

  it('has space between two elements whose letters would join', async () => {
    const { text } = await paper.get(path)
    expect(joinedSeams(text)).toEqual([])
  })
})

it('knows every text field of the model', () => {
  const missing = [
    ...textFields(articleSchema).filter((field) => !valueAt(ARTICLE, field)),
    ...textFields(updateSchema).filter((field) => !valueAt(UPDATE, field)),
    ...textFields(siteSchema).filter((field) => !valueAt(SITE, field)),
  ]
  expect(missing).toEqual([])
})

/** The paths of all strings of a schema: `authors.name`. */
function textFields(schema: z.ZodType): string[] {
  type Node = { type?: string; $ref?: string; [key: string]: unknown }
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node
  const definitions = (root.$defs ?? {}) as Record<string, Node>
  const found = new Set<string>()
  const walk = (node: Node, path: string[], seen: string[]) => {
    if (node.$ref !== undefined) {
      const name = node.$ref.split('/').pop() ?? ''
      if (!seen.includes(name)) walk(definitions[name] ?? {}, path, [...seen, name])
    }
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      walk(child as Node, [...path, key], seen)
    }
    for (const list of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
      for (const child of (node[list] ?? []) as Node[]) walk(child, path, seen)
    }
    if (node.items) walk(node.items as Node, path, seen)
    if (node.type === 'string' && !('enum' in node) && !('const' in node)) found.add(path.join('.'))
  }
  walk(root, [], [])
  return [...found].filter((field) => !NOT_SHOWN.test(field))
}

function valueAt(value: unknown, field: string): boolean {
  let values = [value].flat()
  for (const key of field.split('.')) {
    values = values.flatMap((one) => (one as Record<string, unknown>)?.[key] ?? []).flat(3)
  }
  return values.length > 0
}

describe('in the browser', () => {
  it('isolates the token in the viewer of a gallery', async () => {
    await visit(page, `${paper.origin}/article/one`)
    await page.locator('.gallery a.enlarge').first().hover()
    await page.locator('[data-island="gallery"][data-state="live"]').waitFor()
    await page.locator('.gallery a.enlarge').first().click()
    await page.locator('.viewer figcaption').first().waitFor()
    expect(bareTexts(await page.locator('.viewer').innerHTML())).toEqual([])
  })

  it('isolates the token in the saved stories', async () => {
    await visit(page, `${paper.origin}/article/one`)
    await page.locator('[data-island="save"][data-state="live"]').waitFor()
    await page.getByRole('button', { name: 'احفظ', exact: true }).click()
    await page.goto(`${paper.origin}/saved`)
    await page.locator('.stored-stories .headline').waitFor()
    const html = await page.locator('main').innerHTML()
    expect(html).toContain('<span dir="ltr">$5M</span>')
    expect(bareTexts(html)).toEqual([])
  })
})
