import { resolve } from 'node:path'
import { Failure } from './failure.ts'

/** A path relative to where the command was run: npm runs scripts in the folder of `package.json`. */
export function fromInvocation(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

/**
 * npm takes options silently when the `--` before the command is missing, so that the wrong site
 * would be published.
 * @param names the options of all commands, without their hyphens
 * @throws Failure when npm took one of them
 */
export function refuseOptionsTakenByNpm(names: string[], env: NodeJS.ProcessEnv): void {
  const taken = names.find((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
  if (taken === undefined) return
  const command = ['npm run content --', ...process.argv.slice(2), `--${taken}`].join(' ')
  throw new Failure(
    `Nothing was done: npm took --${taken} as its own option. Write -- before the command: ${command}`,
  )
}
