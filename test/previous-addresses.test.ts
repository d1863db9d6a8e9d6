import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compare } from '../content/convert/compare.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ ORIGIN: 'https://hudhud.example' })
  const redirects = [
    { from: '/?p=:id', to: '/p/:id' },
    { from: '/category/:name', to: '/section/:name' },
    { from: '/category/:name/feed', to: '/section/:name/feed.xml' },
    { from: '/wp-sitemap.xml', to: '/sitemap.xml' },
    { from: '/about', to: '/page/about' },
  ]
  const sections = [{ id: 'news', name: 'أخبار' }]
  await paper.kv.put('site', JSON.stringify({ name: 'هدهد', sections, redirects }))
  const article = (previousPaths: string[], publishedAt = '2014-05-01T10:00:00Z') =>
    JSON.stringify({ headline: 'خبر', section: 'news', publishedAt, body: [], previousPaths })
  await paper.kv.put('article:flood', article(['/2014/05/فيضان/', '/p/12', '/news.asp?id=7']))
  await paper.kv.put('article:cut', article(['/2014/%D8%A7%D9%84%D8']))
  await paper.kv.put('article:later', article(['/2099/later'], '2099-01-01T00:00:00Z'))
  await paper.tick()
  await paper.tick()
})
afterAll(() => paper.close())

it.each([
  ['a permalink', '/2014/05/%d9%81%d9%8a%d8%b6%d8%a7%d9%86/', '/article/flood', 1],
  ['without its slash', '/2014/05/فيضان', '/article/flood', 1],
  ['with what a share adds', '/2014/05/فيضان/?utm_source=x', '/article/flood', 1],
  ['a parameter of the front page', '/?p=12', '/article/flood', 1],
  ['the same and another parameter', '/?fbclid=x&p=12', '/article/flood', 1],
  ['a parameter of another page', '/news.asp?id=7', '/article/flood', 1],
  ['an address that was cut within a letter', '/2014/%d8%a7%d9%84%d8/', '/article/cut', 1],
  ['a category', '/category/news/', '/section/news', 0],
  ['a feed', '/category/news/feed/', '/section/news/feed.xml', 0],
  ['a file', '/wp-sitemap.xml', '/sitemap.xml', 0],
  ['a page', '/about/', '/page/about', 0],
])('leads from %s to where it is now, in one step', async (_what, path, to, queries) => {
  const { status, headers } = await paper.get(path)
  expect([status, headers.get('Location'), Number(headers.get('Test-D1-Trips'))]).toEqual([
    301,
    to,
    queries,
  ])
})

it.each([
  ['no story', '/2014/05/nothing', 404, 1],
  ['a story that is not visible yet', '/2099/later', 404, 1],
  ['another number', '/?p=99', 200, 1],
  ['a parameter that no pattern names', '/?page_id=12', 200, 0],
  ['an address of this site', '/section/nowhere', 404, 1],
])('does not lead from %s', async (_what, path, expected, most) => {
  const { status, headers } = await paper.get(path)
  expect([status, headers.get('Location')]).toEqual([expected, null])
  expect(Number(headers.get('Test-D1-Trips'))).toBeLessThanOrEqual(most)
})

it('is compared with the export that it came from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hudhud-compare-'))
  const item = (slug: string, text: string) =>
    `<item><title>خبر</title><link>http://old.example/2014/${slug}/</link><pubDate>Thu, 01 May 2014 10:00:00 +0000</pubDate><description>${text}</description></item>`
  const file = join(folder, 'feed.xml')
  const items = [
    item('a', 'نص كامل.'),
    item('b', 'نص ناقص هنا.'),
    item('c', 'مفقود.'),
    item('d', 'بلا عنوان.'),
  ]
  writeFileSync(
    file,
    `<rss><channel><link>http://old.example/</link>${items.join('')}</channel></rss>`,
  )
  const put = (id: string, body: string, path: string) =>
    paper.put(id, { body: [body], ...(path && { previousPaths: [path] }) })
  await put('خبر', 'نص كامل.', '/2014/a')
  await put('خبر-2', 'نص هنا.', '/2014/b')
  await put('خبر-4', 'بلا عنوان.', '')
  await paper.tick()
  expect(await compare(file, paper.origin)).toEqual({
    stories: 4,
    missing: ['خبر-3'],
    addresses: [{ from: '/2014/d', to: null, expected: `/article/${encodeURIComponent('خبر-4')}` }],
    words: { before: 7, lost: 1 },
    differences: [{ id: 'خبر-2', before: 3, lost: 1, missing: ['ناقص'] }],
  })
  rmSync(folder, { recursive: true })
})
