import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../project-root.ts'

const DEFAULT_PORT = 8787
/** Where `npm start` records its origin while it runs, so that the commands find it on any port. */
const RECORD = join(ROOT, '.wrangler', 'local-origin')

/** The port that `npm start` serves on: the variable PORT, otherwise 8787. */
export function localPort(): number {
  const { PORT } = process.env
  return PORT && /^\d{1,5}$/.test(PORT) ? Number(PORT) : DEFAULT_PORT
}

/** The origin of the local site: the one that runs, otherwise the one that `npm start` would have. */
export function localOrigin(): string {
  if (process.env.PORT) return originAt(localPort())
  try {
    return readFileSync(RECORD, 'utf8')
  } catch {
    return originAt(localPort())
  }
}

export function originAt(port: number): string {
  return `http://localhost:${port}`
}

/** Records the origin until the process ends. */
export function recordLocalOrigin(origin: string): void {
  writeFileSync(RECORD, origin)
  process.once('exit', () => rmSync(RECORD, { force: true }))
}
