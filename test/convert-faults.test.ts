import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { convert } from '../content/convert/convert.ts'
import { BUNDLED_COMMANDS } from './bundle-commands.ts'
import { ENV, run } from './run.ts'

const COMMAND = join(BUNDLED_COMMANDS, 'main.js')
const temporary = mkdtempSync(join(tmpdir(), 'hudhud-faults-'))
afterAll(() => rmSync(temporary, { recursive: true }))

function fileOf(name: string, content: string | Uint8Array): string {
  writeFileSync(join(temporary, name), content)
  return join(temporary, name)
}

let number = 0
async function converted(source: string) {
  number += 1
  const target = join(temporary, `paper-${number}`)
  const report = await convert({ source, target, media: [] })
  const articles = join(target, 'articles')
  const texts = readdirSync(articles).map((name) => readFileSync(join(articles, name), 'utf8'))
  return { report, texts, target }
}

const item = (id: number, text = 'نص') =>
  `<item><title>خبر ${id}</title><link>http://old.example/${id}</link><description>${text}</description><pubDate>Thu, 01 May 2014 10:00:00 +0000</pubDate></item>`
const feed = (...items: string[]) =>
  `<rss version="2.0"><channel><title>صحيفة</title><link>http://old.example</link>${items.join('\n')}</channel></rss>`

it.each([
  ['nothing', 'a.xml', '', 'is empty'],
  ['a zip', 'b.xml', Buffer.from('PK\u0003\u0004aaaa'), 'is packed; unpack it first'],
  ['a gzip', 'c.xml', Buffer.from([0x1f, 0x8b, 8, 0]), 'is packed; unpack it first'],
  ['a picture', 'd.xml', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'is not an export'],
  ['a page', 'e.html', '<!doctype html><p>نص</p>', 'the folder around it is the export'],
  ['a cut JSON', 'f.json', '{"db": [', 'is not JSON'],
  ['another JSON', 'g.json', '{"a": 1}', 'is neither a Ghost export nor a JSON Feed'],
  ['a feed of nothing', 'h.xml', feed(), 'has no stories; export it again'],
  [
    'a feed that is cut in its first entry',
    'i.xml',
    feed(item(1)).slice(0, 190),
    'has no stories (',
  ],
  ['a file that is not there', null, '', 'does not exist'],
])('says what is wrong with %s', async (_what, name, content, message) => {
  const source = name === null ? join(temporary, 'missing.xml') : fileOf(name, content)
  await expect(converted(source)).rejects.toThrow(message)
})

it('reads what is whole of a file that is cut, and says where it ends', async () => {
  const whole = feed(item(1), item(2), item(3))
  const { report, texts } = await converted(fileOf('cut.xml', whole.slice(0, -60)))
  expect(texts).toHaveLength(2)
  expect(report.losses.find(({ kind }) => kind === 'bad-item')?.examples[0]?.example).toMatch(
    /cut\.xml:\d+ ends here, in the middle/,
  )
})

it('reads every entry where the end of one is missing', async () => {
  const whole = feed(item(1), item(2).replace('</item>', ''), item(3))
  const { report, texts } = await converted(fileOf('unclosed.xml', whole))
  expect([report.stories.after, texts.length]).toEqual([3, 3])
})

it('expands no entity that a file defines, and reads no other file', async () => {
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  )
  const secret = fileOf('secret.txt', 'سر')
  const types = `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs.join('')}<!ENTITY x SYSTEM "file://${secret}">]>`
  const { texts } = await converted(fileOf('laughs.xml', types + feed(item(1, 'نص &l9; &x;'))))
  expect(texts[0]?.length).toBeLessThan(400)
  expect(texts[0]).not.toContain('سر')
})

it.each([
  ['JSON Feed', { items: [null, 1, { id: 1 }, { title: [], url: {}, content_html: 5 }] }],
  ['Ghost', { data: { posts: [null, 'x', { id: 1 }, { id: 2, html: 5, slug: {}, title: 3 }] } }],
])('takes values of other types in %s for missing', async (_what, value) => {
  const { report } = await converted(fileOf(`odd-${number}.json`, JSON.stringify(value)))
  expect([report.stories.after, report.problems]).toEqual([2, []])
})

it.each([
  ['Thu, 01 May 2014 10:00:00', '2014-05-01T10:00:00+03:00'],
  ['05-06-2014', '2014-05-06T00:00:00+03:00'],
])(
  'takes %s for a date in the zone of the site, wherever it is converted',
  async (date, moment) => {
    const undated = item(1).replace('Thu, 01 May 2014 10:00:00 +0000', date)
    const { report, texts } = await converted(fileOf('zone.xml', feed(undated)))
    expect(texts[0]).toContain(`publishedAt: ${moment}`)
    expect(report.losses.map(({ kind }) => kind)).toContain('date-without-zone')
  },
)

it('names each author once, without what stands in front of a name', async () => {
  const names = ['بقلم: ريم الدوسري', 'ريم الدوسري', 'By Sam Lee', 'SAM LEE', 'admin']
  const authors = names.map((name) => ({ name }))
  const items = [{ id: '1', title: 'خبر', content_text: 'نص', authors }]
  const { texts } = await converted(fileOf('authors.json', JSON.stringify({ items })))
  expect(texts[0]).toContain('authors:\n  - name: ريم الدوسري\n  - name: Sam Lee\n')
})

it('says what is wrong on the command line, without a stack', async () => {
  const source = fileOf('good.xml', feed(item(1)))
  const command = (...args: string[]) => run(process.execPath, [COMMAND, 'convert', ...args], {})
  mkdirSync(join(temporary, 'مجلد فيه فراغ'))
  const arabic = fileOf(join('مجلد فيه فراغ', 'صحيفة ما.xml'), feed(item(1)))
  const answers = [
    await command(source, '--to', source),
    await command(source, '--to', join(temporary, 'x'), '--time-zone', 'Mars/Base'),
    await command(arabic, '--to', join(temporary, 'مجلد فيه فراغ', 'نقل')),
  ]
  const expected = ['ENOTDIR', 'Mars/Base is not a time zone', 'stories: 1']
  for (const [index, { text }] of answers.entries()) {
    expect(text).toContain(expected[index])
    expect(text).not.toContain('    at ')
  }
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 0])
})

it('converts again what an earlier version wrote, but not an edited file', async () => {
  const source = fileOf('earlier.xml', feed(item(1), item(2)))
  const { target } = await converted(source)
  const journal = join(target, 'convert', 'journal.jsonl')
  const earlier = readFileSync(journal, 'utf8').replaceAll(/"authors":\{[^}]*\}/g, '"authors":[]')
  writeFileSync(journal, `null\n5\n${earlier}`)
  const [edited = '', other = ''] = readdirSync(join(target, 'articles')).map((name) =>
    join(target, 'articles', name),
  )
  writeFileSync(edited, 'بقلم محرر')
  fileOf('earlier.xml', feed(item(1), item(2, 'نص جديد')))
  const { problems } = await convert({ source, target, media: [] })
  expect(problems.map(({ file }) => join(target, file))).toEqual([edited])
  expect(readFileSync(edited, 'utf8')).toBe('بقلم محرر')
  expect(readFileSync(other, 'utf8')).toContain('نص جديد')
})

it('says which folder of pictures is not there', async () => {
  const source = fileOf('pictures.xml', feed(item(1)))
  const options = { source, target: join(temporary, 'y'), media: [join(temporary, 'nowhere')] }
  await expect(convert(options)).rejects.toThrow('nowhere does not exist; name a folder')
})

it('goes on after SIGKILL and Ctrl-C, with nothing twice, lost or half', async () => {
  const count = 300
  const items = Array.from({ length: count }, (_, index) => item(index, `نص ${index}.`))
  const source = fileOf('long.xml', feed(...items))
  const target = join(temporary, 'interrupted')
  const articles = () => readdirSync(join(target, 'articles')).length
  mkdirSync(join(target, 'articles'), { recursive: true })
  const interrupted = async (signal: 'SIGKILL' | 'SIGINT') => {
    const before = articles()
    const child = spawn(process.execPath, [COMMAND, 'convert', source, '--to', target], {
      env: ENV,
    })
    const ended = once(child, 'close')
    while (articles() < before + 40 && child.exitCode === null) await sleep(5)
    child.kill(signal)
    await ended
    expect([articles() >= before + 40, articles() < count]).toEqual([true, true])
  }
  await interrupted('SIGKILL')
  await interrupted('SIGINT')
  // As a run leaves them that was killed while it wrote.
  writeFileSync(join(target, 'convert', 'unfinished'), '---\nheadline: نص')
  const journal = join(target, 'convert', 'journal.jsonl')
  writeFileSync(journal, readFileSync(journal).subarray(0, -20))

  const report = await convert({ source, target, media: [] })
  expect([report.stories.after, report.problems, articles()]).toEqual([count, [], count])
  const keys = readFileSync(journal, 'utf8').matchAll(/^\{"key":"([^"]+)".*\}$/gm)
  expect([...keys].map(([, key]) => key).sort()).toEqual(
    items.map((_, index) => `http://old.example/${index}`).sort(),
  )
  const fresh = join(temporary, 'fresh')
  await convert({ source, target: fresh, media: [] })
  const textsIn = (folder: string) =>
    readdirSync(join(folder, 'articles')).map((name) =>
      readFileSync(join(folder, 'articles', name), 'utf8'),
    )
  expect(textsIn(target)).toEqual(textsIn(fresh))
})
