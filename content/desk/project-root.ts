import { join } from 'node:path'

/** The folder of `package.json` and `wrangler.toml`. */
export const ROOT = join(import.meta.dirname, '..', '..')
