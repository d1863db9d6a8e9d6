import { TABLES as T } from '../catalogue/tables.ts'
import type { Statement } from '../stores/d1.ts'

/** What sync remembers between its runs: a value and a time by name. */
type StateName =
  | 'lease'
  | 'progress'
  | 'site'
  | 'front'
  | 'stale'
  | 'finished'
  | 'moved'
  | 'previous'
  | 'schema'
  | 'refill'
  | 'purges'
  | 'search'
  | 'announced'

export interface State {
  name: StateName
  value: string
  /** Milliseconds since 1970. */
  until: number
}

export function getState(...names: StateName[]): Statement<State> {
  return {
    sql: `SELECT name, value, until FROM ${T.state}
      WHERE name IN (SELECT value FROM json_each(?1))`,
    params: [JSON.stringify(names)],
  }
}

export function setState(name: StateName, value: string, until: number): Statement {
  return setStates([{ name, value, until }])
}

export function setStates(states: State[]): Statement {
  return {
    sql: `INSERT INTO ${T.state} (name, value, until)
      SELECT value ->> 'name', value ->> 'value', value ->> 'until' FROM json_each(?1) WHERE true
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until`,
    params: [JSON.stringify(states)],
  }
}

/** Deletes it if it still has this value. */
export function deleteState(name: StateName, value: string | null): Statement {
  return { sql: `DELETE FROM ${T.state} WHERE name = ?1 AND value = ?2`, params: [name, value] }
}
