import versions from '../../dist/versions.json' with { type: 'json' }
import { SCHEMA_VERSION } from './schema.ts'
import { TABLES as T } from './tables.ts'

/**
 * The version of the code that fills rows: a hash that the build makes of all code between a value in
 * KV and its row. A row of another version is stale: sync fills it again.
 */
export const ROW_VERSION: string = versions.rows

/** The value of `filled_by`. Null while triggers of another version may be in place. */
export const FILLED_BY = `SELECT '${ROW_VERSION}' FROM ${T.state}
  WHERE name = 'schema' AND value = '${SCHEMA_VERSION}'`
