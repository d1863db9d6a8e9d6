import { readFileSync } from 'node:fs'

/**
 * `wrangler kv …` for the tests, as a process in the place of the real one: it hands its arguments, and
 * the file that they name, to the test that started it. Wrangler itself takes three seconds to start.
 */
const args = process.argv.slice(2)
const file = args[1] === 'bulk' ? readFileSync(args[3] ?? '', 'utf8') : null
const response = await fetch(process.env.KV_COMMANDS ?? '', {
  method: 'POST',
  body: JSON.stringify({ args, file }),
})
const output = Buffer.from(await response.arrayBuffer())
if (response.ok) process.stdout.write(output)
else {
  process.stderr.write(output)
  process.exitCode = 1
}
