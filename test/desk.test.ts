import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type LocalDesk, startLocalDesk } from './local-desk.ts'
import type { Said } from './run.ts'

/** The editor's commands, given as an editor gives them, beside a running paper. */
let paper: LocalDesk
let folder: string

const SCIENCE = { id: 'science', name: 'العلوم' }
const REEF =
  '{"headline":"الشعاب","section":"science","publishedAt":"2026-03-05T21:30:00+03:00","body":[]}'
const ABOUT = '{"title":"من نحن","body":["نحن."]}'
const SITE = JSON.stringify({ name: 'هدهد', sections: [SCIENCE] })

beforeAll(async () => {
  paper = await startLocalDesk()
})
afterAll(() => paper.close())
beforeEach(async () => {
  await paper.empty()
  folder = await mkdtemp(join(paper.folder, 'site-'))
})

async function write(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, file, '..'), { recursive: true })
  await writeFile(join(folder, file), text)
}

function story(headline: string, fields = '', body = 'فقرة.'): string {
  return `---\nheadline: ${headline}\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n${fields}---\n\n${body}\n`
}

/** Publishes these files, beside a site. */
async function published(files: Record<string, string>): Promise<Said> {
  for (const [file, text] of Object.entries({ 'site.json': SITE, ...files })) {
    await write(file, text)
  }
  const done = await content('publish')
  expect(done.code).toBe(0)
  return done
}

function content(name: string, ...args: string[]): Promise<Said> {
  return paper.content(name, `--folder=${folder}`, ...args)
}

async function said(name: string, ...args: string[]): Promise<string> {
  return (await content(name, ...args)).text
}

async function page(path: string): Promise<string> {
  return (await paper.get(path)).text
}

async function keys(): Promise<{ name: string; metadata?: { rev?: string } }[]> {
  return JSON.parse((await paper.wrangler('key', 'list')).text)
}

async function draftIn(file: string): Promise<void> {
  const draft = await readFile(file, 'utf8')
  expect(draft).toContain('status: draft')
  const published = draft
    .replace('status: draft\n', '')
    .replace(/publishedAt: .*/, 'publishedAt: 2026-03-05T21:30:00+03:00')
  await writeFile(file, published)
}

it('leads from an empty folder to a live story', async () => {
  const nothing = await content('publish')
  expect(nothing).toMatchObject({ code: 1, text: expect.stringContaining('create one with "new"') })
  const made = await content('new', 'القمر يكتمل الليلة فوق الخليج', '--section=science')
  const file = made.text.trim()
  expect(file).toBe(join(folder, 'articles', 'القمر-يكتمل-الليلة-فوق-الخليج.md'))
  await draftIn(file)

  const { code, text } = await content('publish')
  expect(text).toContain('site.json:1:1 warning: is missing; create it, like')
  expect(text).toContain(`${paper.origin}/article/القمر-يكتمل-الليلة-فوق-الخليج\n`)
  expect(text).toContain('put: 2 values\nseen: 1 address\n')
  expect(code).toBe(0)
  expect(await page('/article/القمر-يكتمل-الليلة-فوق-الخليج')).toContain(
    '<h1>القمر يكتمل الليلة فوق الخليج</h1>',
  )
  const again = await content('new', 'القمر يكتمل الليلة فوق الخليج')
  expect(again).toMatchObject({ code: 1, text: expect.stringContaining('exists already') })
})

it('publishes a folder, each value with its revision', async () => {
  const { text } = await published({
    'articles/tide.md': story('المد الأول'),
    'articles/reef.json': REEF,
    'articles/secret.md': story('مسودة', 'status: draft\n'),
    'pages/about.json': ABOUT,
  })
  expect(text).toContain(`${paper.origin}/article/secret is a draft; readers do not see it`)
  expect(text).toContain('site.json changes every page')
  expect(text).toContain('seen: 3 addresses')
  const stamps = (await keys()).filter(({ name }) => !name.startsWith('derived:'))
  // Two of them are articles that are not drafts: each has a picture for link previews.
  expect(stamps).toHaveLength(5 + 2)
  for (const { metadata } of stamps) expect(metadata?.rev).toMatch(/^[0-9a-f]{16}$/)
  const { headers } = await paper.get('/page/about')
  expect(stamps.find(({ name }) => name === 'page:about')?.metadata?.rev).toBe(
    headers.get('Revision'),
  )
})

it('puts only what changed, says it in words, and stores what it replaced', async () => {
  await published({
    'articles/tide.md': story('المد الأول'),
    'articles/reef.json': REEF,
    'articles/secret.md': story('مسودة', 'status: draft\n'),
  })
  expect(await said('publish')).toContain('4 files unchanged; nothing to publish')

  await write('articles/tide.md', story('المد الثاني'))
  // It was a draft, and now it is out.
  await write('articles/secret.md', story('مسودة'))
  const text = await said('publish', '--dry-run')
  expect(text).toContain('changed: articles/tide.md\n  headline: «المد الأول» → «المد الثاني»')
  expect(text).toContain('changed: articles/secret.md\n  status: «draft» removed')
  expect(text).not.toContain('reef')
  expect(await page('/article/tide')).toContain('المد الأول')

  const words = await said('publish', '--verbose')
  expect(words).toContain('$ npx wrangler kv bulk put ')
  expect(words).toContain('--binding=CONTENT --local')
  expect(await page('/article/tide')).toContain('المد الثاني')
  const lines = (await said('history', 'tide')).trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^[0-9a-f]{16} 20.{17} – now +المد الثاني$/)
  expect(lines[1]).toMatch(/^[0-9a-f]{16} 20.{17} – 20.{17} المد الأول$/)
})

it('brings an earlier revision back, and does not publish the mistake again by itself', async () => {
  await published({ 'articles/gulf.md': story('الصواب') })
  await published({ 'articles/gulf.md': story('الخطأ') })
  expect(await page('/article/gulf')).toContain('الخطأ')
  expect((await content('rollback', 'gulf')).code).toBe(0)
  expect(await page('/article/gulf')).toContain('الصواب')

  expect(await said('publish', 'gulf')).toContain('is the text that "rollback" replaced')
  expect(await page('/article/gulf')).toContain('الصواب')
  await write('articles/gulf.md', story('المصحّح'))
  await content('publish', 'gulf')
  expect(await page('/article/gulf')).toContain('المصحّح')
})

it('brings pages and the site back, and drafts out of sight', async () => {
  await published({
    'articles/secret.md': story('مسودة', 'status: draft\n'),
    'pages/about.json': ABOUT,
  })
  await published({
    'site.json': SITE.replace('هدهد', 'غراب'),
    'articles/secret.md': story('مسودة'),
    'pages/about.json': '{"title":"من هم","body":["هم."]}',
  })
  expect(await page('/page/about')).toContain('من هم')
  expect(await page('/')).toContain('غراب')
  expect((await paper.get('/article/secret')).status).toBe(200)

  expect((await content('rollback', 'page:about')).code).toBe(0)
  expect(await page('/page/about')).toContain('من نحن')
  expect((await content('rollback', 'site.json')).code).toBe(0)
  expect(await page('/')).not.toContain('غراب')
  const { code, text } = await content('rollback', 'secret')
  expect(text).toContain('/article/secret is a draft; readers do not see it')
  expect(code).toBe(0)
  expect((await paper.get('/article/secret')).status).toBe(404)
})

it('prints a link that shows a draft', async () => {
  await published({ 'articles/secret.md': story('مسودة', 'status: draft\n') })
  const text = await said('preview', 'secret')
  expect(text).toMatch(new RegExp(`^${paper.origin}/preview/secret\\?expires=`))
  const path = text.trim().slice(paper.origin.length)
  const shown = await paper.get(path)
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('<h1>مسودة</h1>')
  expect((await paper.get(path.replace(/\d{10}/, '9999999999'))).status).toBe(404)
  expect((await paper.get('/article/secret')).status).toBe(404)
})

it('withdraws at once, whatever another copy of the folder says, until it is restored', async () => {
  const file = story('خبر يُسحب')
  await published({ 'articles/court.md': file })
  const { code } = await content('withdraw', 'court', '--reason', 'بأمر من المحكمة')
  expect(code).toBe(0)
  const gone = await paper.get('/article/court')
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('بأمر من المحكمة')
  expect(await readFile(join(folder, 'articles/court.md'), 'utf8')).toContain('status: withdrawn')

  await write('articles/court.md', file)
  expect(await said('publish', 'court')).toContain(
    'is withdrawn; run "restore court" to publish it again',
  )
  expect((await paper.get('/article/court')).status).toBe(410)

  expect((await content('restore', 'court')).code).toBe(0)
  expect((await paper.get('/article/court')).status).toBe(200)
  expect(await readFile(join(folder, 'articles/court.md'), 'utf8')).toBe(file)
})

it('withdraws a story whose value is broken, of which readers see the last good revision', async () => {
  await published({ 'articles/reef.json': REEF })
  const broken = join(paper.folder, 'broken.json')
  await writeFile(broken, '{"headline":"عنوان","section":"science","publishedAt":"غدًا","body":[]}')
  await paper.wrangler('key', 'put', 'article:reef', `--path=${broken}`)
  expect((await paper.get('/article/reef')).status).toBe(200)
  const { code, text } = await content('withdraw', 'reef', '--reason', 'خطأ')
  expect(text).toContain('reef is withdrawn.')
  expect(code).toBe(0)
  expect((await paper.get('/article/reef')).status).toBe(410)
})

it('renames, so that the previous address leads on and other stories still name it', async () => {
  await published({
    'articles/old-name.md': story('اسم قديم'),
    'articles/pointing.md': story('يشير', 'related: [old-name]\n'),
  })
  expect((await content('rename', 'old-name', 'new-name')).code).toBe(0)
  const { status, headers } = await paper.get('/article/old-name')
  expect([status, headers.get('Location')]).toEqual([301, '/article/new-name'])
  const files = await readdir(join(folder, 'articles'))
  expect(files).toContain('new-name.md')
  expect(files).not.toContain('old-name.md')
  expect(await readFile(join(folder, 'articles/pointing.md'), 'utf8')).toContain('- new-name')
  const related = /<h1>يشير<\/h1>[\s\S]*?\/article\/([a-z-]+)"/.exec(
    await page('/article/pointing'),
  )
  expect(related?.[1]).toBe('new-name')
  expect(await said('publish', 'new-name', 'pointing')).toContain('nothing to publish')
})

it('deletes when it is meant, moves the file aside, and brings it back', async () => {
  await published({ 'articles/brief.md': story('خبر عابر') })
  expect((await content('delete', 'brief', '--yes')).code).toBe(0)
  expect((await paper.get('/article/brief')).status).toBe(410)
  expect(await readdir(join(folder, 'deleted'))).toEqual(['brief.md'])
  expect((await content('rollback', 'brief')).code).toBe(0)
  expect((await paper.get('/article/brief')).status).toBe(200)
})

it('separates staging from the live site, and out of search engines', async () => {
  await write(
    'site.json',
    JSON.stringify({ name: 'هدهد', origin: 'https://example.com', sections: [SCIENCE] }),
  )
  await write('articles/staged.md', story('تجربة'))
  const state = `--persist-to=${join(paper.folder, 'staging')}`
  const done = await content('publish', '--env=staging', '--no-wait', state)
  expect(done.code).toBe(0)
  const site = JSON.parse((await paper.wrangler('key', 'get', 'site', state)).text)
  expect(site).toMatchObject({ name: 'هدهد' })
  expect(site).not.toHaveProperty('origin')
  expect((await paper.get('/article/staged')).status).toBe(404)
})
