import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KVNamespace } from '@cloudflare/workers-types'
import { hostCommands } from './host-commands.ts'
import { type KvCommand, kvCommand } from './kv-commands.ts'
import { layOutCommands } from './lay-out-commands.ts'
import type { LocalPaper } from './local-paper.ts'
import { memoryKv } from './memory-kv.ts'
import { startNewspaper } from './newspaper.ts'
import { run } from './run.ts'

const SECRET = 'local'

/**
 * The editor's commands beside a running worker, as `startLocalPaper` has them, with a stand-in for the
 * program `wrangler`, which takes three seconds to start. What only the real one shows is in
 * `wrangler.test.ts`, `desk-interrupted.test.ts` and `desk-preview.test.ts`.
 */
export interface LocalDesk extends LocalPaper {
  /** The bytes under a key. */
  bytes(key: string, ...options: string[]): Promise<Buffer>
  /** KV fails once, after so many values: a batch breaks off in its middle. */
  failAfter(count: number): void
  /** Deletes everything in KV. */
  empty(): Promise<void>
  /** The file of the commands, and what it needs in its environment. */
  command: string
  env: Record<string, string>
}

/** @param more variables of the worker */
export async function startLocalDesk(
  more: Parameters<typeof startNewspaper>[0] = {},
): Promise<LocalDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-test-'))
  await layOutCommands(folder, 'wrangler-stand-in.ts')
  const vars = { LOCAL: 'true', SYNC_TOKEN: SECRET, PREVIEW_SECRET: SECRET, ...more }
  const { kv, origin, ask, close } = await startNewspaper(vars, 'worker/index.ts')
  await kv.delete('site')
  const others = new Map<string, KVNamespace>()
  let left = Number.POSITIVE_INFINITY
  const failing = (own: KVNamespace): KVNamespace =>
    new Proxy(own, {
      get: (target, name: keyof KVNamespace) =>
        name === 'put' && left-- <= 0
          ? () => {
              left = Number.POSITIVE_INFINITY
              throw new Error('KV is away')
            }
          : (target[name] as (...given: unknown[]) => unknown).bind(target),
    })
  const answer = (command: KvCommand) =>
    kvCommand(failing(namespaceOf(command.args, kv, others)), command)
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8')
    try {
      response.end(await answer(JSON.parse(body)))
    } catch (error) {
      response.writeHead(500).end(`✘ [ERROR] ${error}`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const env = {
    KV_COMMANDS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    SYNC_TOKEN: SECRET,
    PREVIEW_SECRET: SECRET,
  }
  const command = join(folder, 'content', 'desk', 'main.js')
  const commands = hostCommands(command)
  const place = [`--origin=${origin}`]
  const bytes = (...args: string[]) => answer({ args: ['kv', ...args], file: null })
  return {
    origin,
    folder,
    place,
    command,
    env,
    get: (path, init = {}) => ask(path, init),
    failAfter: (count) => {
      left = count
    },
    empty: async () => {
      const { keys } = await kv.list()
      await Promise.all(keys.map(({ name }) => kv.delete(name)))
    },
    bytes: (key, ...options) => bytes('key', 'get', key, ...options),
    wrangler: async (...args) => ({ code: 0, text: (await bytes(...args)).toString('utf8') }),
    // What the test passes comes last, and so counts.
    content: (name, ...args) => commands.run([name, ...place, ...args], env),
    contentWithSmallFiles: (name, ...args) => {
      const limited = [process.execPath, command, name, ...place, ...args]
      return run('bash', ['-c', 'ulimit -f 1 && exec "$@"', 'bash', ...limited], env)
    },
    close: async () => {
      await commands.close()
      server.close()
      await close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The namespace of the worker, or the one that `--persist-to` names. */
function namespaceOf(
  args: string[],
  own: KVNamespace,
  others: Map<string, KVNamespace>,
): KVNamespace {
  const place = args.findLast((arg) => arg.startsWith('--persist-to='))
  if (place === undefined) return own
  const other = others.get(place) ?? memoryKv()
  others.set(place, other)
  return other
}
