import { readFileSync } from 'node:fs'
import type { WranglerAnswer } from './lay-out-commands.ts'

/**
 * `wrangler kv …` for the tests, in the place of the real one: it hands its arguments, and the file that
 * they name, to the test that started it. Wrangler itself takes three seconds to start.
 */
export async function answer(args: string[]): Promise<WranglerAnswer> {
  const file = args[1] === 'bulk' ? readFileSync(args[3] ?? '', 'utf8') : null
  const response = await fetch(process.env.KV_COMMANDS ?? '', {
    method: 'POST',
    body: JSON.stringify({ args, file }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return response.ok
    ? { code: 0, output: bytes, errors: '' }
    : { code: 1, output: '', errors: bytes.toString('utf8') }
}
