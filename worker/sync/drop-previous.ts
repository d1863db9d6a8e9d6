import { PREVIOUS_TABLE, TABLES as T } from '../catalogue/schema.ts'
import type { Database, Statement } from '../stores/d1.ts'
import { setState } from './sync-query.ts'

/** As long as a former version of the worker may be called back. */
const KEPT_MS = 7 * 86_400_000

/** Drops the tables of former versions of the schema, a week after they were first seen. */
export async function dropPrevious(database: Database, now: number): Promise<void> {
  const [tables, [seen]] = await database.run(
    {
      sql: `SELECT name FROM sqlite_master WHERE type = 'table'`,
      params: [],
    } as Statement<{ name: string }>,
    {
      sql: `SELECT value, until FROM ${T.state} WHERE name = 'former'`,
      params: [],
    } as Statement<{ value: string; until: number }>,
  )
  const former = tables.map(({ name }) => name).filter((name) => PREVIOUS_TABLE.test(name))
  if (former.length === 0) return
  const names = former.toSorted().join(' ')
  if (seen?.value !== names) await database.run(setState('former', names, now + KEPT_MS))
  else if (seen.until <= now) {
    await database.run(
      ...former.map((name) => ({ sql: `DROP TABLE IF EXISTS ${name}`, params: [] })),
    )
  }
}
