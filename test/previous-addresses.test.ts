import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOwnPath } from '../content/model/previous-path.ts'
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
    { from: '/p/13', to: '/page/about' },
  ]
  const sections = [{ id: 'news', name: 'أخبار' }]
  await paper.kv.put('site', JSON.stringify({ name: 'هدهد', sections, redirects }))
  const article = (previousPaths: string[], publishedAt = '2014-05-01T10:00:00Z') =>
    JSON.stringify({ headline: 'خبر', section: 'news', publishedAt, body: [], previousPaths })
  await paper.kv.put(
    'article:flood',
    article(['/2014/05/فيضان/', '/p/12', '/article/7/flood', '/news.asp?id=7']),
  )
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
  ['an address below one of this site', '/article/7/flood/', '/article/flood', 1],
  ['an address that was cut within a letter', '/2014/%d8%a7%d9%84%d8/', '/article/cut', 1],
  ['a category', '/category/news/', '/section/news', 0],
  ['a feed', '/category/news/feed/', '/section/news/feed.xml', 0],
  ['a file', '/wp-sitemap.xml', '/sitemap.xml', 0],
  ['a page', '/about/', '/page/about', 0],
  ['a page by its number', '/?p=13', '/page/about', 0],
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
  ['an address of this site that is no day', '/archive/2014/13/99', 404, 0],
])('does not lead from %s', async (_what, path, expected, most) => {
  const { status, headers } = await paper.get(path)
  expect([status, headers.get('Location')]).toEqual([expected, null])
  expect(Number(headers.get('Test-D1-Trips'))).toBeLessThanOrEqual(most)
})

it.each([
  '/partners',
  '/partners/',
  '/corrections',
  '/archive/2026/03',
  '/saved',
  '/search?q=x',
  '/api',
  '/sw.js',
  '/article/nile',
])('%s is an address of this site, which leads nowhere else', (path) => {
  expect(isOwnPath(path)).toBe(true)
})
