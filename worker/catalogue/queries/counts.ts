import type { RowsOf, Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { storedSlugs } from '../stored.ts'
import { TABLES as T } from '../tables.ts'

const MAX_TOPICS = 100
/**
 * The counters hold every listed article, also those to come and those that expired since the last
 * sync: this many of each are subtracted, the nearest first. This stays within the budget of rows; with
 * more articles waiting than that, a count includes the rest of them.
 */
const MAX_HIDDEN = 100

export interface Count {
  name: string
  count: number
}

/** How many articles each section has, which of them are hidden, and when that changes. */
export function sectionCounts(sections: string[], now: number) {
  return {
    counted: {
      sql: `SELECT wanted.value AS name, counter.value AS count FROM json_each(?1) AS wanted
        CROSS JOIN ${T.counters} AS counter ON counter.name = 'section:' || wanted.value`,
      params: [JSON.stringify(sections)],
    } as Statement<Count>,
    ...hiddenNow(now),
  }
}

/** The same of the topics with the most articles; a title is as the topic's newest article writes it. */
export function topicCounts(now: number) {
  return {
    counted: {
      sql: `SELECT most.slug AS name, most.value AS count,
          (SELECT name FROM ${T.topics} WHERE slug = most.slug AND position < ?1
           ORDER BY position DESC LIMIT 1) AS title
        FROM (SELECT substr(name, 7) AS slug, value
          FROM ${T.counters} INDEXED BY ${T.counters}_topics
          WHERE name >= 'topic:' AND name < 'topic;'
          ORDER BY value DESC LIMIT ${MAX_TOPICS}) AS most`,
      params: [positionAfter(now)],
    } as Statement<Count & { title: string | null }>,
    ...hiddenNow(now),
  }
}

/**
 * The articles that are counted but not visible now; the next to appear, and the next to expire. The
 * index is named because SQLite, which has no statistics here, would scan the whole table.
 */
function hiddenNow(now: number) {
  const listed = `FROM ${T.articles} WHERE listed = 1`
  const expiring = `FROM ${T.articles} INDEXED BY ${T.articles}_expiring
    WHERE listed = 1 AND expires_at IS NOT NULL`
  return {
    hidden: {
      sql: `SELECT section, topics FROM (SELECT section, topics ${listed} AND position >= ?1
          ORDER BY position LIMIT ${MAX_HIDDEN})
        UNION ALL SELECT section, topics FROM (SELECT section, topics ${expiring}
          AND expires_at <= ?2 AND position < ?1 ORDER BY expires_at LIMIT ${MAX_HIDDEN})`,
      params: [positionAfter(now), now],
    } as Statement<{ section: string; topics: string }>,
    appears: {
      sql: `SELECT position ${listed} AND position >= ?1 ORDER BY position LIMIT 1`,
      params: [positionAfter(now)],
    } as Statement<{ position: number }>,
    expires: {
      sql: `SELECT expires_at AS at ${expiring} AND expires_at > ?1 ORDER BY expires_at LIMIT 1`,
      params: [now],
    } as Statement<{ at: number }>,
  }
}

type HiddenRows = RowsOf<ReturnType<typeof hiddenNow>>

/** The counts of what is visible. */
export function visibleCounts<Counted extends Count>(
  kind: 'section' | 'topic',
  { counted, hidden }: HiddenRows & { counted: Counted[] },
): Counted[] {
  const hiddenOf = new Map<string, number>()
  for (const { section, topics } of hidden) {
    for (const name of kind === 'section' ? [section] : storedSlugs(topics)) {
      hiddenOf.set(name, (hiddenOf.get(name) ?? 0) + 1)
    }
  }
  return counted.map((each) => ({ ...each, count: each.count - (hiddenOf.get(each.name) ?? 0) }))
}
