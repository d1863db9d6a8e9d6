import type { Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'

/**
 * The article that one of these paths of a previous system led to; of several, the newest visible one.
 * Paths stand among the aliases: they begin with a slash, which no id does.
 * @param now milliseconds since 1970
 */
export function previousPathQuery(paths: string[], now: number): Statement<{ id: string }> {
  return {
    sql: `SELECT id FROM ${T.aliases}
      WHERE alias IN (SELECT value FROM json_each(?1)) AND position < ?2
      ORDER BY position DESC LIMIT 1`,
    params: [JSON.stringify(paths), positionAfter(now)],
  }
}
