import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import openGraph from 'open-graph-scraper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** What search engines and link previews make of a page. */
const ORIGIN = 'https://hudhud.example'
const NOW = { 'Test-Now': '2026-03-20T12:00:00Z' }
const enc = encodeURIComponent
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper()
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(
    SITE_KEY,
    JSON.stringify({
      ...site,
      origin: ORIGIN,
      social: [{ name: 'X', url: 'https://x.example/h' }],
    }),
  )
  await paper.put('rich', {
    headline: 'الهدهد <3 & «تاجه»',
    standfirst: 'يعرفه الناس من تاجه.',
    updatedAt: '2026-03-06T08:00:00+03:00',
    topics: ['طيور', 'R&D'],
    authors: [{ name: 'سلمى العطار', role: 'محررة' }],
    image: { src: 'هدهد.jpg', alt: 'هدهد', width: 1600, height: 1067 },
    share: '0123456789abcdef/share.jpg',
    corrections: [{ at: '2026-03-06T08:00:00+03:00', kind: 'correction', text: 'صُحّح <اسم>.' }],
    body: Array.from({ length: 8 }, () =>
      'يفرد الهدهد تاجه حين يحط على الأرض، ثم يضمه إذا طار. '.repeat(6),
    ),
  })
  await paper.put('bare', {
    headline: 'بلا صورة',
    corrections: [
      { at: '2026-03-07T08:00:00+03:00', kind: 'update', text: 'أضيف سطر.' },
      { at: '2026-04-07T08:00:00+03:00', kind: 'update', text: 'لم يحن وقته.' },
    ],
  })
})
afterAll(() => paper.close())

type Node = Record<string, unknown> & { '@type': string }

async function dataOf(path: string): Promise<string> {
  const { text } = await paper.get(path, NOW)
  return /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '{}'
}

async function graphOf(path: string): Promise<Record<string, Node>> {
  const { '@graph': graph = [] } = JSON.parse(await dataOf(path)) as { '@graph'?: Node[] }
  return Object.fromEntries(graph.map((node) => [node['@type'], node]))
}

describe('structured data', () => {
  it('of an article has what Google documents', async () => {
    const { NewsArticle, BreadcrumbList } = await graphOf('/article/rich')
    expect(NewsArticle).toMatchObject({
      headline: 'الهدهد <3 & «تاجه»',
      mainEntityOfPage: `${ORIGIN}/article/rich`,
      datePublished: '2026-03-05T21:30:00+03:00',
      dateModified: '2026-03-06T08:00:00+03:00',
      image: [
        {
          '@type': 'ImageObject',
          url: `${ORIGIN}/media/0123456789abcdef/share.jpg`,
          width: '1200',
          height: '630',
        },
        { '@type': 'ImageObject', url: `${ORIGIN}/media/${enc('هدهد.jpg')}`, width: '1600' },
      ],
      author: [
        { '@type': 'Person', name: 'سلمى العطار', url: `${ORIGIN}/author/${enc('سلمى-العطار')}` },
      ],
      publisher: {
        '@type': 'NewsMediaOrganization',
        name: 'هدهد',
        logo: { url: `${ORIGIN}/icon-512.png` },
        sameAs: ['https://x.example/h'],
      },
      articleSection: 'العلوم',
      keywords: ['طيور', 'R&D'],
      inLanguage: 'ar',
      isAccessibleForFree: true,
      correction: [{ '@type': 'CorrectionComment', text: 'صُحّح <اسم>.' }],
    })
    expect(NewsArticle?.wordCount).toBeGreaterThan(400)
    expect(BreadcrumbList?.itemListElement).toMatchObject([
      { position: 1, item: `${ORIGIN}/` },
      { position: 2, name: 'العلوم', item: `${ORIGIN}/section/science` },
      { position: 3, item: `${ORIGIN}/article/rich` },
    ])
  })

  it('stands after the text of the story', async () => {
    const { text } = await paper.get('/article/rich', NOW)
    expect(text.indexOf('ld+json')).toBeGreaterThan(text.indexOf('</main>'))
  })

  it('has the time of the newest correction, and a picture where the story has none', async () => {
    const { NewsArticle } = await graphOf('/article/bare')
    expect(NewsArticle).toMatchObject({
      dateModified: '2026-03-07T08:00:00+03:00',
      image: [{ url: `${ORIGIN}/share-card.png`, width: '1200', height: '630' }],
    })
    const { text } = await paper.get('/article/bare', NOW)
    expect(text).toContain('property="article:modified_time" content="2026-03-07T08:00:00+03:00"')
  })

  it('has the types that schema.org gives', async () => {
    const paths = ['/article/rich', '/article/bare', '/', '/section/science', '/corrections']
    paths.push(`/author/${enc('سلمى-العطار')}`)
    const folder = join(import.meta.dirname, 'node_modules', '.cache', 'schema-dts')
    await mkdir(folder, { recursive: true })
    const all = await Promise.all(paths.map(dataOf))
    const write = async (file: string, texts: string[]) => {
      const lines = texts.map((json, index) => `export const page${index}: Graph = ${json}`)
      const source = `import type { Graph } from 'schema-dts'\n${lines.join('\n')}\n`
      await writeFile(join(folder, file), source)
    }
    await write('pages.ts', all)
    await write('wrong.ts', [all[0]?.replace('"datePublished"', '"datePublishd"') ?? ''])
    const options =
      '--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --types'
    const tsc = join(import.meta.dirname, 'node_modules/.bin/tsc')
    const args = [...options.split(' '), '', 'pages.ts', 'wrong.ts']
    const run = promisify(execFile)(tsc, args, { cwd: folder })
    const { stdout } = await run.catch((error) => error)
    expect(stdout).toContain('datePublishd')
    expect(stdout).not.toContain('pages.ts')
  })

  it('of lists, authors and the front page', async () => {
    expect(await graphOf('/section/science')).toMatchObject({
      CollectionPage: { name: 'العلوم', url: `${ORIGIN}/section/science` },
      BreadcrumbList: {},
    })
    expect(await graphOf(`/author/${enc('سلمى-العطار')}`)).toMatchObject({
      ProfilePage: { mainEntity: { '@type': 'Person', name: 'سلمى العطار', jobTitle: 'محررة' } },
    })
    expect(await graphOf('/')).toMatchObject({
      WebSite: { name: 'هدهد' },
      NewsMediaOrganization: { correctionsPolicy: `${ORIGIN}/page/corrections-policy` },
    })
  })
})

describe('link previews', () => {
  it('have everything of a story', async () => {
    const { text } = await paper.get('/article/rich', NOW)
    const { result } = await openGraph({ html: text })
    expect(result).toMatchObject({
      success: true,
      ogType: 'article',
      ogTitle: 'الهدهد \u2066<3\u2069 & «تاجه»',
      ogSiteName: 'هدهد',
      ogUrl: `${ORIGIN}/article/rich`,
      ogLocale: 'ar',
      ogDescription: 'يعرفه الناس من تاجه.',
      articlePublishedTime: '2026-03-05T21:30:00+03:00',
      articleModifiedTime: '2026-03-06T08:00:00+03:00',
      articleSection: 'العلوم',
      articleTag: 'R&D',
      twitterCard: 'summary_large_image',
      ogImage: [
        {
          url: `${ORIGIN}/media/0123456789abcdef/share.jpg`,
          width: '1200',
          height: '630',
          alt: 'هدهد',
        },
      ],
    })
    expect(text).toContain(
      '<meta name="robots" content="max-image-preview:large, max-snippet:-1"/>',
    )
  })

  it('have a picture where the story has none, and it is there', async () => {
    const { result } = await openGraph({ html: (await paper.get('/article/bare', NOW)).text })
    expect(result.ogImage).toMatchObject([{ url: `${ORIGIN}/share-card.png`, width: '1200' }])
    const card = await paper.get('/share-card.png')
    expect(card.headers.get('Content-Type')).toBe('image/png')
  })

  it('find the story by Readability', async () => {
    const { document } = parseHTML((await paper.get('/article/rich', NOW)).text)
    const parsed = new Readability(document as never).parse()
    expect(parsed?.textContent).toContain('يفرد الهدهد تاجه')
    expect(parsed?.dir).toBe('rtl')
  })
})
