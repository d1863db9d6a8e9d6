import { spawn } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONTENT_COMMAND, type LocalPaper, startLocalPaper } from './local-paper.ts'

/** Publishing that breaks off, and the run after it. */
/** Enough to break off in their midst. */
const COUNT = 120
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
      // Moved here from another system: no card is drawn, which would take most of the time.
      previousPaths: [`/old/${number}`],
    }
    await writeFile(join(folder, 'articles', `story-${number}.json`), JSON.stringify(article))
  }
}

interface Page {
  items: { headline: string }[]
  next: string | null
}

/** The headlines of all stories, as the site has them. */
async function headlines(): Promise<string[]> {
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { text } = await paper.get(`/api/v1/articles?limit=100${cursor && `&cursor=${cursor}`}`)
    const { items, next } = JSON.parse(text) as Page
    found.push(...items.map(({ headline }) => headline))
    cursor = next
  }
  return found
}

/**
 * Publishes, and ends the command, or wrangler alone, in the middle of a batch: as soon as some of its
 * values are there. The local KV stores each in a file of its own; to ask the site would hinder it.
 */
async function interrupted(
  victim: 'command' | 'wrangler',
): Promise<{ code: number | null; text: string }> {
  const before = await filesInKv()
  const args = ['publish', '--no-wait', '--verbose', `--folder=${folder}`, ...paper.place]
  const command = spawn(process.execPath, [CONTENT_COMMAND, ...args], { detached: true })
  const { pid = 0 } = command
  let text = ''
  for (const output of [command.stdout, command.stderr]) {
    output.on('data', (chunk: Buffer) => {
      text += chunk
    })
  }
  const ended = new Promise<number | null>((resolve) => command.once('close', resolve))
  while ((await filesInKv()) < before + COUNT / 5) {
    if (command.exitCode !== null) throw new Error(`ended by itself: ${text}`)
    await sleep(20)
  }
  if (victim === 'command') process.kill(-pid, 'SIGKILL')
  else spawn('pkill', ['-KILL', '-P', String(pid)])
  const code = await ended
  // The workerd of a wrangler that was killed lives on, in the group of the command.
  if (victim === 'wrangler') process.kill(-pid, 'SIGKILL')
  return { code, text }
}

async function filesInKv(): Promise<number> {
  const kv = join(paper.folder, 'state', 'v3', 'kv')
  const entries = await readdir(kv, { recursive: true }).catch(() => [])
  return entries.filter((entry) => entry.includes('blobs')).length
}

it('goes on where it was killed in the middle of a batch, or wrangler alone was, and loses nothing', async () => {
  await writeStories('أول')
  const killed = await interrupted('command')
  expect(killed.code).not.toBe(0)
  const half = (await headlines()).length
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(COUNT)

  await writeStories('ثانٍ')
  const broken = await interrupted('wrangler')
  expect(broken.code).toBe(1)
  expect(broken.text).toContain('wrangler kv bulk put failed')
  const stored = await headlines()
  const first = stored.filter((headline) => headline.startsWith('أول')).length
  const second = stored.length - first
  expect(second).toBeGreaterThan(0)

  const { code, text } = await paper.content('publish', `--folder=${folder}`)
  expect(code).toBe(0)
  // What is missing, the site too; before what is replaced, its previous revision.
  expect(text).toContain(`put: ${COUNT - second + 1 + first} values`)
  expect(text).toContain('seen: ')
  const shown = await headlines()
  expect(shown.filter((headline) => headline.startsWith('ثانٍ'))).toHaveLength(COUNT)
  // Each story that had been stored, as it was.
  const history = JSON.parse((await paper.wrangler('key', 'list', '--prefix=history:')).text)
  expect(history).toHaveLength(half)
  expect((await paper.get('/')).text).toContain('ثانٍ')
})
