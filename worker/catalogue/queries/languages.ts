import type { Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'

/** A site in more languages leads to its languages, not to a filter. */
const MOST_LANGUAGES = 8

/** The languages that visible stories name: one jump of the index each, however many stories there are. */
export function languages(now: number): Statement<{ language: string }> {
  const named = `FROM ${T.articles} INDEXED BY ${T.articles}_language
    WHERE listed = 1 AND language IS NOT NULL`
  return {
    sql: `WITH RECURSIVE tag (language) AS (
        SELECT (SELECT min(language) ${named})
        UNION ALL SELECT (SELECT min(language) ${named} AND language > tag.language)
          FROM tag WHERE tag.language IS NOT NULL LIMIT ${MOST_LANGUAGES})
      SELECT language FROM tag WHERE EXISTS (SELECT 1 ${named}
        AND language = tag.language AND position < ?1
        AND (expires_at IS NULL OR expires_at > ?2))`,
    params: [positionAfter(now), now],
  }
}
