import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { waitForUpdates } from '../content/desk/live/wait-for-updates.ts'
import { type Update, updateRevision } from '../content/model/live-updates.ts'
import { type LocalDesk, startLocalDesk } from './local-desk.ts'

/** The command `live` beside a running worker. */
let desk: LocalDesk
let folder: string

beforeAll(async () => {
  desk = await startLocalDesk()
  folder = join(desk.folder, 'site')
  await mkdir(join(folder, 'articles'), { recursive: true })
  await writeFile(
    join(folder, 'site.json'),
    JSON.stringify({ name: 'هدهد', sections: [{ id: 'sport', name: 'الرياضة' }] }),
  )
  await writeFile(
    join(folder, 'articles', 'final.md'),
    '---\nheadline: النهائي\nsection: sport\npublishedAt: 2026-03-05T21:00:00+03:00\n---\n\nنص.\n',
  )
  expect((await content('publish')).code).toBe(0)
})
afterAll(() => desk.close())

const content = (name: string, ...args: string[]) =>
  desk.content(name, `--folder=${folder}`, ...args)
const live = (...args: string[]) => content('live', 'final', ...args)
const updates = async () =>
  JSON.parse((await desk.bytes('live:final')).toString('utf8')) as Update[]

it('says how an article becomes a live story, and makes it one', async () => {
  const none = await live('أول تحديث.')
  expect([none.code, none.text]).toEqual([1, expect.stringContaining('add --start')])
  const started = await live('--start')
  expect(started.text).toContain('final has startedAt')
  expect(await readFile(join(folder, 'articles', 'final.md'), 'utf8')).toMatch(
    /live:\n {2}startedAt: /,
  )
  expect((await desk.get('/article/final')).text).toContain('لم يُنشر أي تحديث بعد')
})

it('refuses a pin or a point before anything is put', async () => {
  const before = (await desk.bytes('live:final')).toString('utf8')
  const pin = await live('نص.', '--pin=none-such')
  expect([pin.code, pin.text]).toEqual([1, expect.stringContaining('is not the id of an update')])
  const summary = await live('نص.', `--summary=${'نقطة '.repeat(100)}`)
  expect([summary.code, summary.text]).toEqual([1, expect.stringContaining('summary')])
  expect((await desk.bytes('live:final')).toString('utf8')).toBe(before)
})

it('adds, edits, pins and deletes updates, each seen before the command ends', async () => {
  const added = await live('سجل **المهاجم** هدفًا.', '--title=هدف', '--key', '--pin')
  expect([added.code, added.text]).toEqual([0, expect.stringContaining('seen')])
  const page = async () => (await desk.get('/article/final')).text
  expect(await page()).toContain('<strong>المهاجم</strong>')
  expect(await page()).toContain('تحديث مثبّت')
  const [first] = await updates()
  expect(first).toMatchObject({ title: 'هدف', kind: 'key' })
  expect(first?.id).toMatch(/^\d{8}-\d{6}-[a-z2-9]{3}$/)
  await live('تحديث ثانٍ.')
  const [second] = await updates()
  expect(await updates()).toHaveLength(2)
  expect((await live('تحديث ثانٍ مصحّح.', `--edit=${second?.id}`)).code).toBe(0)
  expect(await page()).toContain('تحديث ثانٍ مصحّح.')
  expect((await live(`--delete=${second?.id}`)).code).toBe(0)
  expect(await page()).not.toContain('تحديث ثانٍ مصحّح.')
  expect(await updates()).toHaveLength(1)
  const summed = await live('--summary', 'هدف واحد', 'شوط واحد')
  expect(summed.code).toBe(0)
  expect(await page()).toContain('شوط واحد')
  // Publishing the file again changes nothing of that.
  expect((await content('publish')).text).not.toContain('put:')
})

it('says what is wrong', async () => {
  const wrong: [string[], RegExp][] = [
    [['نص', '--edit=none'], /There is no update none in live:final; the newest are 2/],
    [['<b>نص</b>'], /The text/],
    [['نص', '--picture=none.jpg'], /needs --alt/],
  ]
  for (const [args, reason] of wrong) {
    const { code, text } = await live(...args)
    expect([code, text], args.join(' ')).toEqual([1, expect.stringMatching(reason)])
  }
  await writeFile(join(folder, 'broken.json'), '{')
  await desk.wrangler('key', 'put', 'live:final', `--path=${join(folder, 'broken.json')}`)
  const { code, text } = await live('نص')
  expect([code, text]).toEqual([1, expect.stringMatching(/live:final in KV is broken .*not JSON/)])
  await writeFile(join(folder, 'broken.json'), '[]')
  await desk.wrangler('key', 'put', 'live:final', `--path=${join(folder, 'broken.json')}`)
})

it('publishes a file of updates, and puts only what changed in it', async () => {
  const file = join(folder, 'live', 'final.md')
  await mkdir(join(folder, 'live'), { recursive: true })
  const text =
    '---\ndate: 2026-03-05\n---\n\n## 22:40 **هدف**\n\nسجل [المهاجم](https://example.com).\n\n## 22:41\n\nإعادة.\n'
  await writeFile(file, text)
  const first = await content('publish')
  expect([first.code, first.text]).toEqual([0, expect.stringContaining('live:final: 2 updates')])
  expect(await updates()).toMatchObject([
    { id: '20260305-2241', at: '2026-03-05T22:41:00+03:00' },
    { id: '20260305-2240', title: 'هدف', kind: 'key' },
  ])
  await writeFile(file, text.replace('إعادة', 'إعادة بطيئة'))
  expect((await content('publish', 'final')).text).toContain('live:final: 1 update')
  expect((await desk.get('/article/final')).text).toContain('إعادة بطيئة.')
  await writeFile(file, text.replace('22:41', '25:00'))
  const wrong = await content('publish')
  expect([wrong.code, wrong.text]).toEqual([
    1,
    expect.stringContaining('live/final.md:9:1 error: does not begin with a time'),
  ])
  await rm(file)
})

/** For a minute after `--start` KV may return the article as it was. */
it('waits while readers see the story, but not yet its updates', async () => {
  const wanted = { id: 'one', at: '2026-03-05T21:30:00+03:00', body: ['نص.'] }
  let asked = 0
  const site = createServer(({ url = '' }, response) => {
    const isOld = url.endsWith('/gone/updates') || (url.endsWith('/updates') && asked++ === 0)
    response.statusCode = isOld || url.endsWith('/gone') ? 404 : 200
    const newest = [{ id: 'one', revision: updateRevision(wanted) }]
    response.end(JSON.stringify({ newest, isWhole: true }))
  }).listen(0)
  const { port } = site.address() as AddressInfo
  const running = { origin: `http://127.0.0.1:${port}`, token: undefined, timeoutMs: 20_000 }
  const edits = [{ id: 'one', wanted, before: null }]
  expect(await waitForUpdates(running, 'final', edits)).toBe(true)
  expect(asked).toBe(2)
  expect(await waitForUpdates(running, 'gone', edits)).toBe(false)
  site.close()
})

it('folds the oldest updates into a part, and ends the coverage', async () => {
  const from = Date.parse('2026-03-05T18:00:00Z')
  const many = Array.from({ length: 1000 }, (_, index) => ({
    id: `n-${index}`,
    at: new Date(from + index * 1000).toISOString(),
    body: ['نص.'],
  }))
  await writeFile(join(folder, 'many.json'), JSON.stringify(many))
  await desk.wrangler('key', 'put', 'live:final', `--path=${join(folder, 'many.json')}`)
  expect((await live('الأخير.', '--end')).code).toBe(0)
  expect(await updates()).toHaveLength(500)
  const part = JSON.parse((await desk.bytes('live:final:1')).toString('utf8')) as Update[]
  expect(part).toHaveLength(501)
  expect((await desk.get('/article/final?order=oldest')).text).toContain('id="u-n-0"')
  const { text } = await desk.get('/article/final')
  expect(text).toContain('انتهت التغطية المباشرة')
  // What is in the part is changed there.
  const edited = await live('نص مصحّح في جزء قديم.', '--edit=n-0')
  expect([edited.code, edited.text]).toEqual([0, expect.stringContaining('live:final:1 has n-0')])
  expect(edited.text).toContain('seen')
  expect((await desk.get('/article/final')).text).toContain('نص مصحّح في جزء قديم.')
  const deleted = await live('--delete=n-1')
  expect([deleted.code, deleted.text]).toEqual([0, expect.stringContaining('n-1 is deleted')])
  const after = JSON.parse((await desk.bytes('live:final:1')).toString('utf8')) as Update[]
  expect(after.map(({ id }) => id)).not.toContain('n-1')
  expect(after).toHaveLength(500)
  expect(await updates()).toHaveLength(500)
  // Its updates go with it.
  expect((await content('rename', 'final', 'the-final')).code).toBe(0)
  expect((await desk.get('/article/the-final?order=oldest')).text).toContain('id="u-n-0"')
  expect((await desk.bytes('live:final')).toString('utf8')).toContain('Value not found')
})
