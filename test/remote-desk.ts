import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Call, Store } from './fake-wrangler.ts'
import { hostCommands } from './host-commands.ts'
import { layOutCommands } from './lay-out-commands.ts'
import { run, type Said } from './run.ts'

/**
 * The editor's commands as they work on the live paper, with a wrangler and a paper in the place of
 * Cloudflare's: what is asked of both is written down.
 */
export interface RemoteDesk {
  origin: string
  /** The folder of the site. */
  folder: string
  write(file: string, text: string | Uint8Array): Promise<void>
  content(name: string, ...args: string[]): Promise<Said>
  /** By somebody who sits at a terminal and types this. */
  contentTyping(input: string, name: string, ...args: string[]): Promise<Said>
  contentWith(env: Record<string, string>, name: string, ...args: string[]): Promise<Said>
  /** On a computer whose clock is an hour ahead. */
  contentAhead(name: string, ...args: string[]): Promise<Said>
  /** How wrangler was called since this was last asked. */
  calls(): Promise<Call[]>
  store(): Promise<Store>
  /** What the live paper was asked since the last command began: `POST /api/v1/sync`, and so on. */
  asked: { line: string; token: string | undefined; body: string }[]
  /** How many answers still show what was there before; as an edge does for a minute. */
  stale: { answers: number }
  /** Has the next puts break off half-way, each with one of these. */
  breakPuts(...messages: string[]): Promise<void>
  /** Forgets the folder, what KV holds, and all that was asked for. */
  empty(): Promise<void>
  close(): Promise<void>
}

export const TOKEN = 'secret-token'
const SECRETS = { SYNC_TOKEN: TOKEN, PREVIEW_SECRET: 'secret' }

const HOUR_AHEAD = encodeURIComponent(`
  const Right = Date
  globalThis.Date = class extends Right {
    constructor(...args) { super(...(args.length > 0 ? args : [Date.now()])) }
    static now() { return Right.now() + 3_600_000 }
  }`)

export async function startRemoteDesk(): Promise<RemoteDesk> {
  const home = await mkdtemp(join(tmpdir(), 'hudhud-test-'))
  await layOutCommands(home, 'fake-wrangler.ts')
  const folder = join(home, 'paper')
  const store = async (): Promise<Store> =>
    JSON.parse(await readFile(join(home, 'store.json'), 'utf8').catch(() => '{}'))
  const asked: RemoteDesk['asked'] = []
  const stale = { answers: 0 }
  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request
    const body = (await request.toArray()).join('')
    asked.push({ line: `${method} ${url}`, token: headers.authorization, body })
    if (url === '/api/v1/sync') {
      const isKnown = headers.authorization === `Bearer ${TOKEN}`
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ done: true }))
      return
    }
    if (stale.answers-- > 0) response.writeHead(200)
    else response.writeHead(...answerTo(url, await store()))
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const command = join(home, 'content', 'desk', 'main.js')
  const commands = hostCommands(command)
  const lineOf = ([name = '', ...others]: string[]) =>
    name.startsWith('-') ? [name, ...others] : [name, '--remote', `--folder=${folder}`, ...others]
  const give = (env: Record<string, string>, args: string[]) => {
    asked.length = 0
    return commands.run(lineOf(args), { ...env, FAKE_WRANGLER: home })
  }
  /** In a process of its own, which has its own clock and terminal. */
  const giveAlone = (args: string[], module: string, input = '') => {
    asked.length = 0
    const line = [`--import=data:text/javascript,${module}`, command, ...lineOf(args)]
    return run(process.execPath, line, { ...SECRETS, FAKE_WRANGLER: home }, input)
  }
  return {
    origin,
    folder,
    asked,
    stale,
    store,
    contentWith: (env, ...args) => give(env, args),
    content: (...args) => give(SECRETS, args),
    contentAhead: (...args) => giveAlone(args, HOUR_AHEAD),
    contentTyping: (input, ...args) => giveAlone(args, 'process.stdin.isTTY=true', input),
    write: async (file, text) => {
      await mkdir(join(folder, file, '..'), { recursive: true })
      await writeFile(join(folder, file), text)
    },
    calls: async () => {
      const log = join(home, 'calls.jsonl')
      const lines = await readFile(log, 'utf8').catch(() => '')
      await rm(log, { force: true })
      return lines
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    },
    breakPuts: (...messages) => writeFile(join(home, 'failures.json'), JSON.stringify(messages)),
    empty: async () => {
      stale.answers = 0
      const files = ['paper', 'store.json', 'calls.jsonl', 'failures.json']
      await Promise.all(files.map((name) => rm(join(home, name), { recursive: true, force: true })))
    },
    close: async () => {
      await commands.close()
      await new Promise((resolve) => server.close(resolve))
      await rm(home, { recursive: true })
    },
  }
}

/** As the worker answers, to the first word. */
function answerTo(url: string, store: Store): [status: number, headers?: Record<string, string>] {
  const [, kind = '', name = ''] = url.split('/').map(decodeURIComponent)
  const value = store[`${kind}:${name}`]?.value
  if (url === '/robots.txt') return [200]
  if (value === undefined) {
    const stories = Object.entries(store).filter(([key]) => key.startsWith('article:'))
    const isAlias = stories.some(([, other]) => JSON.parse(other.value).aliases?.includes(name))
    if (isAlias) return [301]
    const wasThere =
      kind === 'article' && Object.keys(store).some((key) => key.includes(`:${name}:`))
    return wasThere ? [410] : [404]
  }
  if (JSON.parse(value).status === 'withdrawn') return [410]
  return [200, { Revision: revisionOf(value) }]
}

export function revisionOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}
