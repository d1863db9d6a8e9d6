import { resolve } from 'node:path'
import { Failure } from './failure.ts'

/** Options that npm would take for its own without a word, so that another paper is published. */
const TAKEN = ['dry-run', 'remote', 'env', 'folder', 'origin', 'persist-to', 'reason']

/** A path as it was given: npm runs its scripts in the folder of `package.json`. */
export function fromInvocation(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

/** @throws Failure where the `--` is missing that keeps npm from taking options for its own */
export function refuseTakenOptions(env: NodeJS.ProcessEnv): void {
  const taken = TAKEN.find((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
  if (taken === undefined) return
  throw new Failure(
    `npm took --${taken} for an option of its own, and nothing was done; write -- before the command: npm run content -- publish --${taken}`,
  )
}
