import type { D1Database } from '@cloudflare/workers-types'
import { migrate } from '../worker/catalogue/migrate.ts'
import { settingsOf } from '../worker/env.ts'
import { Database } from '../worker/stores/d1.ts'
import { Meter } from '../worker/stores/meter.ts'

/** Makes the catalogue's tables as the worker does at first use. */
export async function makeTables(d1: D1Database): Promise<void> {
  await new Database(d1, {
    migrate,
    settings: settingsOf({} as never),
    meter: new Meter(),
  }).migrate()
}
