import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStory, SITE, temporaryFolder } from './checked-folder.ts'
import { type RemoteDesk, startRemoteDesk } from './remote-desk.ts'

/** The commands that give an overview, and those that begin and tidy up. */
let desk: RemoteDesk
beforeAll(async () => {
  desk = await startRemoteDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.empty())

it('lists every article with its state, for people and for programs', async () => {
  await desk.write('site.json', SITE)
  for (const id of ['gone', 'same', 'other', 'away'])
    await desk.write(`articles/${id}.md`, aStory())
  await desk.write('articles/later.md', aStory({ publishedAt: '2199-01-01 10:00' }))
  await desk.write('pages/about.json', '{"title":"من نحن","body":[]}')
  await desk.content('publish', '--no-wait')
  await desk.content('withdraw', 'gone', '--reason=سبب', '--origin=http://127.0.0.1:1')
  await desk.write('articles/other.md', aStory({ headline: 'تغيّر' }))
  await desk.write('articles/draft.md', aStory({ status: 'draft' }))
  await desk.write('articles/fresh.md', aStory())
  await desk.write('articles/bad.md', aStory({ section: 'sport' }))
  await desk.content('delete', 'away', '--yes', '--origin=http://127.0.0.1:1')
  const { code, text } = await desk.content('list', '--json')
  expect(code).toBe(0)
  const rows = JSON.parse(text) as { name: string; state: string; note?: string }[]
  expect(Object.fromEntries(rows.map(({ name, state }) => [name, state]))).toEqual({
    bad: 'broken',
    draft: 'draft',
    fresh: 'new',
    gone: 'withdrawn',
    later: 'scheduled',
    other: 'changed',
    same: 'published',
    'page:about': 'published',
  })
  expect(rows.find(({ name }) => name === 'later')?.note).toBe('for 2199-01-01T10:00:00+03:00')
  const table = (await desk.content('list')).text
  expect(table).toContain('scheduled  later  (for 2199-01-01T10:00:00+03:00)  خبر\n')
  expect(table).toContain('changed    other  تغيّر\n')
  expect(table).toContain('2 published')
})

it('begins an empty site, and never in a folder that has something', async () => {
  const home = await temporaryFolder()
  const site = join(home, 'my-site')
  const { code, text } = await desk.content('init', site, '--name=جريدتي')
  expect(code).toBe(0)
  expect(text).toContain(`--folder ${site}`)
  expect(JSON.parse(await readFile(join(site, 'site.json'), 'utf8')).name).toBe('جريدتي')
  const checked = await desk.content('check', `--folder=${site}`)
  expect(checked).toMatchObject({ code: 0, text: 'No errors, no warnings.\n' })
  expect(await desk.content('init', site)).toMatchObject({
    code: 1,
    text: expect.stringContaining('is not empty'),
  })
  await mkdir(join(home, 'empty'))
  await writeFile(join(home, 'empty', '.DS_Store'), '')
  expect((await desk.content('init', join(home, 'empty'))).code).toBe(0)
})

it('imports over other values only with --force', async () => {
  const backup = await temporaryFolder()
  const metadata = { rev: '0123456789abcdef', at: '2026-03-05T00:00:00Z' }
  await writeFile(join(backup, 'a.json'), '{}')
  await writeFile(
    join(backup, 'keys.json'),
    JSON.stringify([{ name: 'article:a', file: 'a.json', metadata }]),
  )
  expect((await desk.content('import', backup)).code).toBe(0)
  // An interrupted import is given again.
  expect((await desk.content('import', backup)).code).toBe(0)
  await writeFile(
    join(backup, 'keys.json'),
    JSON.stringify([{ name: 'article:a', file: 'a.json', metadata: { ...metadata, rev: 'f' } }]),
  )
  expect(await desk.content('import', backup)).toMatchObject({
    code: 1,
    text: expect.stringContaining(
      '1 value would be overwritten. Import into an empty KV, or add --force',
    ),
  })
  expect((await desk.content('import', backup, '--force')).code).toBe(0)
  expect((await desk.store())['article:a']?.metadata).toMatchObject({ rev: 'f' })
})

it('prunes prepared pictures that nothing uses, and old history, when it is confirmed', async () => {
  const backup = await temporaryFolder()
  const [used, byHistory, unused, today] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(16))
  const old = { rev: 'x', at: '2026-01-01T00:00:00Z' }
  const now = new Date().toISOString()
  const values: [key: string, value: string, metadata?: object][] = [
    [`media:${used}/400.jpg`, 'x', old],
    [`media:${byHistory}/400.jpg`, 'x', old],
    [`media:${unused}/400.jpg`, 'x', old],
    [`media:${unused}/share.jpg`, 'x', old],
    [`media:${today}/400.jpg`, 'x', { rev: 'x', at: now }],
    ['media:photo.jpg', 'x', old],
    ['article:a', JSON.stringify({ image: { src: `${used}/1600.jpg` } })],
    [`history:a:${'1'.repeat(16)}`, `{"src":"${byHistory}/400.jpg"}`, { ...old, until: now }],
    [
      `history:a:${'2'.repeat(16)}`,
      `{"src":"${unused}/400.jpg"}`,
      { ...old, until: '2020-01-01T00:00:00Z' },
    ],
    [`history:a:${'3'.repeat(16)}`, '{}'],
  ]
  const keys = values.map(([name, , metadata], index) => ({ name, metadata, file: `${index}` }))
  await Promise.all(values.map(([, value], index) => writeFile(join(backup, `${index}`), value)))
  await writeFile(join(backup, 'keys.json'), JSON.stringify(keys))
  await desk.content('import', backup)
  const before = Object.keys(await desk.store())
  const listed = (await desk.content('prune')).text
  expect(listed).toContain('add --yes to delete them')
  expect(Object.keys(await desk.store())).toEqual(before)
  expect((await desk.content('prune', '--yes')).code).toBe(0)
  const gone = before.filter((key) => listed.includes(key))
  expect(gone.sort()).toEqual([
    `history:a:${'2'.repeat(16)}`,
    `media:${unused}/400.jpg`,
    `media:${unused}/share.jpg`,
  ])
  const left = Object.keys(await desk.store())
  expect(left.sort()).toEqual(before.filter((key) => !gone.includes(key)).sort())
})
