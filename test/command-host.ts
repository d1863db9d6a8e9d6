import childProcess from 'node:child_process'
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import type { WranglerAnswer } from './lay-out-commands.ts'
import type { Said } from './run.ts'

/**
 * Runs the editor's commands for `host-commands.ts`, one after the other in one process. Each has its
 * arguments, environment, outputs and exit code, as in a process of its own. `main.js` is loaded again for
 * each; the modules that it imports stay. What is wrong with a process as a whole, like a timer that keeps
 * it alive, is not seen here.
 */

const [, , command = ''] = process.argv
const wrangler: { answer(args: string[]): Promise<WranglerAnswer> } = await import(
  join(dirname(command), '..', '..', 'wrangler', 'answer.js')
)

class Exit extends Error {}

const { spawn } = childProcess
childProcess.spawn = ((program: string, args: string[], options: childProcess.SpawnOptions) =>
  args[1]?.endsWith(join('wrangler', 'cli.js'))
    ? answered(args.slice(2))
    : spawn(program, args, options)) as typeof spawn
syncBuiltinESMExports()

/** A child process, to the one who started it. */
function answered(args: string[]) {
  const child = Object.assign(new EventEmitter(), {
    stdout: new EventEmitter(),
    stderr: new EventEmitter(),
  })
  wrangler.answer(args).then(
    ({ code, output, errors }) => {
      child.stdout.emit('data', Buffer.from(output))
      child.stderr.emit('data', Buffer.from(errors))
      child.emit('close', code, null)
    },
    (error) => child.emit('error', error),
  )
  return child
}

process.exit = (code) => {
  process.exitCode = code
  throw new Exit()
}

let count = 0

async function run(args: string[], env: Record<string, string>): Promise<Said> {
  count += 1
  process.argv = [process.execPath, command, ...args]
  const before = { ...process.env }
  Object.assign(process.env, env)
  const outputs = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream
    const chunks: Buffer[] = []
    stream.write = ((chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk)) > 0) as never
    return {
      text: () => Buffer.concat(chunks).toString('utf8'),
      restore: () => {
        stream.write = write
      },
    }
  })
  try {
    await import(`${pathToFileURL(command)}?run=${count}`)
  } catch (error) {
    if (!(error instanceof Exit)) {
      process.stderr.write(inspect(error))
      process.exitCode = 1
    }
  }
  for (const { restore } of outputs) restore()
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, before)
  const code = Number(process.exitCode ?? 0)
  process.exitCode = undefined
  return { code, text: outputs.map(({ text }) => text()).join('') }
}

process.on('message', async ({ args, env }: { args: string[]; env: Record<string, string> }) => {
  process.send?.(await run(args, env))
})
