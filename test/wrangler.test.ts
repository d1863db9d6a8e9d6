import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalPaper, startLocalPaper } from './local-paper.ts'
import { anArticle } from './newspaper.ts'

/** What an editor does, with the real commands, while the site runs as `npm start` runs it. */
let paper: LocalPaper
beforeAll(async () => {
  paper = await startLocalPaper()
})
afterAll(() => paper.close())

async function put(key: string, value: unknown): Promise<void> {
  const file = join(paper.folder, 'story.json')
  await writeFile(file, JSON.stringify(value))
  await paper.wrangler('key', 'put', key, `--path=${file}`)
}

async function everywhere(): Promise<string[]> {
  const paths = [
    '/article/first-test',
    '/api/v1/articles/first-test',
    '/',
    '/api/v1/front',
    '/section/science',
    '/api/v1/articles',
  ]
  const answers = await Promise.all(paths.map((path) => paper.get(path)))
  return answers.map(({ text }) => text)
}

it('shows a put, a second put and a deletion at the next request, everywhere', async () => {
  await put('site', { name: 'هدهد', sections: [{ id: 'science', name: 'العلوم' }] })
  await put('article:first-test', anArticle({ headline: 'العنوان الأول' }))
  for (const text of await everywhere()) expect(text).toContain('العنوان الأول')

  await put('article:first-test', anArticle({ headline: 'العنوان الثاني' }))
  for (const text of await everywhere()) {
    expect(text).toContain('العنوان الثاني')
    expect(text).not.toContain('العنوان الأول')
  }

  await paper.wrangler('key', 'delete', 'article:first-test')
  for (const text of await everywhere()) expect(text).not.toContain('العنوان الثاني')
  expect((await paper.get('/article/first-test')).status).toBe(410)
  expect((await paper.get('/api/v1/articles/first-test')).status).toBe(410)
})
