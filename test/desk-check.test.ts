import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type RemoteDesk, startRemoteDesk } from './remote-desk.ts'

/** What the commands refuse or find doubtful, and the words that they have for it. */
let desk: RemoteDesk

const SCIENCE = { id: 'science', name: 'العلوم' }

beforeAll(async () => {
  desk = await startRemoteDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  await desk.empty()
  const site = { name: 'هدهد', origin: desk.origin, sections: [SCIENCE] }
  await write('site.json', JSON.stringify(site))
})

async function write(file: string, text: string | Uint8Array): Promise<void> {
  await desk.write(file, text)
}

function story(headline: string, fields = '', body = 'فقرة.'): string {
  return `---\nheadline: ${headline}\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n${fields}---\n\n${body}\n`
}

/** The keys in KV, without the pictures of link previews. */
async function storedDocuments(): Promise<string[]> {
  return Object.keys(await desk.store()).filter((key) => !key.startsWith('media:'))
}

/** Each of the commands must fail, in its words, and without a stack. */
async function expectRefusals(refusals: [words: string, name: string, ...args: string[]][]) {
  for (const [words, name, ...args] of refusals) {
    const { code, text } = await desk.content(name, ...args)
    expect(text, name).toContain(words)
    expect(text).not.toContain('    at ')
    expect(code, name).toBe(1)
  }
}

it('lists every error with file, line and column, grouped by file, and publishes what has none', async () => {
  await write('articles/good.md', story('خبر سليم'))
  await write('articles/colon.md', story('خبر: تفصيل'))
  await write('articles/typo.md', story('خبر', 'sektion: x\nrelated: [nowhere]\n', '<b>x</b>'))
  await write('articles/twice.md', story('خبر'))
  await write(
    'articles/twice.json',
    '{"headline":"خبر","section":"sport","publishedAt":"غدًا","body":[]}',
  )
  // One letter of two spellings: composed, and with its hamza apart.
  await write('articles/\u0623.md', story('خبر'))
  await write('articles/\u0627\u0654.md', story('خبر'))
  await write('articles/broken.json', '{"headline":"خبر",}')
  await write('articles/empty.json', '')
  await write('articles/Bad Name.md', story('خبر'))
  await write('articles/GOOD.md', story('خبر'))
  await write('articles/notes.txt', 'x')
  await write('articles/bytes.md', Uint8Array.from([0x2d, 0xff, 0xfe]))
  await write(
    'articles/arabic.md',
    story(
      'ﺍﻟﺨﺒﺮ',
      'kicker: عـــاجل\nstandfirst: "کتاب  جديد, وقلم\u200f"\n',
      'سطر\nفيه\u202e كلمة.',
    ),
  )
  await write('articles/long.json', JSON.stringify({ ...LONG, body: [longBody()] }))
  const { code, text } = await desk.content('publish')
  expect(code).toBe(1)
  for (const line of [
    'articles/colon.md:2:11 error: cannot be read because of a second colon',
    'articles/typo.md:5:1 error: sektion: is not a known field; write section',
    'articles/typo.md:9:1 error: is HTML (<b>); write **words**',
    'articles/twice.md:1:1 error: has the same id as articles/twice.json',
    'articles/twice.json:1:1 error: has the same id as articles/twice.md',
    'articles/twice.json:1:37 error: publishedAt: "غدًا" is not a date',
    'articles/\u0623.md:1:1 error: has the same id as articles/\u0627\u0654.md',
    'articles/\u0627\u0654.md:1:1 error: has the same id as articles/\u0623.md',
    'articles/broken.json:1:19 error: is not JSON (expected the name of a field in quotes',
    'articles/empty.json:1:1 error: is not JSON',
    'articles/Bad Name.md:1:1 error: has a name that is not an id',
    'articles/GOOD.md:1:1 error: has a name that is not an id',
    'articles/notes.txt:1:1 warning: is neither Markdown nor JSON',
    'articles/bytes.md:1:1 error: is not UTF-8',
    'articles/arabic.md:2:11 error: headline: contains letters in presentation forms («ﺍﻟﺨﺒﺮ»), which no search finds; write «الخبر»',
    'articles/arabic.md:5:9 warning: kicker: contains tatweel («عـــاجل»); write «عاجل»',
    'articles/arabic.md:6:30 warning: standfirst: contains a direction mark (U+200F)',
    'articles/arabic.md:6:14 warning: standfirst: contains a letter that is not Arabic (ک, U+06A9)',
    'articles/arabic.md:6:17 warning: standfirst: contains two spaces',
    'articles/arabic.md:6:23 warning: standfirst: contains a Latin , in Arabic text; write ،',
    'articles/arabic.md:9:1 error: body[0]: contains a stray direction control',
    'articles/long.json:1:1 error: has 1.2 MB; split it, the limit is 1 MB',
  ]) {
    expect(text).toContain(line)
  }
  for (const file of ['arabic.md', 'twice.json', 'typo.md']) {
    expect(text.split('\n').filter((line) => line === `articles/${file}`)).toHaveLength(1)
  }
  expect(text).toContain('Not published, because of errors: articles/Bad Name.md, articles/GOOD.md')
  expect(await storedDocuments()).toEqual(['article:good', 'site'])
  expect(text).not.toContain('    at ')
  const twice = await desk.content('publish', 'twice')
  expect(twice).toMatchObject({ code: 1, text: expect.stringContaining('has the same id as') })
  expect(twice.text).toContain('Nothing published. Fix the errors above.')
})

const LONG = { headline: 'خبر', section: 'science', publishedAt: '2026-03-05T21:30:00+03:00' }

function longBody(): object {
  const item = 'نص '.repeat(6000)
  return { type: 'list', items: Array.from({ length: 40 }, () => item.trim()) }
}

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
  const { code, text } = await desk.content('check')
  expect(code).toBe(1)
  for (const line of [
    'links.md:6:22 error: related[1]: refers to the article nobody',
    'links.md:7:16 error: translations.en: refers to the article nobody-en',
    'links.md:8:1 error: expiresAt: is not after publishedAt',
    'error: body[0].text[1].href: links to the article nobody',
    'other.md:3:1 error: section: cooking is not a section of the site; write one of science',
    'error: aliases[0]: links-two is already an id or alias of articles/',
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
  const { code, text } = await desk.content('check')
  expect(code).toBe(1)
  const places = [...text.matchAll(/(\S+:\d+:\d+) error: \S+ "vidoe" is not a block/g)]
  expect(new Set(places.map(([, place]) => place)).size).toBe(1000)
  expect(text).toContain('1002 errors, 0 warnings')
})

it('refuses with status 1 and a sentence, never with a stack', async () => {
  await write('articles/stone.md', story('حجر'))
  await write('articles/other.md', story('حجر آخر', 'aliases: [once]\n'))
  await desk.content('publish', '--no-wait')
  await expectRefusals([
    ['is neither a file in', 'publish', 'no-such-file'],
    ['/nowhere has no site.json and no articles', 'publish', '--folder=/nowhere'],
    ['is not an export', 'import', desk.folder],
    ['Did you mean publish?', 'publsh'],
    ['is not empty', 'export', desk.folder],
    ['There is no article:nobody in KV', 'preview', 'nobody'],
    ['write a number of hours', 'preview', 'stone', '--hours=x'],
    ['There is no earlier revision ffff of stone', 'rollback', 'stone', 'ffff'],
    ['There is no earlier revision of stone', 'rollback', 'stone'],
    ['nobody has no revisions', 'history', 'nobody'],
    ['--reason is empty', 'withdraw', 'stone', '--reason='],
    ['--reason contains HTML (<b>)', 'withdraw', 'stone', '--reason=<b>x</b>'],
    ["required option '--reason", 'withdraw', 'stone'],
    ['There is no article:nobody', 'withdraw', 'nobody', '--reason=x'],
    ['is not withdrawn', 'restore', 'stone'],
    ['is not an id', 'rename', 'stone', 'Bad Name'],
    ['exists already', 'rename', 'stone', 'other'],
    ['There is no article nobody', 'rename', 'nobody', 'somebody'],
    ['once is a previous id of articles/other.md', 'rename', 'stone', 'once'],
    ['There is no article:nobody', 'delete', 'nobody', '--yes'],
    ['The site cannot be deleted', 'delete', 'site.json', '--yes'],
    ['add --yes', 'delete', 'stone'],
  ])
  expect(await desk.contentWith({}, 'preview', 'stone')).toMatchObject({
    code: 1,
    text: expect.stringContaining('PREVIEW_SECRET is not set'),
  })
  await desk.content('withdraw', 'stone', '--reason=سبب')
  await expectRefusals([['run "restore stone"', 'rollback', 'stone']])
})

it('asks before it deletes, and takes nothing for a yes but a yes', async () => {
  await write('articles/brief.md', story('خبر'))
  await write('pages/about.json', '{"title":"من نحن","body":["نحن."]}')
  await desk.content('publish', '--no-wait')
  for (const input of ['n\n', '\n', '']) {
    const { code, text } = await desk.contentTyping(input, 'delete', 'brief')
    expect(text).toContain('Delete article:brief from KV and ')
    expect(text).toContain('Nothing was deleted.')
    expect(code).toBe(1)
  }
  expect(Object.keys(await desk.store())).toContain('article:brief')
  for (const [input, name] of [
    ['نعم\n', 'brief'],
    ['y\n', 'page:about'],
  ] as const) {
    expect((await desk.contentTyping(input, 'delete', name)).text).toContain(`${name} is deleted`)
  }
  const left = (await storedDocuments()).map((key) => key.replace(/[0-9a-f]{16}$/, '…'))
  expect(left.sort()).toEqual(['history:brief:…', 'history:page:about:…', 'site'])
})

it('says the same before publishing as it does then', async () => {
  await write('articles/tide.md', story('المد الأول'))
  await desk.content('publish', '--no-wait')
  await write('articles/tide.md', story('المد الثاني', 'kicker: بحر\n', 'فقرة أخرى.'))
  const { text } = await desk.content('diff')
  expect(text).toBe(
    'changed: articles/tide.md\n  headline: «المد الأول» → «المد الثاني»\n  body:\n    − «فقرة.»\n    + «فقرة أخرى.»\n  kicker: «بحر» added\npictures: 1 file to upload\n1 file unchanged\n',
  )
  expect((await desk.content('publish', '--dry-run')).text).toBe(text)
  expect((await desk.store())['article:tide']?.value).toContain('المد الأول')
})

it('takes back the previous name of a story that is called so again', async () => {
  await write('articles/one.md', story('خبر'))
  await desk.content('publish', '--no-wait')
  await desk.content('rename', 'one', 'two')
  await desk.content('rename', 'two', 'one')
  expect(JSON.parse((await desk.store())['article:one']?.value ?? '').aliases).toEqual(['two'])
  expect((await desk.content('diff')).text).toContain('nothing to publish')
})

it('lists what KV would not take', async () => {
  const jpeg = Buffer.alloc(26 * 2 ** 20)
  jpeg.set([0xff, 0xd8, 0xff])
  await write('media/0123456789abcdef/800.jpg', jpeg)
  await write('media/0123456789abcdef/400.jpg', 'Dear editor')
  const picture = (width: number) => `![بحر](0123456789abcdef/${width}.jpg)\nتعليق. © مصوّر`
  await write('articles/large.md', story('خبر', '', `${picture(800)}\n\n${picture(400)}`))
  const { code, text } = await desk.content('check')
  expect(code).toBe(1)
  expect(text).toContain(
    'articles/large.md:7:1 error: body[0]: media/0123456789abcdef/800.jpg has 26.0 MiB; KV takes 25',
  )
  expect(text).toContain(
    'articles/large.md:10:1 error: body[1]: media/0123456789abcdef/400.jpg is not a picture',
  )
})

it('tells each command by its help, with an example', async () => {
  const help = (await desk.content('--help')).text
  const names = [...help.matchAll(/^ {2}([a-z]+)(?: [<[]\S+)* {2,}\S/gm)].map(([, name]) => name)
  expect(names).toEqual(
    'init new check preview diff publish live list withdraw restore rename delete convert compare history rollback export import prune'.split(
      ' ',
    ),
  )
  const helps = await Promise.all(names.map((name = '') => desk.content(name, '--help')))
  for (const [index, { code, text }] of helps.entries()) {
    expect(code).toBe(0)
    expect(text).toContain(`npm run content -- ${names[index]}`)
    expect(text).toContain('For example:')
  }
})
