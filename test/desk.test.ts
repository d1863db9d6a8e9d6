import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type LocalPaper, startLocalPaper } from './local-paper.ts'
import type { Said } from './run.ts'

/** The editor's commands, given as an editor gives them, beside a running paper. */
let paper: LocalPaper
let folder: string

beforeAll(async () => {
  paper = await startLocalPaper()
  folder = join(paper.folder, 'paper')
})
afterAll(() => paper.close())
beforeEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await write('site.json', JSON.stringify({ name: 'هدهد', sections: [SCIENCE] }))
})

const SCIENCE = { id: 'science', name: 'العلوم' }

async function write(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, file, '..'), { recursive: true })
  await writeFile(join(folder, file), text)
}

function story(headline: string, fields = '', body = 'فقرة.'): string {
  return `---\nheadline: ${headline}\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n${fields}---\n\n${body}\n`
}

function content(name: string, ...args: string[]): Promise<Said> {
  return paper.content(name, `--folder=${folder}`, ...args)
}

async function keys(): Promise<{ name: string; metadata?: { rev?: string } }[]> {
  return JSON.parse((await paper.wrangler('key', 'list')).text)
}

it('leads from an empty folder to a live story', async () => {
  await rm(folder, { recursive: true })
  await mkdir(folder)
  const made = await content('new', 'القمر يكتمل الليلة فوق الخليج', '--section=science')
  const file = made.text.trim()
  expect(file).toBe(join(folder, 'articles', 'القمر-يكتمل-الليلة-فوق-الخليج.md'))
  const draft = await readFile(file, 'utf8')
  await writeFile(
    file,
    draft
      .replace('status: draft\n', '')
      .replace(/publishedAt: .*/, 'publishedAt: 2026-03-05T21:30:00+03:00'),
  )

  const { code, text } = await content('publish')
  expect(text).toContain(`${paper.origin}/article/`)
  expect(text).toContain('seen: 1')
  expect(code).toBe(0)
  const page = await paper.get('/article/القمر-يكتمل-الليلة-فوق-الخليج')
  expect(page.text).toContain('<h1>القمر يكتمل الليلة فوق الخليج</h1>')

  const again = await content('new', 'القمر يكتمل الليلة فوق الخليج')
  expect(again).toMatchObject({ code: 1, text: expect.stringContaining('is there already') })
})

it('puts only what changed, says it in words, and keeps what it replaced', async () => {
  await write('articles/tide.md', story('المد الأول'))
  await write(
    'articles/reef.json',
    '{"headline":"الشعاب","section":"science","publishedAt":"2026-03-05T21:30:00+03:00","body":[]}',
  )
  await content('publish')
  expect((await content('diff')).text).toContain('nothing to publish')
  expect((await content('publish')).text).toContain('3 files unchanged; nothing to publish')

  await write('articles/tide.md', story('المد الثاني'))
  const { text } = await content('diff')
  expect(text).toContain('changed: articles/tide.md\n  headline: «المد الأول» → «المد الثاني»')
  expect(text).not.toContain('reef')
  const dry = await content('publish', '--dry-run')
  expect(dry.text).toContain('changed: articles/tide.md')
  expect((await paper.get('/article/tide')).text).toContain('المد الأول')

  const published = await content('publish', 'tide', '--verbose')
  expect(published.text).toContain('$ wrangler kv bulk put ')
  expect(published.text).toContain('--binding=CONTENT --local')
  expect((await paper.get('/article/tide')).text).toContain('المد الثاني')
  const history = await content('history', 'tide')
  expect(history.text.trim().split('\n')).toHaveLength(2)
  expect(history.text).toContain('المد الأول')
})

it('brings an earlier revision back, and does not publish the mistake again by itself', async () => {
  await write('articles/gulf.md', story('الصواب'))
  await content('publish')
  await write('articles/gulf.md', story('الخطأ'))
  await content('publish')
  expect((await content('rollback', 'gulf')).code).toBe(0)
  expect((await paper.get('/article/gulf')).text).toContain('الصواب')

  const held = await content('publish')
  expect(held.text).toContain('is the text that a rollback replaced')
  expect((await paper.get('/article/gulf')).text).toContain('الصواب')
  await write('articles/gulf.md', story('المصحّح'))
  await content('publish')
  expect((await paper.get('/article/gulf')).text).toContain('المصحّح')

  const missing = await content('rollback', 'gulf', 'ffff')
  expect(missing).toMatchObject({
    code: 1,
    text: expect.stringContaining('no earlier revision ffff'),
  })
})

it('withdraws at once, whatever another copy of the folder says, until it is restored', async () => {
  const file = story('خبر يُسحب')
  await write('articles/court.md', file)
  await content('publish')
  const { code } = await content('withdraw', 'court', '--reason', 'بأمر من المحكمة')
  expect(code).toBe(0)
  const gone = await paper.get('/article/court')
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('بأمر من المحكمة')
  expect(await readFile(join(folder, 'articles/court.md'), 'utf8')).toContain('status: withdrawn')

  await write('articles/court.md', file)
  const held = await content('publish')
  expect(held.text).toContain('was withdrawn; "restore court" brings it back')
  expect((await paper.get('/article/court')).status).toBe(410)
  expect((await content('rollback', 'court')).text).toContain('only "restore court"')

  expect((await content('restore', 'court')).code).toBe(0)
  expect((await paper.get('/article/court')).status).toBe(200)
  expect((await content('restore', 'court')).text).toContain('is not withdrawn')
  expect((await content('withdraw', 'court')).text).toContain("required option '--reason")
})

it('renames, so that the former address leads on', async () => {
  await write('articles/old-name.md', story('اسم قديم'))
  await write('articles/pointing.md', story('يشير', 'related: [old-name]\n'))
  await content('publish')
  expect((await content('rename', 'old-name', 'new-name')).code).toBe(0)
  const { status, headers } = await paper.get('/article/old-name')
  expect([status, headers.get('Location')]).toEqual([301, '/article/new-name'])
  expect(await readdir(join(folder, 'articles'))).toEqual(['new-name.md', 'pointing.md'])
  expect((await content('publish')).text).toContain('nothing to publish')
  expect((await content('check')).text).toContain('Nothing to mend.')
  expect((await content('rename', 'new-name', 'Bad Name')).text).toContain('is not an id')
  expect((await content('rename', 'new-name', 'pointing')).text).toContain('is there already')
  expect((await content('rename', 'nobody', 'somebody')).text).toContain(
    'There is no article nobody',
  )
})

it('deletes when it is meant, keeps the file aside, and brings it back', async () => {
  await write('articles/brief.md', story('خبر عابر'))
  await content('publish')
  const asked = await content('delete', 'brief')
  expect(asked).toMatchObject({ code: 1, text: expect.stringContaining('give --yes') })
  expect((await paper.get('/article/brief')).status).toBe(200)
  expect((await content('delete', 'brief', '--yes')).code).toBe(0)
  expect((await paper.get('/article/brief')).status).toBe(410)
  expect(await readdir(join(folder, 'deleted'))).toEqual(['brief.md'])
  expect((await content('rollback', 'brief')).code).toBe(0)
  expect((await paper.get('/article/brief')).status).toBe(200)
  expect((await content('delete', 'nobody', '--yes')).text).toContain('There is no article:nobody')
})

it('prints a link that shows a draft', async () => {
  await write('articles/secret.md', story('مسودة', 'status: draft\n'))
  expect((await content('publish')).text).toContain('is a draft; readers see nothing of it')
  const { text } = await content('preview', 'secret')
  expect(text).toMatch(new RegExp(`^${paper.origin}/preview/secret\\?expires=`))
  const page = await paper.get(text.trim().slice(paper.origin.length))
  expect(page.status).toBe(200)
  expect(page.text).toContain('<h1>مسودة</h1>')
  expect((await paper.get('/article/secret')).status).toBe(404)
  expect((await content('preview', 'secret', '--hours', 'x')).code).toBe(1)
})

it('lists every error with file, line and column, and puts nothing', async () => {
  await write('articles/good.md', story('خبر سليم'))
  await write('articles/colon.md', story('خبر: تفصيل'))
  await write('articles/typo.md', story('خبر', 'sektion: x\nrelated: [nowhere]\n', '<b>x</b>'))
  await write('articles/twice.md', story('خبر'))
  await write(
    'articles/twice.json',
    '{"headline":"خبر","section":"sport","publishedAt":"غدًا","body":[]}',
  )
  await write('articles/broken.json', '{"headline":"خبر",}')
  await write('articles/Bad Name.md', story('خبر'))
  await write('articles/notes.txt', 'x')
  await write('articles/bytes.md', Uint8Array.from([0x2d, 0xff, 0xfe]))
  await write(
    'articles/arabic.md',
    story('ﺍﻟﺨﺒﺮ', 'kicker: عـــاجل\nstandfirst: "کتاب  جديد, وقلم\u200f"\n'),
  )
  const before = await keys()
  const { code, text } = await content('publish')
  expect(code).toBe(1)
  for (const line of [
    'articles/colon.md:2:11 error: is not YAML',
    'articles/typo.md:5:1 error: sektion: is not a field of the model',
    'articles/typo.md:9:1 error: is HTML (<b>); write **words**',
    'articles/twice.md:1:1 error: has the same id as articles/twice.json',
    'articles/twice.json:1:37 error: publishedAt: "غدًا" is not a date',
    'articles/broken.json:1:19 error: is not JSON',
    'articles/Bad Name.md:1:1 error: has a name that is no id',
    'articles/notes.txt:1:1 error: is neither Markdown nor JSON',
    'articles/bytes.md:1:1 error: is not UTF-8',
    'articles/arabic.md:2:1 error: headline: holds letters in presentation forms («ﺍﻟﺨﺒﺮ»), which no search finds; write «الخبر»',
    'articles/arabic.md:5:1 warning: kicker: holds tatweel («عـــاجل»); write «عاجل»',
    'articles/arabic.md:6:1 warning: standfirst: holds a direction mark (U+200F)',
    "articles/arabic.md:6:1 warning: standfirst: holds a letter of another alphabet's keyboard",
    'articles/arabic.md:6:1 warning: standfirst: holds two spaces',
    'articles/arabic.md:6:1 warning: standfirst: holds a Latin , after Arabic; write ،',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toContain('Nothing was put')
  expect(await keys()).toEqual(before)
  // A good file can go out beside bad ones.
  expect((await content('publish', 'good')).text).toContain('/article/good')
})

it('names unknown sections, links that lead nowhere, and lives that nobody would see', async () => {
  await write(
    'articles/links.md',
    story(
      'خبر',
      'aliases: [links-two]\nrelated: [links-two, nobody]\ntranslations: {en: nobody-en}\nexpiresAt: 2026-03-05T21:00:00+03:00\n',
      'نص [رابط](/article/nobody) و[سليم](/article/links-two).',
    ),
  )
  await write(
    'articles/other.md',
    story('خبر', 'aliases: [links-two]\n').replace('science', 'cooking'),
  )
  const { code, text } = await content('check')
  expect(code).toBe(1)
  for (const line of [
    'links.md:6:22 error: related[1]: names the article nobody',
    'links.md:7:16 error: translations.en: names the article nobody-en',
    'links.md:8:1 error: expiresAt: is not after publishedAt',
    'error: body[0].text[1].href: leads to the article nobody',
    'other.md:3:1 error: section: cooking is no section of the site; write one of science',
    'error: aliases[0]: links-two belongs to articles/',
  ]) {
    expect(text).toContain(line)
  }
})

it('lists a thousand errors, none hidden', async () => {
  const blocks = Array.from({ length: 500 }, () => ({ type: 'vidoe' }))
  for (const name of ['one', 'two']) {
    const article = { headline: 'خبر', section: 'science', publishedAt: 'x', body: blocks }
    await write(`articles/${name}.json`, JSON.stringify(article, null, 1))
  }
  const { code, text } = await content('check')
  expect(code).toBe(1)
  expect(text.match(/is not a block/g)).toHaveLength(1000)
  expect(text).toContain('1002 errors, 0 warnings')
})

it('says what wrangler said when it fails, and ends with status 1', async () => {
  await write('articles/stone.md', story('حجر'))
  const { code, text } = await content('publish', '--env=nowhere')
  expect(code).toBe(1)
  expect(text).toContain('wrangler kv key list failed')
  expect(text).toContain('nowhere')
  expect(text).not.toContain('    at ')
  expect((await content('publish', 'no-such-file')).text).toContain('is neither a file of')
  expect((await content('publsh')).text).toContain('Did you mean publish?')
})

it('keeps staging apart from the live paper, and out of search engines', async () => {
  await write(
    'site.json',
    JSON.stringify({ name: 'هدهد', origin: 'https://example.com', sections: [SCIENCE] }),
  )
  await write('articles/staged.md', story('تجربة'))
  const state = `--persist-to=${join(paper.folder, 'staging')}`
  const published = await content('publish', '--env=staging', '--no-wait', state)
  expect(published.code).toBe(0)
  const get = (key: string, ...place: string[]) =>
    paper.content('export', join(paper.folder, key), ...place)
  await get('staged', '--env=staging', state)
  const site = JSON.parse(await readFile(join(paper.folder, 'staged', 'site.json'), 'utf8'))
  expect(site).toMatchObject({ name: 'هدهد' })
  expect(site).not.toHaveProperty('origin')
  expect((await paper.get('/article/staged')).status).toBe(404)
})
