import { extractFromHtml } from '@extractus/article-extractor'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../content/model/article.ts'
import { updatePath } from '../content/model/path.ts'
import { parseSite } from '../content/model/site.ts'
import type { Summary } from '../content/model/summary.ts'
import { articlePage } from '../web/pages/article-page.tsx'
import { livePointsOf } from '../web/render/live-view.ts'
import { renderPage } from '../web/render-page.tsx'
import { updatesOf } from './live-story.ts'
import { anArticle } from './newspaper.ts'

/** What reader views and assistants take for the story: all of it, and nothing else. */
const ORIGIN = 'https://hudhud.example'
const SITE = parseSite(
  JSON.stringify({ name: 'هدهد', origin: ORIGIN, sections: [{ id: 'science', name: 'العلوم' }] }),
)
const prose = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `فقرة ${index}: يفرد الهدهد تاجه حين يحط على الأرض، ثم يضمه إذا طار في السماء.`,
  )
const english = Array.from(
  { length: 5 },
  (_, index) =>
    `Part ${index}: the hoopoe opens its crest when it lands, and folds it as it flies.`,
)
const figure = (name: string) => ({
  src: `${name}.jpg`,
  alt: name,
  caption: `شرح ${name}`,
  width: 900,
  height: 600,
})
const box = (title: string) => ({
  type: 'fact-box',
  title,
  body: [`نص ${title}`, { type: 'list', items: [`أول ${title}`, `ثاني ${title}`] }],
})

/** A body; what of it must be there besides its paragraphs. */
const SHAPES: Record<string, { body: unknown[]; fields?: object; contains?: string[] }> = {
  paragraphs: { body: prose(6) },
  'one paragraph': { body: prose(1) },
  'many short lines': { body: Array.from({ length: 12 }, (_, index) => `سطر ${index}.`) },
  'two fact boxes': {
    body: [...prose(3), box('الصندوق'), ...prose(2), box('الإطار')],
    contains: ['الصندوق', 'الإطار'].flatMap((name) => [`نص ${name}`, `أول ${name}`]),
  },
  'mostly a fact box': { body: [...prose(1), box('الصندوق')], contains: ['ثاني الصندوق'] },
  'a list of links': {
    body: [
      ...prose(3),
      {
        type: 'list',
        items: Array.from({ length: 8 }, (_, index) => [
          { text: `رابط ${index}`, href: `https://example.com/${index}` },
        ]),
      },
    ],
    contains: ['رابط 0', 'رابط 7'],
  },
  'a gallery': {
    body: [
      ...prose(3),
      { type: 'gallery', figures: [figure('بحر'), figure('جبل'), figure('نهر')] },
    ],
    contains: ['شرح بحر', 'شرح نهر'],
  },
  'figures and headings': {
    fields: { image: figure('صدر') },
    body: [
      ...prose(2),
      { type: 'heading', text: 'عنوان فرعي', level: 2 },
      figureBlock('بيت'),
      ...prose(2),
    ],
    contains: ['شرح بيت', 'عنوان فرعي'],
  },
  'a quote and a table': {
    body: [
      ...prose(3),
      { type: 'quote', text: 'قول مأثور', attribution: 'قائله' },
      { type: 'table', head: ['رأس'], rows: [['خلية أولى'], ['خلية ثانية']] },
    ],
    contains: ['قول مأثور', 'قائله', 'خلية ثانية'],
  },
  'a link card': {
    body: [
      ...prose(3),
      { type: 'embed', url: 'https://example.com/a', title: 'عنوان البطاقة', description: 'وصفها' },
    ],
    contains: ['عنوان البطاقة', 'وصفها'],
  },
  'isolated numbers and names': {
    body: [
      'ارتفع السعر إلى $5M، والرقم ٠٥٠ ١٢٣ ٤٥٦٧، والحرارة -7 درجات.',
      { type: 'paragraph', text: ['اسمه ', { text: 'Upupa epops', lang: 'la' }, ' باللاتينية.'] },
      ...prose(4),
    ],
    contains: ['$5M', '٠٥٠ ١٢٣ ٤٥٦٧', '-7', 'Upupa epops'],
  },
  'another language': { fields: { language: 'en', headline: 'The hoopoe' }, body: english },
}

function figureBlock(name: string) {
  return { type: 'figure', ...figure(name) }
}

const card = (id: string) =>
  ({
    id,
    url: `/article/${id}`,
    headline: `غريبة ${id}: ما جرى في المدينة القديمة أمس`,
    standfirst: 'غريبة تروي ما جرى في الميناء صباح اليوم، وما قاله الصيادون.',
    section: { id: 'science', name: 'العلوم' },
    topics: [],
    authors: [],
    publishedAt: '2026-03-05T21:30:00+03:00',
    language: 'ar',
  }) satisfies Summary

/** Words of the next story, of related stories, of settings, share buttons and the foot. */
const FOREIGN = /غريبة|إعدادات|حجم|واتساب|المظهر|الخبر التالي|اقرأ الخبر|المحفوظات|سياسة/

describe.each(Object.entries(SHAPES))('a story of %s', (_name, { body, fields, contains = [] }) => {
  const article = parseArticle(
    JSON.stringify(anArticle({ authors: [{ name: 'سلمى' }], topics: ['طيور'], ...fields, body })),
  )
  const { html } = renderPage(
    articlePage({ id: 'a', article, related: ['b', 'c', 'd'].map(card), next: card('e') }),
    { site: SITE, path: '/article/a', now: Date.parse('2026-03-06T00:00:00Z') },
  )
  const paragraphs = body.filter((block) => typeof block === 'string')
  const isEnglish = article.language === 'en'

  it('is found by Readability, in its language', () => {
    const { document } = parseHTML(html)
    const parsed = new Readability(document as never).parse()
    const text = parsed?.textContent ?? ''
    for (const part of [...paragraphs, ...contains]) expect(text).toContain(part)
    expect(text).not.toMatch(FOREIGN)
    expect(parsed?.lang).toBe(isEnglish ? 'en' : 'ar')
    // A short story is found in a copy of the page that has no direction.
    if (text.length > 500) expect(parsed?.dir).toBe(isEnglish ? 'ltr' : 'rtl')
  })

  it('is found by article-extractor', async () => {
    const parsed = await extractFromHtml(html, `${ORIGIN}/article/a`, {
      contentLengthThreshold: 10,
    })
    const text = (parsed?.content ?? '').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&')
    for (const part of [...paragraphs, ...contains]) expect(text).toContain(part)
    expect(text).not.toMatch(FOREIGN)
  })
})

/** Words of the controls between updates. */
const CONTROLS = /الأحدث أولًا|الأقدم أولًا|حدّث الصفحة|شارك|تحديثات أقدم/

describe.each(['running', 'ended'] as const)('a live story that is %s', (state) => {
  const id = 'match'
  const written = updatesOf(15, Date.parse('2026-03-05T18:00:00Z'), 20)
  const updates = written.map((update) => ({
    ...update,
    revision: update.id,
    href: updatePath(id, update.id, update.id),
  }))
  const article = parseArticle(
    JSON.stringify(anArticle({ live: { startedAt: '2026-03-05T18:00:00Z' } })),
  )
  const live = {
    state,
    order: 'newest' as const,
    isFirst: true,
    points: livePointsOf(['فوز الفريق بهدفين في الوقت الإضافي'], updates[3] ?? null),
    updates,
    next: 'u-1',
    newest: null,
  }
  const { html } = renderPage(
    articlePage({ id, article, related: ['b', 'c', 'd'].map(card), next: card('e'), live }),
    { site: SITE, path: `/article/${id}`, now: Date.parse('2026-03-06T00:00:00Z') },
  )
  const contains = ['فوز الفريق بهدفين', ...written.flatMap(({ body }) => body)]

  it('is found by Readability: all updates, and nothing else', () => {
    const { document } = parseHTML(html)
    const text = new Readability(document as never).parse()?.textContent ?? ''
    for (const part of contains) expect(text).toContain(part)
    expect(text).not.toMatch(FOREIGN)
    expect(text).not.toMatch(CONTROLS)
  })

  it('is found by article-extractor: all updates, and nothing of others', async () => {
    const parsed = await extractFromHtml(html, `${ORIGIN}/article/${id}`)
    const text = (parsed?.content ?? '').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&')
    for (const part of contains) expect(text).toContain(part)
    expect(text).not.toMatch(FOREIGN)
  })
})
