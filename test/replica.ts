import type { D1Database, D1DatabaseSession, D1PreparedStatement } from '@cloudflare/workers-types'

/** The bindings of the databases that stand for replicas, one in each data centre. */
export const replicaBinding = (centre: number) => `REPLICA_${centre}`

/** A session that this replica answers, as far as it has come. */
export function sessionOf(replica: D1Database): D1DatabaseSession {
  const session = {
    prepare: (sql: string) => replica.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await replica.batch(statements)
      return results.map((result) => ({
        ...result,
        meta: { ...result.meta, served_by_primary: false },
      }))
    },
    getBookmark: () => null,
  }
  return session as unknown as D1DatabaseSession
}

/** Those that have the schema, which no test changes. */
const copied = new WeakSet<D1Database>()

/** Brings a replica to what the primary has now; the search index is left out. */
export async function replicate(primary: D1Database, replica: D1Database): Promise<void> {
  const parts = await partsOf(primary)
  if (!copied.has(replica)) await replica.batch(parts.map(({ sql }) => replica.prepare(sql)))
  copied.add(replica)
  const tables = parts.filter(({ type }) => type === 'table').map(({ name }) => name)
  const contents = await primary.batch(
    tables.map((table) => primary.prepare(`SELECT * FROM "${table}"`)),
  )
  await replica.batch(
    tables.flatMap((table, place) => [
      replica.prepare(`DELETE FROM "${table}"`),
      ...(contents[place]?.results ?? []).map((row) => inserting(replica, table, row as object)),
    ]),
  )
}

function inserting(replica: D1Database, table: string, row: object): D1PreparedStatement {
  const names = Object.keys(row)
  const sql = `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  return replica.prepare(sql).bind(...Object.values(row))
}

async function partsOf(d1: D1Database): Promise<{ type: string; name: string; sql: string }[]> {
  const { results } = await d1
    .prepare(`SELECT type, name, sql FROM sqlite_master AS part
      WHERE type IN ('table', 'index') AND sql IS NOT NULL AND sql NOT LIKE 'CREATE VIRTUAL%'
        AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM sqlite_master AS virtual
          WHERE virtual.sql LIKE 'CREATE VIRTUAL%' AND part.name LIKE virtual.name || '\\_%' ESCAPE '\\')
      ORDER BY type DESC`)
    .all<{ type: string; name: string; sql: string }>()
  return results
}
