import { readFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Call } from './fake-wrangler.ts'
import { type RemoteDesk, revisionOf, startRemoteDesk, TOKEN } from './remote-desk.ts'

/** What the commands ask of wrangler and of the live paper, where neither can be had in a test. */
let desk: RemoteDesk
beforeAll(async () => {
  desk = await startRemoteDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  await desk.empty()
  await writeSite()
})

async function writeSite(fields: object = { origin: desk.origin }): Promise<void> {
  const sections = [{ id: 'science', name: 'العلوم' }]
  await desk.write('site.json', JSON.stringify({ name: 'هدهد', sections, ...fields }))
}

async function writeStory(id: string, headline = 'خبر', body = 'فقرة.'): Promise<void> {
  const fields = `headline: ${headline}\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n`
  await desk.write(`articles/${id}.md`, `---\n${fields}---\n\n${body}\n`)
}

interface Put {
  key: string
  value: string
  base64?: boolean
  metadata: { rev: string; at: string }
}

function putsIn(calls: Call[]): Put[][] {
  return calls.filter(({ args }) => args[2] === 'put').map(({ file }) => file as Put[])
}

it('puts pictures, then stories, then the site, each with its revision, and then has the site look', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await desk.write('media/dot.png', png)
  await writeStory('first', 'أول', '![نقطة](dot.png)\nتعليق. © مصوّر')
  await writeStory('second', 'ثانٍ')
  await desk.write('pages/about.json', '{"title":"من نحن","body":["نحن."]}')
  desk.stale.answers = 4
  const { code, text } = await desk.content('publish')
  expect(text).toContain(`${desk.origin}/article/first\n`)
  expect(code).toBe(0)

  const calls = await desk.calls()
  for (const { args } of calls) {
    expect(args[0]).toBe('kv')
    expect(args).toContain('--binding=CONTENT')
    expect(args).toContain('--remote')
    expect(args.join(' ')).not.toMatch(/--local|--persist-to|--env/)
  }
  const entries = putsIn(calls).flat()
  expect(entries.map(({ key }) => key.replace(/[0-9a-f]{16}/, 'hash'))).toEqual([
    'media:hash/1.avif',
    'media:hash/1.jpg',
    'media:hash/share.jpg',
    'media:hash/share.jpg',
    'article:first',
    'article:second',
    'page:about',
    'site',
  ])
  for (const { value, base64, metadata } of entries.filter((entry) => !entry.base64)) {
    expect(base64).toBeUndefined()
    expect(metadata.rev).toBe(revisionOf(value))
    expect(Date.now() - Date.parse(metadata.at)).toBeLessThan(60_000)
  }

  const lines = desk.asked.map(({ line }) => line)
  const sync = desk.asked.findIndex(({ line }) => line === 'POST /api/v1/sync')
  expect(desk.asked[sync]?.token).toBe(`Bearer ${TOKEN}`)
  expect(JSON.parse(desk.asked[sync]?.body ?? '')).toEqual({ ids: ['first', 'second'] })
  // Three addresses, and the answers that still showed what was there before.
  expect(lines.slice(sync).filter((line) => line.startsWith('HEAD ')).length).toBeGreaterThan(4)
})

it('separates staging from the live site in each of its calls, and without an address for search engines', async () => {
  await writeStory('staged')
  const nowhere = await desk.content('publish', '--env', 'staging')
  expect(nowhere.code).toBe(1)
  expect(nowhere.text).toContain('Published to KV. The address of the site is unknown')
  const calls = await desk.calls()
  expect(calls.length).toBeGreaterThan(1)
  for (const { args } of calls)
    expect(args.filter((arg) => arg === '--env=staging')).toHaveLength(1)
  expect(JSON.parse((await desk.store()).site?.value ?? '')).not.toHaveProperty('origin')

  await writeStory('staged', 'تغيّر')
  const said = await desk.content('publish', '--env', 'staging', '--origin', desk.origin)
  expect(said.text).toContain(`${desk.origin}/article/staged`)
  expect(said.code).toBe(0)
})

it('says when lists follow by themselves, when the token is wrong, and when nothing answers', async () => {
  await writeStory('tokens')
  const without = await desk.contentWith({}, 'publish')
  expect(without.text).toContain('SYNC_TOKEN is not set: lists are updated within two minutes')
  expect(without.code).toBe(0)
  expect(desk.asked.map(({ line }) => line)).not.toContain('POST /api/v1/sync')

  await writeStory('tokens', 'تغيّر')
  const wrong = await desk.contentWith({ SYNC_TOKEN: 'x' }, 'publish')
  expect(wrong).toMatchObject({
    code: 1,
    text: expect.stringContaining('SYNC_TOKEN is not the token of the worker'),
  })

  await writeSite({ origin: 'http://127.0.0.1:1' })
  const silent = await desk.content('publish')
  expect(silent.code).toBe(1)
  expect(silent.text).toContain('Published to KV, but nothing answers at http://127.0.0.1:1')
})

it('prints each call of wrangler as it can be given again, with the file that it names', async () => {
  await writeStory('it-s-here')
  const { text } = await desk.content('publish', '--verbose', '--no-wait')
  const printed = [...text.matchAll(/^\$ npx wrangler (.*)$/gm)].map(([, line]) => line)
  const calls = await desk.calls()
  expect(printed).toEqual(calls.map(({ args }) => args.join(' ')))
  const [, file = ''] = /kv bulk put (\S+)/.exec(text) ?? []
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(putsIn(calls)[0])
  await rm(file)
})

it('goes on where wrangler broke off half-way, and says what wrangler said', async () => {
  for (let number = 0; number < 10; number += 1) await writeStory(`story-${number}`)
  await desk.breakPuts('A request to the Cloudflare API failed.')
  const broken = await desk.content('publish', '--no-wait')
  expect(broken.code).toBe(1)
  expect(broken.text).toContain(
    'wrangler kv bulk put failed (1)\n✘ [ERROR] A request to the Cloudflare API failed.\n',
  )
  expect(broken.text).not.toContain('    at ')
  const half = Object.keys(await desk.store()).length
  // Of ten stories, the card that they share, and the site.
  expect(half).toBe(6)
  await desk.calls()
  const { code } = await desk.content('publish', '--no-wait')
  expect(code).toBe(0)
  expect(putsIn(await desk.calls()).flat()).toHaveLength(12 - half)
})

it('tries again what fails for a moment, and does not hide what keeps failing', async () => {
  await writeStory('patient')
  const passing = 'KV PUT failed: 500 Internal Server Error'
  await desk.breakPuts(passing, passing)
  expect((await desk.content('publish', '--no-wait')).code).toBe(0)
  const keys = Object.keys(await desk.store()).filter((key) => !key.startsWith('media:'))
  expect(keys).toEqual(['article:patient', 'site'])
  await writeStory('patient', 'تغيّر')
  await desk.breakPuts(passing, passing, passing)
  const { code, text } = await desk.content('publish', '--no-wait')
  expect(code).toBe(1)
  expect(text).toContain(`wrangler kv bulk put failed (1)\n✘ [ERROR] ${passing}`)
})

it('puts a thousand values at once, and gets a hundred', async () => {
  for (let number = 0; number < 1050; number += 1) {
    await desk.write(
      `articles/story-${number}.json`,
      '{"headline":"خبر","section":"science","publishedAt":"2026-03-05T21:30:00+03:00","body":[]}',
    )
  }
  await desk.content('publish', '--no-wait')
  expect(putsIn(await desk.calls()).map((batch) => batch.length)).toEqual([1000, 52])
  await writeSite({ tagline: 'خبر يقين' })
  for (let number = 0; number < 250; number += 1) await writeStory(`other-${number}`)
  await desk.content('publish', '--no-wait')
  for (let number = 0; number < 250; number += 1) await writeStory(`other-${number}`, 'تغيّر')
  await desk.calls()
  const { code } = await desk.content('publish', '--no-wait')
  expect(code).toBe(0)
  const calls = await desk.calls()
  const gets = calls.filter(({ args }) => args[2] === 'get').map(({ file }) => file as string[])
  expect(gets.map((keys) => keys.length)).toEqual([100, 100, 50])
  // Each previous revision lies before the one that takes its place.
  const keys = putsIn(calls)
    .flat()
    .map(({ key }) => key.split(':')[0])
  expect(keys.filter((kind) => kind !== 'media')).toEqual(
    Array.from({ length: 250 }, () => ['history', 'article']).flat(),
  )
})

it('withdraws, and waits until the live address says so', async () => {
  await writeStory('court')
  await desk.content('publish')
  desk.stale.answers = 3
  const { code, text } = await desk.content('withdraw', 'court', '--reason', 'بأمر من المحكمة')
  expect(text).toContain('court is withdrawn.')
  expect(code).toBe(0)
  const lines = desk.asked.map(({ line }) => line)
  expect(lines).toContain('POST /api/v1/sync')
  expect(lines.filter((line) => line === 'HEAD /article/court').length).toBeGreaterThan(2)
})

it('renames with what names the story, and has the site look at all of them', async () => {
  await writeStory('old-name')
  const pointing = {
    headline: 'يشير',
    section: 'science',
    publishedAt: '2026-03-05T21:30:00+03:00',
    body: [],
    related: ['old-name'],
    translations: { en: 'old-name' },
  }
  await desk.write('articles/pointing.json', JSON.stringify(pointing))
  await desk.content('publish', '--no-wait')
  await desk.content('rename', 'old-name', 'new-name')
  const store = await desk.store()
  expect(store['article:old-name']).toBeUndefined()
  expect(JSON.parse(store['article:new-name']?.value ?? '')).toMatchObject({
    aliases: ['old-name'],
  })
  expect(JSON.parse(store['article:pointing']?.value ?? '')).toMatchObject({
    related: ['new-name'],
    translations: { en: 'new-name' },
  })
  const sync = desk.asked.find(({ line }) => line === 'POST /api/v1/sync')
  expect(JSON.parse(sync?.body ?? '').ids.toSorted()).toEqual(['new-name', 'old-name', 'pointing'])
  expect((await desk.content('diff')).text).toContain('nothing to publish')
})

it('refuses to publish another paper because npm took an option for its own', async () => {
  await writeStory('trap')
  const { code, text } = await desk.contentWith({ npm_config_dry_run: 'true' }, 'publish')
  expect(code).toBe(1)
  expect(text).toMatch(/npm run content -- publish .*--dry-run/)
  expect(await desk.calls()).toEqual([])
})

it('finds files from where the command was given, as reports name them', async () => {
  await writeStory('here')
  await writeStory('bad', 'خبر: تفصيل')
  const check = (...args: string[]) =>
    desk.contentWith({ INIT_CWD: desk.folder }, 'check', '--folder=.', ...args)
  expect((await check('articles/here.md', 'here')).code).toBe(0)
  expect((await check('articles/bad.md')).text).toContain('articles/bad.md:2:11 error')
  expect((await check('./nowhere.md')).text).toContain('./nowhere.md is neither a file in')
})

it('says that a clock is ahead: this computer’s, and that of another editor', async () => {
  await writeStory('first')
  const ahead = await desk.contentAhead('publish')
  expect(ahead.text).toContain('The clock of this computer is 60 minutes ahead of the site')
  const list = await desk.content('list')
  expect(list.text).toContain('Values whose time is in the future: ')
  expect(list.text).toContain('first (60 minutes ahead)')
  expect((await desk.content('publish', '--dry-run')).text).toContain('first (60 minutes ahead)')
  // Put again by a clock that is right, nothing is left to say of it.
  await writeStory('first', 'خبر آخر')
  const right = await desk.content('publish', 'first')
  expect(right.code).toBe(0)
  expect(right.text).not.toContain('The clock of this computer')
  expect((await desk.content('list', 'first')).text).not.toContain('first (60')
})
