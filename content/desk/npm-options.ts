import { resolve } from 'node:path'
import { Failure } from './failure.ts'

/** A path relative to where the command was run: npm runs scripts in the folder of `package.json`. */
export function fromInvocation(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

/**
 * npm takes options silently when the `--` before the command is missing, so that the wrong site
 * would be published.
 * @param options of all commands, as they are typed: `--no-wait`
 * @throws Failure when npm took one of them
 */
export function refuseOptionsTakenByNpm(options: string[], env: NodeJS.ProcessEnv): void {
  const taken = options.find((option) => settingOf(option, env) !== undefined)
  if (taken === undefined) return
  const value = settingOf(taken, env)
  const isFlag = value === '' || value === 'true' || value === 'false'
  const typed = isFlag ? taken : `${taken} ${value}`
  const command = ['npm run content --', ...process.argv.slice(2), typed].join(' ')
  throw new Failure(
    `Nothing was done: npm took ${taken} as its own option. Write -- before the command: ${command}`,
  )
}

/** npm writes its options into the environment: `--no-wait` as `npm_config_wait`. */
function settingOf(option: string, env: NodeJS.ProcessEnv): string | undefined {
  return env[`npm_config_${option.replace(/^--(?:no-)?/, '').replaceAll('-', '_')}`]
}
