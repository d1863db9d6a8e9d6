import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { Failure, messageOf } from '../failure.ts'
import { ROOT } from '../project-root.ts'
import { WRANGLER, WRANGLER_ENV } from './wrangler.ts'

/** Which copy of the site a command works on. */
export interface Target {
  remote: boolean
  /** An environment of wrangler.toml, like `staging`. */
  env?: string
  /** Where the local copy is stored, if not in `.wrangler`. */
  persistTo?: string
  /** Print each wrangler command, and do not delete the files that they name. */
  verbose?: boolean
}

export interface Key {
  name: string
  metadata?: unknown
  expiration?: number
}

export interface Entry {
  key: string
  value: string
  base64?: true
  metadata?: object
  expiration?: number
}

/** KV's own bound of one bulk get. https://developers.cloudflare.com/api/resources/kv/ */
const MAX_GETS = 100
const MAX_LOCAL_GETS = 1000
/** KV takes 10,000 at once. A failed batch is retried as a whole, so a tenth of it. */
const MAX_PUTS = 1000
const MAX_BYTES = 20_000_000
const MAX_ATTEMPTS = 3
const PAUSE_MS = 500
const TRANSIENT = /\b(?:429|5\d\d)\b|fetch failed|timed? ?out|ECONNRESET/i
const MISSING = 'Value not found'

/** The KV namespace CONTENT, through `wrangler kv` only. Every error is a Failure. */
export class Namespace {
  readonly #target: Target

  constructor(target: Target) {
    this.#target = target
  }

  /** All keys with this prefix, with their metadata, in the order of their bytes. */
  async keys(prefix = ''): Promise<Key[]> {
    const output = await this.#kv('key', 'list', ...(prefix === '' ? [] : [`--prefix=${prefix}`]))
    return parsed(output.toString('utf8')) as Key[]
  }

  async has(key: string): Promise<boolean> {
    return (await this.keys(key)).some(({ name }) => name === key)
  }

  /** The bytes under a key that exists. */
  async get(key: string): Promise<Buffer> {
    const output = await this.#kv('key', 'get', key)
    if (output.toString('utf8', 0, MISSING.length) === MISSING) {
      throw new Failure(`${key} does not exist; list the keys with "wrangler kv key list"`)
    }
    return output
  }

  /** The texts under these keys; without the keys that do not exist. */
  async getTexts(keys: string[]): Promise<Map<string, string>> {
    const most = this.#target.remote ? MAX_GETS : MAX_LOCAL_GETS
    const texts = new Map<string, string>()
    for (let start = 0; start < keys.length; start += most) {
      const output = await this.#withFile(keys.slice(start, start + most), (file) =>
        this.#kv('bulk', 'get', file),
      )
      for (const [key, found] of Object.entries(parsed(output.toString('utf8')) as object)) {
        // Locally each value is in an object of its own, remotely it is bare.
        const text: unknown = typeof found === 'object' && found !== null ? found.value : found
        if (typeof text === 'string') texts.set(key, text)
      }
    }
    return texts
  }

  /** Puts entries in order, in batches. @param onPut gets the number written so far */
  async put(
    entries: Iterable<Entry> | AsyncIterable<Entry>,
    onPut: (count: number) => void = () => undefined,
  ): Promise<void> {
    let count = 0
    for await (const batch of batchesOf(entries)) {
      await this.#withFile(batch, (file) => this.#retry('bulk', 'put', file))
      count += batch.length
      onPut(count)
    }
  }

  async delete(keys: string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += MAX_PUTS) {
      const batch = keys.slice(start, start + MAX_PUTS)
      await this.#withFile(batch, (file) => this.#kv('bulk', 'delete', file, '--force'))
    }
  }

  /** With `verbose` the file stays, so that the printed command can be run again. */
  async #withFile<Result>(value: unknown, use: (file: string) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'hudhud-'))
    try {
      const file = join(folder, 'entries.json')
      await writeFile(file, JSON.stringify(value))
      return await use(file)
    } finally {
      if (!this.#target.verbose) await rm(folder, { recursive: true })
    }
  }

  /**
   * Retries transient errors: the local KV refuses a put while the running site writes, and the remote
   * one answers 429 and 5xx now and then. Writing the same value twice does no harm.
   */
  async #retry(...command: string[]): Promise<void> {
    for (let left = MAX_ATTEMPTS - 1; ; left -= 1) {
      try {
        await this.#kv(...command)
        return
      } catch (error) {
        if (left === 0 || !(error instanceof Failure) || !TRANSIENT.test(error.message)) throw error
        await sleep(PAUSE_MS)
      }
    }
  }

  async #kv(...command: string[]): Promise<Buffer> {
    const { remote, env, persistTo, verbose } = this.#target
    const args = [
      'kv',
      ...command,
      '--binding=CONTENT',
      remote ? '--remote' : '--local',
      ...(env ? [`--env=${env}`] : []),
      ...(persistTo && !remote ? [`--persist-to=${persistTo}`] : []),
    ]
    if (verbose) console.error(`$ npx wrangler ${args.map(quoted).join(' ')}`)
    return run(args)
  }
}

/** @throws Failure with wrangler's own message */
async function run(args: string[]): Promise<Buffer> {
  const child = spawn(process.execPath, ['--no-warnings', WRANGLER, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const exit = await new Promise<number | string>((resolve, reject) => {
    child.once('error', (error) => reject(new Failure(`wrangler did not start: ${error.message}`)))
    child.once('close', (code, signal) => resolve(code ?? `killed by ${signal}`))
  })
  if (exit === 0) return Buffer.concat(output)
  const words = stripVTControlCharacters(`${errors}\n${Buffer.concat(output).toString('utf8')}`)
    .split('\n')
    .filter((line) => /\S/.test(line) && !/wrangler \d|^[\s─-]+$|Logs were written/.test(line))
  const what = `wrangler ${args.slice(0, 3).join(' ')} failed (${exit})`
  throw new Failure([what, ...words.slice(0, 12)].join('\n'))
}

async function* batchesOf(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
): AsyncGenerator<Entry[]> {
  let batch: Entry[] = []
  let bytes = 0
  for await (const entry of entries) {
    if (batch.length === MAX_PUTS || (batch.length > 0 && bytes + entry.value.length > MAX_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(entry)
    bytes += entry.value.length
  }
  if (batch.length > 0) yield batch
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch (error) {
    throw new Failure(`wrangler did not answer JSON: ${messageOf(error)}`)
  }
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
}
