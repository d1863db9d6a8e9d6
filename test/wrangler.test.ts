import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anArticle } from './newspaper.ts'

/** What an editor does, with the real commands, while the paper runs as `npm start` runs it. */
const root = join(import.meta.dirname, '..')
const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' }
const run = promisify(execFile)
let folder: string
let server: ChildProcess
let origin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hudhud-test-'))
  const args = [
    'dev',
    '--ip=127.0.0.1',
    '--port=0',
    '--var=LOCAL:true',
    `--persist-to=${folder}/state`,
  ]
  server = spawn('wrangler', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  origin = await new Promise<string>((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
      const [, address] = /Ready on (http:\/\/\S+)/.exec(output) ?? []
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error(output)))
  })
})

afterAll(async () => {
  const exited = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await exited
  await rm(folder, { recursive: true })
})

function wrangler(...command: string[]) {
  const place = ['--binding=CONTENT', '--local', `--persist-to=${folder}/state`]
  return run('wrangler', ['kv', 'key', ...command, ...place], { cwd: root, env })
}

async function put(key: string, value: unknown): Promise<void> {
  const file = join(folder, 'story.json')
  await writeFile(file, JSON.stringify(value))
  await wrangler('put', key, `--path=${file}`)
}

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(origin + path, { redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

async function everywhere(): Promise<string[]> {
  const paths = [
    '/article/first-test',
    '/api/v1/articles/first-test',
    '/',
    '/api/v1/front',
    '/section/science',
    '/api/v1/articles',
  ]
  return (await Promise.all(paths.map(get))).map(({ text }) => text)
}

it('shows a put, a second put and a deletion at the next request, everywhere', async () => {
  await put('site', { name: 'هدهد', sections: [{ id: 'science', name: 'العلوم' }] })
  await put('article:first-test', anArticle({ headline: 'العنوان الأول' }))
  for (const text of await everywhere()) expect(text).toContain('العنوان الأول')

  await put('article:first-test', anArticle({ headline: 'العنوان الثاني' }))
  for (const text of await everywhere()) {
    expect(text).toContain('العنوان الثاني')
    expect(text).not.toContain('العنوان الأول')
  }

  await wrangler('delete', 'article:first-test')
  for (const text of await everywhere()) expect(text).not.toContain('العنوان الثاني')
  expect((await get('/article/first-test')).status).toBe(410)
  expect((await get('/api/v1/articles/first-test')).status).toBe(410)
})
