import type { Statement } from '../../stores/d1.ts'
import { positionAfter, positionAt } from '../position.ts'
import { TABLES as T } from '../tables.ts'

/** A day with more articles is shown as "more than": so a month stays within the budget of rows. */
export const MAX_COUNTED = 28

/**
 * How many articles each day has.
 * @param days when each begins and ends, in milliseconds since 1970
 */
export function dayCounts(days: { from: number; until: number }[], now: number) {
  const ranges = days.map(({ from, until }) => [positionAt(from), positionAt(until)])
  return {
    counts: {
      sql: `SELECT day.key AS place, (SELECT count(*) FROM (SELECT 1 FROM ${T.articles}
          WHERE position >= day.value ->> 0 AND position < min(day.value ->> 1, ?2)
            AND listed = 1 AND (expires_at IS NULL OR expires_at > ?3) LIMIT ${MAX_COUNTED + 1})) AS count
        FROM json_each(?1) AS day`,
      params: [JSON.stringify(ranges), positionAfter(now), now],
    } as Statement<{ place: number; count: number }>,
    oldest: {
      sql: `SELECT position FROM ${T.articles} WHERE listed = 1 ORDER BY position LIMIT 1`,
      params: [],
    } as Statement<{ position: number }>,
  }
}
