import { PREVIOUS_TABLE } from '../catalogue/tables.ts'
import type { Database, Statement } from '../stores/d1.ts'
import { getState, setState } from './state.ts'

/** As long as somebody may roll back to the previous version of the worker. */
const ROLLBACK_MS = 7 * 86_400_000

/** Drops the tables of previous versions of the schema, a week after they were first seen. */
export async function dropPrevious(database: Database, now: number): Promise<void> {
  const { tables, seen } = await database.run({
    tables: tableNames(),
    seen: getState('previous'),
  })
  const previous = tables.map(({ name }) => name).filter((name) => PREVIOUS_TABLE.test(name))
  if (previous.length === 0) return
  const names = previous.toSorted().join(' ')
  const [state] = seen
  if (state?.value !== names) {
    await database.run({ seen: setState('previous', names, now + ROLLBACK_MS) })
  } else if (state.until <= now) {
    const drops = previous.map((name) => ({ sql: `DROP TABLE IF EXISTS ${name}`, params: [] }))
    await database.run({ drops })
  }
}

function tableNames(): Statement<{ name: string }> {
  return { sql: `SELECT name FROM sqlite_master WHERE type = 'table'`, params: [] }
}
