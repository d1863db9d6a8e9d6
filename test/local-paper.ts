import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onOpenConnection } from './on-open-connection.ts'
import { ENV, run, type Said } from './run.ts'

/** The site as `npm start` runs it, and the commands that an editor gives, with a KV of their own. */
export interface LocalPaper {
  origin: string
  /** A folder for the test's own files. */
  folder: string
  get(path: string, init?: RequestInit): Promise<{ status: number; headers: Headers; text: string }>
  /** `wrangler kv …` as an editor types it. @throws where it fails */
  wrangler(...command: string[]): Promise<Said>
  /** `npm run content -- …`; never throws. */
  content(name: string, ...args: string[]): Promise<Said>
  /** The same where no file may grow beyond 1 KB: as a full disk, a write breaks off. */
  contentWithSmallFiles(name: string, ...args: string[]): Promise<Said>
  /** The arguments that lead a command to this paper. */
  place: string[]
  close(): Promise<void>
}

const ROOT = join(import.meta.dirname, '..')
export const CONTENT_COMMAND = join(ROOT, 'content', 'desk', 'main.ts')
const SECRET = 'local'

/** @param more variables of the worker */
export async function startLocalPaper(more: Record<string, string> = {}): Promise<LocalPaper> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-test-'))
  const state = `--persist-to=${folder}/state`
  const given = { LOCAL: 'true', SYNC_TOKEN: SECRET, PREVIEW_SECRET: SECRET, ...more }
  const vars = Object.entries(given).map(([name, value]) => `${name}:${value}`)
  const server = spawn(
    'wrangler',
    ['dev', '--ip=127.0.0.1', '--port=0', state, ...vars.map((one) => `--var=${one}`)],
    { cwd: ROOT, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const origin = await addressOf(server)
  const place = [state, `--origin=${origin}`]
  return {
    origin,
    folder,
    place,
    get: async (path, init = {}) => {
      const response = await onOpenConnection(() =>
        fetch(origin + path, { redirect: 'manual', ...init }),
      )
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
    wrangler: async (...command) => {
      const isElsewhere = command.some((arg) => arg.startsWith('--persist-to='))
      const where = isElsewhere ? [] : [state]
      const said = await run('wrangler', [
        'kv',
        ...command,
        '--binding=CONTENT',
        '--local',
        ...where,
      ])
      if (said.code !== 0) throw new Error(said.text)
      return said
    },
    // What the test gives itself comes last, and so counts.
    content: (name, ...args) => run(process.execPath, [CONTENT_COMMAND, name, ...place, ...args]),
    contentWithSmallFiles: (name, ...args) => {
      const command = [process.execPath, CONTENT_COMMAND, name, ...place, ...args]
      return run('bash', ['-c', 'ulimit -f 1 && exec "$@"', 'bash', ...command])
    },
    close: async () => {
      const exited = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
      const [, address] = /Ready on (http:\/\/\S+)/.exec(output) ?? []
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error(output)))
  })
}
