import { execFile } from 'node:child_process'
import { join } from 'node:path'

export interface Said {
  code: number
  /** What was written to both outputs. */
  text: string
}

const ROOT = join(import.meta.dirname, '..')
export const ENV = {
  ...process.env,
  WRANGLER_SEND_METRICS: 'false',
  NO_COLOR: '1',
  // As `npm run content` sets it.
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'hudhud', 'compiled'),
}

/** Runs a program to its end, from the top of the repository; never throws. */
export function run(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Said> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...ENV, ...env }, maxBuffer: 64 * 2 ** 20 }
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr })
    })
    child.stdin?.end(input)
  })
}
