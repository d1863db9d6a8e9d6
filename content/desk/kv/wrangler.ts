import { fileURLToPath } from 'node:url'

/** The script itself, not the `wrangler` command, which starts another process: killing this one ends it. */
export const WRANGLER = fileURLToPath(import.meta.resolve('wrangler'))
/** Its output is read by a program. */
export const WRANGLER_ENV = { WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1', FORCE_COLOR: '0' }
