import { expect, it } from 'vitest'
import { articleDocument, pageDocument, siteDocument } from '../content/desk/folder/document.ts'
import type { Change, Plan } from '../content/desk/plan/plan.ts'
import { sizeOf } from '../content/desk/plan/put-plan.ts'
import { withinBudget } from '../content/desk/plan/within-budget.ts'
import { Places } from '../content/source/places.ts'

const NOW = Date.parse('2026-03-05T12:00:00Z')
const HASHES = ['a'.repeat(16), 'b'.repeat(16)]
const source = (value: unknown) => ({ value, places: new Places(), problems: [] })
const change = (document: Change['document'], isNew = true): Change => ({
  document,
  text: JSON.stringify(document.value),
  revision: 'x',
  previous: isNew ? null : { text: '{}', stamp: null },
})
const story = (id: string, day: string, hash?: string) =>
  articleDocument(
    `articles/${id}.md`,
    id,
    source({
      headline: id,
      section: 'news',
      publishedAt: `2026-01-${day}T00:00:00Z`,
      body: hash ? [{ type: 'figure', src: `${hash}/800.jpg`, alt: 'صورة', credit: 'مصور' }] : [],
    }),
  )
const plan: Plan = {
  pictures: HASHES.flatMap((hash) =>
    ['400.jpg', '800.jpg'].map((size) => ({
      name: `${hash}/${size}`,
      bytes: async () => Buffer.of(),
    })),
  ),
  changes: [
    change(story('old', '01', HASHES[0])),
    change(story('new', '03', HASHES[1])),
    change(story('middle', '02'), false),
    change(pageDocument('pages/about.md', 'about', source({ title: 'من نحن', body: [] }))),
    change(siteDocument('site.json', source({ name: 'هدهد' }))),
  ],
  skipped: [],
  unchanged: 0,
  onlyInKv: [],
}
const chosen = (budget: number, keys: Parameters<typeof withinBudget>[2] = []) => {
  const { plan: part, left } = withinBudget(plan, budget, keys, NOW)
  const names = part.changes.map(({ document }) => document.name)
  return [names.join(' '), part.pictures.length, left]
}

it.each([
  [1, ['site.json', 0, 9]],
  [2, ['site.json page:about', 0, 8]],
  [3, ['site.json page:about', 1, 7]],
  [5, ['site.json page:about new', 2, 5]],
  [6, ['site.json page:about new', 2, 5]],
  [7, ['site.json page:about new middle', 2, 3]],
  [10, ['site.json page:about new middle old', 4, 0]],
])('takes %i values: the site, pages, the newest articles after their pictures', (budget, part) => {
  expect(chosen(budget)).toEqual(part)
})

it('counts what was put on the same day, and not what was put before', () => {
  const put = (at: string) => ({ name: at, metadata: { rev: 'x', at } })
  const keys = [put('2026-03-05T00:00:01Z'), put('2026-03-04T23:59:59Z'), { name: 'by hand' }]
  expect(chosen(3, keys)).toEqual(chosen(2))
})

it('takes everything once, in a part for each day', () => {
  const done = new Set<string>()
  const days: string[][] = []
  const rest = (): Plan => ({
    ...plan,
    pictures: plan.pictures.filter(({ name }) => !done.has(name)),
    changes: plan.changes.filter(({ document }) => !done.has(document.name)),
  })
  for (let day = 0; sizeOf(rest()) > 0; day += 1) {
    // Nothing of the days before counts, and what was put on them is not put again.
    const at = new Date(NOW + (day - 1) * 86_400_000).toISOString()
    const before = [...done].map((name) => ({ name, metadata: { rev: 'x', at } }))
    const { plan: part } = withinBudget(rest(), 4, before, NOW + day * 86_400_000)
    const names = [...part.pictures, ...part.changes.map(({ document }) => document)]
    days.push(names.map(({ name }) => name))
    for (const { name } of names) done.add(name)
  }
  expect(days.flat()).toHaveLength(plan.pictures.length + plan.changes.length)
  expect(new Set(days.flat()).size).toBe(days.flat().length)
  expect(days.flat().filter((name) => !name.includes('/'))).toEqual(
    'site.json page:about new middle old'.split(' '),
  )
})
