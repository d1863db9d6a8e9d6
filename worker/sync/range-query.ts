import { ARTICLE_PREFIX, PAGE_PREFIX } from '../../content/model/key.ts'
import { BROKEN_KEYS } from '../catalogue/broken-rows.ts'
import { LIVE_LOOK } from '../catalogue/queries/live.ts'
import { ROW_VERSION } from '../catalogue/row-version.ts'
import { TABLES as T } from '../catalogue/tables.ts'
import type { Statement } from '../stores/d1.ts'
import type { KnownProblem, KnownRow } from './compare.ts'

/** The first name after all keys of articles: `;` comes after `:`. */
const AFTER_ARTICLES = ARTICLE_PREFIX.replace(':', ';')
const AFTER_PAGES = PAGE_PREFIX.replace(':', ';')

/** Sync reads a standing page only while it is known to be invalid; at most this many in one run. */
const MAX_INVALID_PAGES = 3

/**
 * What the catalogue has in a range of names.
 * @param after the name before the range
 * @param now milliseconds since 1970
 * @param last the last name of the range; null: to the end
 */
export function rangeQuery(after: string, last: string | null, now: number) {
  const upTo = last === null ? '' : 'AND id <= ?2'
  const keysUpTo = last === null ? '' : `AND key <= '${ARTICLE_PREFIX}' || ?2`
  const bounds = last === null ? [after] : [after, last]
  return {
    rows: {
      sql: `SELECT id, revision, stamped_at AS stampedAt,
          CASE WHEN filled_by IS NOT '${ROW_VERSION}' THEN position END AS stalePosition
        FROM ${T.articles} WHERE id > ?1 ${upTo}`,
      params: bounds,
    } as Statement<KnownRow>,
    problems: {
      sql: `SELECT key, revision, stamped FROM ${T.problems}
        WHERE key > '${ARTICLE_PREFIX}' || ?1 AND key < '${AFTER_ARTICLES}' ${keysUpTo}`,
      params: bounds,
    } as Statement<KnownProblem>,
    named: {
      sql: `SELECT key, NULL AS live FROM (SELECT key FROM ${T.problems}
          WHERE key >= '${PAGE_PREFIX}' AND key < '${AFTER_PAGES}'
          ORDER BY checked_at LIMIT ${MAX_INVALID_PAGES})
        UNION ALL SELECT key, NULL FROM (${BROKEN_KEYS})
        UNION ALL SELECT key, live FROM (${LIVE_LOOK})`,
      params: [now],
    } as Statement<{ key: string; live: null } | { key: null; live: string }>,
  }
}
