import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStory, folderWith, SITE } from './checked-folder.ts'
import { CONTENT_COMMAND } from './local-paper.ts'
import { ENV } from './run.ts'

/** Where the command puts what it needs for a while: others may preview on this machine. */
let temporary: string
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'hudhud-test-'))
})
afterAll(() => rm(temporary, { recursive: true }))

/** A file before it is published, on the built worker. */
async function previewed(folder: string, file: string, look: (link: string) => Promise<void>) {
  const args = [CONTENT_COMMAND, 'preview', file, `--folder=${folder}`]
  const command = spawn(process.execPath, args, {
    env: { ...ENV, INIT_CWD: folder, TMPDIR: temporary },
  })
  let text = ''
  const link = new Promise<string | null>((resolve) => {
    for (const output of [command.stdout, command.stderr]) {
      output.on('data', (chunk: Buffer) => {
        text += chunk
        const [found] = /http:\/\/\S+(?=\n)/.exec(text) ?? []
        if (found) resolve(found)
      })
    }
    command.once('exit', () => resolve(null))
  })
  const ended = new Promise<number | null>((resolve) => command.once('exit', resolve))
  const found = await link
  if (found !== null) await look(found)
  command.kill('SIGINT')
  return { code: await ended, text }
}

it('shows a draft with the site and the pictures of its folder, and leaves nothing behind', async () => {
  const folder = await folderWith({
    'site.json': SITE.replace('هدهد', 'جريدتي'),
    'articles/ship.md': aStory({ headline: 'السفينة', status: 'draft' }),
    'articles/bad.md': aStory({ section: 'sport' }),
  })
  let body = ''
  const { text } = await previewed(folder, 'articles/ship.md', async (link) => {
    const response = await fetch(link)
    expect(response.status).toBe(200)
    body = await response.text()
  })
  // First: where the preview did not start, it says why.
  expect(text).toContain('nothing is published')
  expect(body).toContain('<h1>السفينة</h1>')
  expect(body).toContain('جريدتي')
  expect((await readdir(temporary)).filter((name) => name.startsWith('hudhud'))).toEqual([])
})

it('says what is wrong with a file that has errors', async () => {
  const folder = await folderWith({
    'articles/bad.md': aStory({ section: 'sport' }),
    'articles/a.md': aStory(),
  })
  const { code, text } = await previewed(folder, 'articles/bad.md', async () => {})
  expect(code).toBe(1)
  expect(text).toContain('sport is not a section of the site')
  expect(text).toContain('articles/bad.md has errors')
})
