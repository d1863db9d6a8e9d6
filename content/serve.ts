import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { localPort, originAt, recordLocalOrigin } from './desk/live/local-origin.ts'
import { ROOT } from './desk/project-root.ts'

/** Serves the site locally with wrangler, on PORT or 8787. `npm run serve`, part of `npm start`. */
const HOST = '127.0.0.1'

const port = localPort()
const origin = originAt(port)
if (await isFree(port)) serve()
else {
  console.error(`Port ${port} is in use. Choose another one: PORT=${port + 3} npm start`)
  process.exitCode = 1
}

function serve(): void {
  mkdirSync(join(ROOT, '.wrangler'), { recursive: true })
  recordLocalOrigin(origin)
  const variables = {
    LOCAL: 'true',
    ORIGIN: origin,
    SYNC_TOKEN: 'local',
    PREVIEW_SECRET: 'local',
  }
  const server = spawn(
    'wrangler',
    [
      'dev',
      `--ip=${HOST}`,
      `--port=${port}`,
      ...Object.entries(variables).map(([name, value]) => `--var=${name}:${value}`),
    ],
    {
      cwd: ROOT,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      stdio: 'inherit',
    },
  )
  // Ctrl+C reaches wrangler by itself, and it needs a moment to stop.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  server.once('exit', (code) => process.exit(code ?? 0))
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(wanted, HOST, () => probe.close(() => resolve(true)))
  })
}
