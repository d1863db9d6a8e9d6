import type { Run, Statement } from '../stores/d1.ts'
import { DERIVED_TABLES, refill } from './derived-tables.ts'
import { INDEXES, SCHEMA_VERSION, TABLE_SCHEMA, VIRTUAL_TABLES } from './schema.ts'
import { LOST } from './search-state.ts'
import { TABLES as T } from './tables.ts'
import { TRIGGERS } from './triggers.ts'

/** Others may do the same at this moment. Then theirs counts, and what is left is looked up again. */
const MAX_TRIES = 3

/**
 * Adds to the catalogue what this version of the code needs and does not find: tables, columns,
 * indexes, triggers. It is one transaction: where it fails, the previous schema is still whole.
 * @throws Unavailable
 */
export async function migrate(run: Run): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { parts, columns } = await run({ parts: partsQuery(), columns: columnsQuery() })
    try {
      const steps = stepsTo(parts, new Set(columns.map(({ name }) => name)))
      await run({ steps: steps.map((sql) => ({ sql, params: [] })), recorded: recordVersion() })
      return
    } catch (error) {
      if (tries === MAX_TRIES) throw error
    }
  }
}

interface Part {
  name: string
  /** The table that it belongs to. */
  tableName: string
  /** Null for an index that SQLite made itself. */
  sql: string | null
}

function partsQuery(): Statement<Part> {
  return { sql: 'SELECT name, tbl_name AS tableName, sql FROM sqlite_master', params: [] }
}

function columnsQuery(): Statement<{ name: string }> {
  return {
    sql: `SELECT known.name || '.' || self.name AS name
      FROM sqlite_master AS known, pragma_table_info(known.name) AS self
      WHERE known.type = 'table' AND known.name IN (SELECT value FROM json_each(?1))`,
    params: [JSON.stringify(Object.values(T))],
  }
}

function recordVersion(): Statement {
  return {
    sql: `INSERT INTO ${T.state} (name, value) VALUES ('schema', ?1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    params: [SCHEMA_VERSION],
  }
}

/** What leads from the schema that is there to this one. */
function stepsTo(parts: Part[], columns: Set<string>): string[] {
  const had = new Set(parts.map(({ name }) => name))
  // Rows that come back would be counted twice by what was derived from the lost ones.
  const derived = [...DERIVED_TABLES.map((name) => T[name]), ...Object.keys(VIRTUAL_TABLES)]
  const dropped = had.has(T.articles) ? [] : derived.filter((name) => had.has(name))
  const left = parts.filter(({ tableName }) => !dropped.includes(tableName))
  const sqlOf = new Map(left.map(({ name, sql }) => [name, sql ?? '']))
  const lost = DERIVED_TABLES.filter((name) => had.has(T.articles) && !had.has(T[name]))
  return [
    ...dropped.map((name) => `DROP TABLE ${name}`),
    ...Object.entries(VIRTUAL_TABLES)
      .filter(([name]) => !sqlOf.has(name))
      .map(([name, module]) => `CREATE VIRTUAL TABLE ${name} USING ${module}`),
    ...tableSteps(sqlOf, columns),
    ...replaced('INDEX', INDEXES, 'ON', sqlOf),
    ...replaced('TRIGGER', TRIGGERS, '', sqlOf),
    ...lost.map(refill),
    ...countProblems(sqlOf),
    ...searchAgain(sqlOf),
  ]
}

/**
 * Where a table of the search index was lost, or which of them answers: sync fills the other one from the
 * beginning, as for another version of the code. Until then the one answers that has something.
 */
function searchAgain(sqlOf: Map<string, string>): string[] {
  const names = [T.articles, T.search_a, T.search_b, T.state]
  const lost = names.filter((name) => !sqlOf.has(name))
  if (lost.length === 0 || lost.includes(T.articles)) return []
  return [
    `INSERT OR REPLACE INTO ${T.state} (name, value) SELECT 'search', json_object(
      'active', CASE WHEN EXISTS (SELECT 1 FROM ${T.search_b}) THEN 'b' ELSE 'a' END,
      'version', '${LOST}', 'filling', NULL, 'parts', json_array(), 'partedAt', 0)`,
  ]
}

/** The counter of problems, where one of the two tables was lost. */
function countProblems(sqlOf: Map<string, string>): string[] {
  if (sqlOf.has(T.problems) === sqlOf.has(T.counters)) return []
  return [
    `INSERT OR REPLACE INTO ${T.counters} (name, value) SELECT 'problems', count(*) FROM ${T.problems}`,
  ]
}

function tableSteps(sqlOf: Map<string, string>, columns: Set<string>): string[] {
  const tables = Object.entries(TABLE_SCHEMA).map(([name, table]) => ({
    name: T[name as keyof typeof TABLE_SCHEMA],
    ...table,
  }))
  const isThere = ({ name }: { name: string }) => sqlOf.has(name)
  const created = tables.filter((table) => !isThere(table)).map(createTable)
  const added = tables.filter(isThere).flatMap(({ name, columns: wanted }) =>
    Object.entries(wanted)
      .filter(([column]) => !columns.has(`${name}.${column}`))
      .map(([column, type]) => `ALTER TABLE ${name} ADD COLUMN ${column} ${type}`),
  )
  return [...created, ...added]
}

type NamedTable = (typeof TABLE_SCHEMA)[keyof typeof TABLE_SCHEMA] & { name: string }

function createTable({ name, columns, key, withoutRowId }: NamedTable): string {
  const lines = Object.entries(columns).map(([column, type]) => `${column} ${type}`)
  return `CREATE TABLE ${name} (${[...lines, ...(key ? [key] : [])].join(', ')})
    ${withoutRowId ? 'WITHOUT ROWID' : ''}`
}

/** Creates those that are missing, and those whose definition has changed again. */
function replaced(
  kind: 'INDEX' | 'TRIGGER',
  wanted: Record<string, string>,
  joint: string,
  sqlOf: Map<string, string>,
): string[] {
  return Object.entries(wanted).flatMap(([name, definition]) => {
    const create = `CREATE ${kind} ${name} ${joint} ${definition}`
    const known = sqlOf.get(name)
    if (known === undefined) return [create]
    return folded(known) === folded(create) ? [] : [`DROP ${kind} ${name}`, create]
  })
}

/** White space decides nothing. */
function folded(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim()
}
