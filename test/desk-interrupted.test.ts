import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONTENT_COMMAND, type LocalPaper, startLocalPaper } from './local-paper.ts'

/** Publishing that breaks off, and the run after it. */
/** More than one batch. */
const COUNT = 1010
let paper: LocalPaper
let folder: string

beforeAll(async () => {
  paper = await startLocalPaper()
  folder = join(paper.folder, 'paper')
  await mkdir(join(folder, 'articles'), { recursive: true })
})
afterAll(() => paper.close())

async function writeStories(headline: string): Promise<void> {
  await writeFile(
    join(folder, 'site.json'),
    JSON.stringify({ name: headline, sections: [{ id: 'science', name: 'العلوم' }] }),
  )
  for (let number = 0; number < COUNT; number += 1) {
    const article = {
      headline: `${headline} ${number}`,
      section: 'science',
      publishedAt: '2026-03-05T21:30:00+03:00',
      body: ['فقرة.'],
    }
    await writeFile(join(folder, 'articles', `story-${number}.json`), JSON.stringify(article))
  }
}

async function exported(name: string): Promise<string> {
  const target = join(paper.folder, name)
  expect((await paper.content('export', target)).code).toBe(0)
  return target
}

async function headlinesIn(target: string): Promise<string[]> {
  const files = await readdir(join(target, 'articles'))
  const texts = await Promise.all(
    files.map((file) => readFile(join(target, 'articles', file), 'utf8')),
  )
  return texts.map((text) => JSON.parse(text).headline)
}

/** Publishes, and ends the command, or wrangler alone, as soon as it puts for the second time. */
function interrupted(
  victim: 'command' | 'wrangler',
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const args = ['publish', '--no-wait', '--verbose', `--folder=${folder}`, ...paper.place]
    const command = spawn(process.execPath, [CONTENT_COMMAND, ...args], { detached: true })
    const { pid = 0 } = command
    let text = ''
    let isEnded = false
    const read = (chunk: Buffer) => {
      text += chunk
      if (isEnded || (text.match(/kv bulk put/g)?.length ?? 0) < 2) return
      isEnded = true
      if (victim === 'command') process.kill(-pid, 'SIGKILL')
      else spawn('pkill', ['-KILL', '-P', String(pid)])
    }
    command.stdout.on('data', read)
    command.stderr.on('data', read)
    command.once('close', (code) => resolve({ code, text }))
  })
}

it('goes on where it stopped when it was killed in the middle of its batches', async () => {
  await writeStories('أول')
  const { code } = await interrupted('command')
  expect(code).not.toBe(0)
  const half = await headlinesIn(await exported('half'))
  expect(half.length).toBeGreaterThan(0)
  expect(half.length).toBeLessThan(COUNT)

  const { code: second, text } = await paper.content('publish', `--folder=${folder}`)
  expect(second).toBe(0)
  expect(text).toContain(`put: ${COUNT + 1 - half.length}`)
  const whole = await headlinesIn(await exported('whole'))
  expect(whole).toHaveLength(COUNT)
})

it('says so when wrangler fails half-way, and the next run mends it without losing a revision', async () => {
  await writeStories('ثانٍ')
  const { code, text } = await interrupted('wrangler')
  expect(code).toBe(1)
  expect(text).toContain('wrangler kv bulk put failed')

  expect((await paper.content('publish', `--folder=${folder}`)).code).toBe(0)
  const target = await exported('mended')
  const headlines = await headlinesIn(target)
  expect(headlines.filter((headline) => headline.startsWith('ثانٍ'))).toHaveLength(COUNT)
  expect(await readdir(join(target, 'history'))).toHaveLength(COUNT + 1)
  expect((await paper.get('/')).text).toContain('ثانٍ')
})
