import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper.close())

it('shows an article that was put raw on its page, in the API and on the front page', async () => {
  await paper.put('first-test', { headline: 'عنوان الاختبار الأول' })
  const [page, api, front] = await Promise.all([
    paper.get('/article/first-test'),
    paper.get('/api/v1/articles/first-test'),
    paper.get('/'),
  ])
  expect(page.status).toBe(200)
  expect(page.text).toContain('<h1>عنوان الاختبار الأول</h1>')
  expect(api.json()).toMatchObject({ id: 'first-test', headline: 'عنوان الاختبار الأول' })
  expect(front.text).toContain('عنوان الاختبار الأول')
})

it('leads on from a previous address at the next request', async () => {
  await paper.put('renamed', { aliases: ['once-called'] })
  const { status, headers } = await paper.get('/article/once-called')
  expect(status).toBe(301)
  expect(headers.get('Location')).toBe('/article/renamed')
})
