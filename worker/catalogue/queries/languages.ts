import type { Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'

/** A site in more languages leads to its languages, not to a filter. */
const MAX_LANGUAGES = 8

/** Looked at in each language, the newest first: one is named if one of these is visible. */
const MAX_STORIES = 20

/** The languages that visible stories name: 20 stories of each are looked at, however many there are. */
export function languages(now: number): Statement<{ language: string }> {
  const named = `FROM ${T.articles} INDEXED BY ${T.articles}_language
    WHERE listed = 1 AND language IS NOT NULL`
  return {
    sql: `WITH RECURSIVE tag (language) AS (
        SELECT (SELECT min(language) ${named})
        UNION ALL SELECT (SELECT min(language) ${named} AND language > tag.language)
          FROM tag WHERE tag.language IS NOT NULL LIMIT ${MAX_LANGUAGES})
      SELECT language FROM tag WHERE EXISTS (SELECT 1 FROM (
        SELECT expires_at ${named} AND language = tag.language AND position < ?1
          ORDER BY position DESC LIMIT ${MAX_STORIES})
        WHERE expires_at IS NULL OR expires_at > ?2)`,
    params: [positionAfter(now), now],
  }
}
