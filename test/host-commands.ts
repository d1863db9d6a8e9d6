import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ENV, type Said } from './run.ts'

const ROOT = join(import.meta.dirname, '..')

/** The editor's commands in one process, which has been started already. */
export interface HostedCommands {
  /** As `run` of `run.ts`. They wait for each other. */
  run(args: string[], env?: Record<string, string>): Promise<Said>
  close(): Promise<void>
}

/**
 * Starts a process that runs the commands: a process for each of some hundred would take half of a second
 * of CPU to load them, and as much for each `wrangler` that it starts.
 * @param command `main.js` where `layOutCommands` put it
 */
export function hostCommands(command: string): HostedCommands {
  const host = join(import.meta.dirname, 'command-host.ts')
  const child = fork(host, [command], {
    cwd: ROOT,
    env: ENV,
    execArgv: [],
    // No terminal, as for a command that a test starts.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  let answer = Promise.withResolvers<Said>()
  child.on('message', (said: Said) => answer.resolve(said))
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (args, env = {}) => {
      const said = last.then(() => {
        answer = Promise.withResolvers<Said>()
        const { promise, reject } = answer
        child.send({ args, env }, (error) => error && reject(error))
        const ended = exited.then(() => {
          throw new Error(`the process of the commands ended during ${args.join(' ')}`)
        })
        return Promise.race([promise, ended])
      })
      last = said.catch(() => undefined)
      return said
    },
    close: async () => {
      await last
      child.kill()
      await exited
    },
  }
}
