import { type ChildProcess, spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { WRANGLER, WRANGLER_ENV } from '../kv/wrangler.ts'
import { ROOT } from '../project-root.ts'

export interface PreviewServer {
  origin: string
  /** Ends when the server does. */
  ended: Promise<void>
  stop(): void
}

/** Runs the built worker on this machine, on a local KV and a port of its own. */
export async function startPreviewServer(
  persistTo: string,
  secret: string,
): Promise<PreviewServer> {
  await access(join(ROOT, 'dist', 'build.json')).catch(() => {
    throw new Failure('The worker is not built; run "npm run build" first.')
  })
  const vars = ['LOCAL:true', `PREVIEW_SECRET:${secret}`].map((one) => `--var=${one}`)
  const server = spawn(
    process.execPath,
    [
      '--no-warnings',
      WRANGLER,
      'dev',
      '--ip=127.0.0.1',
      '--port=0',
      `--persist-to=${persistTo}`,
      ...vars,
    ],
    { cwd: ROOT, env: { ...process.env, ...WRANGLER_ENV }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  return { origin: await originOf(server), ended, stop: () => server.kill('SIGINT') }
}

function originOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      const [, origin] = /Ready on (http:\/\/\S+)/.exec(output) ?? []
      if (origin) resolve(origin)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', () => reject(new Failure(`The preview did not start:\n${output.trim()}`)))
  })
}
