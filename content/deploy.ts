import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { Failure } from './desk/failure.ts'
import { refillCatalogue } from './desk/live/refill-catalogue.ts'

/**
 * `npm run deploy`: deploys the worker, and says what of the catalogue it fills again. Cron does that by
 * itself; `npm run deploy -- --refill` stays until it is done.
 */
const { values } = parseArgs({
  options: {
    refill: { type: 'boolean', default: false },
    origin: { type: 'string', default: process.env.ORIGIN },
    env: { type: 'string', default: '' },
  },
})

const { status } = spawnSync('wrangler', ['deploy', `--env=${values.env}`], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
try {
  await refillCatalogue(values.origin, process.env.SYNC_TOKEN, values.refill)
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exit(1)
}
