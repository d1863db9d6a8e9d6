import type { Statement } from '../database.ts'
import { firstHidden } from './position.ts'
import { TABLES as T } from './schema.ts'

const MOST_TOPICS = 100

/** How many stories of each section a reader may see now. Counters hold those to come too. */
export function sectionCounts(
  sections: string[],
  now: number,
): Statement<{ id: string; count: number }> {
  return {
    sql: `SELECT wanted.value AS id,
        coalesce((SELECT value FROM ${T.counters} WHERE name = 'section:' || wanted.value), 0)
        - (SELECT count(*) FROM ${T.articles}
           WHERE listed = 1 AND section = wanted.value AND position >= ?2) AS count
      FROM json_each(?1) AS wanted ORDER BY wanted.key`,
    params: [JSON.stringify(sections), firstHidden(now)],
  }
}

/** The topics with the most stories. A topic whose every story is still to come is none yet. */
export function topicCounts(now: number): Statement<{ slug: string; name: string; count: number }> {
  return {
    sql: `SELECT slug, name, count FROM (
        SELECT substr(most.name, 7) AS slug,
          (SELECT name FROM ${T.topics} WHERE slug = substr(most.name, 7) AND position < ?1
           ORDER BY position DESC LIMIT 1) AS name,
          most.value - (SELECT count(*) FROM ${T.topics}
            WHERE slug = substr(most.name, 7) AND position >= ?1) AS count
        FROM (SELECT name, value FROM ${T.counters} INDEXED BY ${T.counters}_topics
          WHERE name >= 'topic:' AND name < 'topic;'
          ORDER BY value DESC LIMIT ${MOST_TOPICS}) AS most)
      WHERE name IS NOT NULL ORDER BY count DESC, slug`,
    params: [firstHidden(now)],
  }
}
