import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { articleKey, mediaKey, pageKey, SITE_KEY } from './model/key.ts'

/**
 * Fills the local KV with the sample newspaper of this folder, if there is nothing in it yet: what an
 * editor put there is never overwritten. `npm run fill`; part of `npm start`.
 */

interface Entry {
  key: string
  value: string
  base64?: true
  metadata?: { rev: string; at: string }
}

const here = import.meta.dirname
const run = promisify(execFile)

if (await isEmpty()) {
  const entries = await newspaper()
  await put(entries)
  console.log(`Filled the local KV with the sample newspaper: ${entries.length} values.`)
} else {
  console.log('The local KV has content already: left as it is.')
}
console.log(`
When the server below is ready, open
  http://localhost:8787                 the front page
  http://localhost:8787/api/v1/front    the same as JSON
  http://localhost:8787/api/v1/status   what is wrong with which key
`)

async function isEmpty(): Promise<boolean> {
  const names = await wrangler('kv', 'key', 'list', '--binding=CONTENT', '--local')
  return JSON.parse(names).length === 0
}

async function newspaper(): Promise<Entry[]> {
  const [articles, pages, pictures, [site]] = await Promise.all([
    textsOf('articles', articleKey),
    textsOf('pages', pageKey),
    picturesOf('media'),
    textsOf('.', () => SITE_KEY),
  ])
  return [...pictures, ...articles, ...pages, ...(site ? [site] : [])]
}

async function textsOf(folder: string, keyOf: (id: string) => string): Promise<Entry[]> {
  const files = (await readdir(join(here, folder))).filter((file) => extname(file) === '.json')
  return Promise.all(
    files.map(async (file) => {
      const value = await readFile(join(here, folder, file), 'utf8')
      return { key: keyOf(basename(file, '.json').normalize('NFC')), value, metadata: stamp(value) }
    }),
  )
}

async function picturesOf(folder: string): Promise<Entry[]> {
  const files = await readdir(join(here, folder))
  return Promise.all(
    files.map(async (file) => {
      const value = await readFile(join(here, folder, file), 'base64')
      return { key: mediaKey(file), value, base64: true as const }
    }),
  )
}

/** The first 64 bits of SHA-256, as the worker computes a revision, and the time of putting. */
function stamp(value: string): { rev: string; at: string } {
  const rev = createHash('sha256').update(value).digest('hex').slice(0, 16)
  return { rev, at: new Date().toISOString() }
}

async function put(entries: Entry[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-'))
  try {
    const file = join(folder, 'entries.json')
    await writeFile(file, JSON.stringify(entries))
    await wrangler('kv', 'bulk', 'put', file, '--binding=CONTENT', '--local')
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function wrangler(...command: string[]): Promise<string> {
  const { stdout } = await run('wrangler', command, {
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    maxBuffer: 64 * 2 ** 20,
  })
  return stdout
}
