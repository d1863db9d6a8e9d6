import { resolve } from 'node:path'
import { Failure } from './failure.ts'

/** Options that npm takes silently without the `--`, so that the wrong site would be published. */
const TAKEN = [
  'dry-run',
  'remote',
  'env',
  'folder',
  'origin',
  'persist-to',
  'reason',
  'to',
  'media',
  'time-zone',
  'budget',
]

/** A path relative to where the command was run: npm runs scripts in the folder of `package.json`. */
export function fromInvocation(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

/** @throws Failure when npm took an option because `--` is missing */
export function refuseOptionsTakenByNpm(env: NodeJS.ProcessEnv): void {
  const taken = TAKEN.find((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
  if (taken === undefined) return
  throw new Failure(
    `Nothing was done: npm took --${taken} as its own option. Write -- before the command: npm run content -- publish --${taken}`,
  )
}
