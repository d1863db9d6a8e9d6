import type { Statement } from '../../stores/d1.ts'
import { TABLES as T } from '../tables.ts'

/** `[id, position, expires_at]` of a published article that is referred to, by its id or an alias. */
export type Target = [id: string, position: number, expiresAt: number | null]

/** SQL: the JSON list in a column; an empty one where it is damaged, which would end the query. */
export function listIn(column: string): string {
  return `CASE WHEN json_valid(${column}) THEN ${column} ELSE '[]' END`
}

/** @param references SQL: rows with an id as `value`. CROSS JOIN: the few ids first, then their rows. */
export function targetsSql(references: string): string {
  return `(
    SELECT json_group_array(json_array(id, position, expires_at)) FROM (
      SELECT reference.value AS id, target.position, target.expires_at
      FROM ${references} AS reference
      CROSS JOIN ${T.articles} AS target ON target.id = reference.value
      WHERE target.listed = 1
      UNION ALL
      SELECT reference.value, target.position, target.expires_at
      FROM ${references} AS reference
      CROSS JOIN ${T.aliases} AS renamed ON renamed.alias = reference.value
      CROSS JOIN ${T.articles} AS target ON target.position = renamed.position
      WHERE target.listed = 1))`
}

/** For a version of an article that the catalogue does not have yet. */
export function targetsQuery(ids: string[]): Statement<{ targets: string }> {
  const sql = `SELECT ${targetsSql('json_each(?1)')} AS targets`
  return { sql, params: [JSON.stringify(ids)] }
}
