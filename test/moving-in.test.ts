import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plainPhrasing } from '../content/model/phrasing.ts'
import { type LocalDesk, startLocalDesk } from './local-desk.ts'
import { OLD_ORIGIN, type OldPaper, writeOldPaper } from './old-paper.ts'
import { ENV, run } from './run.ts'

/** A newspaper that comes from another system, by the commands that its operator gives. */
const COUNT = 40
let desk: LocalDesk
let old: OldPaper
let folder: string

beforeAll(async () => {
  // As the deployed worker, but for its bounds: it syncs when it is asked to.
  const bounds = { SYNC_READS: '1000', SYNC_CHANGES: '100', SYNC_INDEX: '100', SYNC_LISTS: '100' }
  desk = await startLocalDesk({ LOCAL: '', SETTLE_SECONDS: '0', ...bounds })
  folder = join(desk.folder, 'paper')
  old = await writeOldPaper(desk.folder, COUNT)
  const { code, text } = await desk.content(
    'convert',
    old.source,
    `--to=${folder}`,
    `--media=${old.uploads}`,
  )
  expect([code, text]).toEqual([0, expect.stringContaining('pictures missing: 0')])
})
afterAll(() => desk.close())

const values = (path: string) => {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8', withFileTypes: true })
  return new Map(
    names
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [file, readFileSync(file, 'base64')]),
  )
}

it('loses nothing by a check that is killed', async () => {
  const before = values(folder)
  const cache = join(desk.folder, 'node_modules', '.cache', 'hudhud', 'pictures')
  const isBegun = () => existsSync(cache) && readdirSync(cache).length > 0
  const child = spawn(process.execPath, [desk.command, 'check', `--folder=${folder}`], {
    env: { ...ENV, ...desk.env },
  })
  const ended = once(child, 'close')
  while (!isBegun() && child.exitCode === null) await sleep(2)
  child.kill('SIGKILL')
  await ended
  expect(values(folder)).toEqual(before)
  const { code, text } = await desk.content('check', `--folder=${folder}`)
  expect([code, text]).toEqual([0, expect.stringContaining('No errors, no warnings.')])
  expect(values(folder)).toEqual(before)
})

it('is published and then the same as its export: letters, pictures and addresses', async () => {
  expect((await desk.content('publish', '--no-wait', `--folder=${folder}`)).code).toBe(0)
  await sync()
  const { code, text } = await desk.content('compare', old.source)
  const [words = '', ...others] = text
    .split('\n')
    .reverse()
    .filter((line) => line.includes(' not on the site'))
  expect(others).toEqual([`published in the export: ${COUNT} stories, 1 pages; 0 not on the site`])
  expect(words).toMatch(/^\d{4,} words in the stories of the export, 0 not on the site$/)
  expect([code, text]).toEqual([
    0,
    expect.stringContaining(
      [
        '0 previous addresses not leading where they should',
        '0 texts otherwise than in the export',
        '0 pictures missing',
      ].join('\n'),
    ),
  ])
})

it('names each thing that is wrong, and nothing else', async () => {
  const cut = await value('article:story-11')
  const [gone] = cut.body.splice(0, 1)
  await put('article:story-11', cut)
  const { headline, publishedAt } = await value('article:story-12')
  await change('article:story-12', { publishedAt: '2014-01-01T00:00:00Z', headline: 'عنوان آخر' })
  await change('article:story-13', { previousPaths: ['/2014/story-x'] })
  await desk.wrangler('key', 'delete', 'article:story-14')
  const { body } = await value('article:story-18')
  await change('article:story-18', {
    body: body.filter(({ type }: { type?: string }) => type !== 'figure'),
  })
  const { image } = await value('article:story-4')
  await desk.wrangler('key', 'delete', `media:${image.src}`)
  await change('page:about', { body: ['صحيفة تصدر كل صباح.'] })
  await sync()
  // A list that the site leads nowhere: a category that the export has, and the site's redirects do not.
  const source = join(desk.folder, 'more.xml')
  const category =
    '<wp:category><wp:category_nicename>seas</wp:category_nicename><wp:cat_name>بحار</wp:cat_name></wp:category>'
  writeFileSync(source, readFileSync(old.source, 'utf8').replace('<wp:category>', `${category}$&`))
  const { code, text } = await desk.content('compare', source)
  const dead = `/media/${image.src} is in the story, but the site does not have it`
  expect(text.split('\n').filter((line) => /^ {2}/.test(line))).toEqual([
    '  missing: /article/story-14',
    '  /2014/story-13 leads to nothing, not /article/story-13',
    '  /?p=14 leads to nothing, not /article/story-13',
    '  /category/seas leads to /section/seas, not /topic/بحار',
    '  page:about lacks: عنواننا في الميناء.',
    `  story-11 lacks: ${plainPhrasing(gone.text).slice(0, 100)}…`,
    `  story-12 lacks: headline: ${headline}`,
    `  story-12 lacks: publishedAt: ${publishedAt}`,
    `  story-4: ${dead}`,
    `  story-16: ${dead}`,
    `  story-18: ${OLD_ORIGIN}/wp-content/uploads/2014/05/p2-300x200.png is not in the story`,
    `  story-28: ${dead}`,
    expect.stringMatching(/^ {2}story-11: \d+ of \d+ \(/),
    expect.stringMatching(/^ {2}story-18: 3 of \d+ \(عند الرصيف 18\)$/),
  ])
  expect(code).toBe(1)
})

it('is published within a budget, day by day, the newest first', async () => {
  const state = `--persist-to=${join(desk.folder, 'days')}`
  const clock = join(desk.folder, 'clock.mjs')
  writeFileSync(clock, CLOCK)
  /** A run at noon of a day that is some days ago. */
  const publish = async (daysAgo: number, budget = 20) => {
    const args = ['publish', '--no-wait', `--budget=${budget}`, `--folder=${folder}`, state]
    const command = ['--import', clock, desk.command, ...args, ...desk.place]
    return run(process.execPath, command, { ...desk.env, CLOCK: noon(daysAgo).toISOString() })
  }
  const stored = async () => {
    const keys = JSON.parse((await desk.wrangler('key', 'list', state)).text)
    return new Map<string, string>(
      keys.map(({ name, metadata }: Key) => [name, String(metadata?.at).slice(0, 10)]),
    )
  }
  const of = (days: Map<string, string>, daysAgo: number) =>
    [...days].flatMap(([name, day]) =>
      day === noon(daysAgo).toISOString().slice(0, 10) ? [name] : [],
    )
  const stories = (from: number, to: number) =>
    Array.from({ length: from - to + 1 }, (_, index) => `article:story-${from - index}`).sort()
  const articlesOf = (days: Map<string, string>, daysAgo: number) =>
    of(days, daysAgo)
      .filter((name) => name.startsWith('article:'))
      .sort()

  const { text: first } = await publish(3)
  expect(first).toContain('20 values today, 28 left: run the same command on 2 more days.')
  const one = await stored()
  expect([one.size, articlesOf(one, 3)]).toEqual([20, stories(39, 28)])

  desk.failAfter(7)
  const broken = await publish(2)
  expect([broken.code, broken.text]).toEqual([1, expect.stringContaining('KV is away')])
  expect((await stored()).size).toBe(27)
  const { text: second } = await publish(2)
  expect(second).toContain('13 values today, 8 left: run the same command on 1 more day.')
  const two = await stored()
  expect([two.size, articlesOf(two, 2)]).toEqual([40, stories(27, 8)])
  expect((await publish(2)).text).toContain('0 values today, 8 left')

  writeFileSync(join(folder, 'articles', 'new.md'), storyOn(noon(1)))
  const { text: third } = await publish(1)
  expect(third.match(/\/article\/\S+/g)?.slice(0, 2)).toEqual(['/article/new', '/article/story-7'])
  expect(third).not.toContain('left')
  const three = await stored()
  // The new story has a picture for link previews.
  expect([three.size, of(three, 1).length]).toEqual([50, 10])
  expect(articlesOf(three, 1)).toEqual(['article:new', ...stories(7, 0)])
  // Nothing is put twice.
  expect([of(three, 3).length, of(three, 2).length]).toEqual([20, 20])
  expect((await publish(0)).text).toContain('nothing to publish')
})

interface Key {
  name: string
  metadata?: { at?: string }
}

/** Begins the time of a process at the moment in CLOCK. */
const CLOCK = `
const shift = Date.parse(process.env.CLOCK) - Date.now()
const { Date: Real } = globalThis
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + shift) : super(...given) }
  static now() { return Real.now() + shift }
}
`

function noon(daysAgo: number): Date {
  return new Date(new Date().setUTCHours(12, 0, 0, 0) - daysAgo * 86_400_000)
}

function storyOn(date: Date): string {
  return `---\nheadline: خبر اليوم\nsection: news\npublishedAt: ${date.toISOString()}\n---\n\nنص.\n`
}

async function value(key: string) {
  return JSON.parse((await desk.bytes(key)).toString('utf8'))
}

async function put(key: string, fields: unknown): Promise<void> {
  const file = join(desk.folder, 'value.json')
  writeFileSync(file, JSON.stringify(fields))
  await desk.wrangler('key', 'put', key, `--path=${file}`)
}

async function change(key: string, fields: object): Promise<void> {
  await put(key, { ...(await value(key)), ...fields })
}

/** Until the catalogue is complete. */
async function sync(): Promise<void> {
  const headers = { Authorization: `Bearer ${desk.env.SYNC_TOKEN}` }
  for (let cursor: string | undefined, isDone = false; !isDone; ) {
    const body = JSON.stringify(cursor === undefined ? {} : { cursor })
    const answer = await desk.get('/api/v1/sync', { method: 'POST', headers, body })
    // Another step is not finished yet.
    if (answer.status === 503) continue
    expect(answer.status).toBe(200)
    const { done, cursor: next } = JSON.parse(answer.text)
    isDone = done
    cursor = next
  }
}
