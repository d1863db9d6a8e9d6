import type { RowsOf, Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../schema.ts'
import { KEPT_SECTIONS } from './front.ts'
import { earliest } from './list.ts'

const MOST_TOPICS = 100
/**
 * The counters hold every listed story, also those to come and those that expired since the last sync:
 * so many of each are taken off, the nearest first. It keeps the answer within the budget of rows; with
 * more stories waiting than that, a count includes the rest of them.
 */
const MOST_HIDDEN = 100

interface Count {
  name: string
  count: number
}

/**
 * How many stories of each section there are, which of them are hidden, and when that changes.
 * @param sections null for those of the site that the catalogue kept
 */
export function sectionCounts(sections: string[] | null, now: number) {
  return [
    {
      sql: `SELECT wanted.value AS name, counter.value AS count FROM json_each(coalesce(?1, ${KEPT_SECTIONS})) AS wanted
        CROSS JOIN ${T.counters} AS counter ON counter.name = 'section:' || wanted.value`,
      params: [sections && JSON.stringify(sections)],
    } as Statement<Count>,
    ...hiddenNow(now),
  ] as const
}

/** The same of the topics with the most stories; a title is as the topic's newest story writes it. */
export function topicCounts(now: number) {
  return [
    {
      sql: `SELECT most.slug AS name, most.value AS count,
          (SELECT name FROM ${T.topics} WHERE slug = most.slug AND position < ?1
           ORDER BY position DESC LIMIT 1) AS title
        FROM (SELECT substr(name, 7) AS slug, value
          FROM ${T.counters} INDEXED BY ${T.counters}_topics
          WHERE name >= 'topic:' AND name < 'topic;'
          ORDER BY value DESC LIMIT ${MOST_TOPICS}) AS most`,
      params: [positionAfter(now)],
    } as Statement<Count & { title: string | null }>,
    ...hiddenNow(now),
  ] as const
}

/**
 * The stories that are counted but not visible now; the next to appear, and the next to expire. The
 * index is named because SQLite, which knows no sizes here, would walk through the whole table.
 */
function hiddenNow(now: number) {
  const listed = `FROM ${T.articles} WHERE listed = 1`
  const expiring = `FROM ${T.articles} INDEXED BY ${T.articles}_expiring
    WHERE listed = 1 AND expires_at IS NOT NULL`
  return [
    {
      sql: `SELECT section, topics FROM (SELECT section, topics ${listed} AND position >= ?1
          ORDER BY position LIMIT ${MOST_HIDDEN})
        UNION ALL SELECT section, topics FROM (SELECT section, topics ${expiring}
          AND expires_at <= ?2 AND position < ?1 ORDER BY expires_at LIMIT ${MOST_HIDDEN})`,
      params: [positionAfter(now), now],
    } as Statement<{ section: string; topics: string }>,
    {
      sql: `SELECT position ${listed} AND position >= ?1 ORDER BY position LIMIT 1`,
      params: [positionAfter(now)],
    } as Statement<{ position: number }>,
    {
      sql: `SELECT expires_at AS at ${expiring} AND expires_at > ?1 ORDER BY expires_at LIMIT 1`,
      params: [now],
    } as Statement<{ at: number }>,
  ] as const
}

/** The counts of what is visible, and when they change by themselves. */
export function countsIn<Counted extends Count>(
  kind: 'section' | 'topic',
  [counted, hidden, [appears], [expires]]: [Counted[], ...RowsOf<ReturnType<typeof hiddenNow>>],
) {
  const hiddenOf = new Map<string, number>()
  for (const { section, topics } of hidden) {
    const slugs = () => (JSON.parse(topics) as { slug: string }[]).map(({ slug }) => slug)
    for (const name of kind === 'section' ? [section] : slugs()) {
      hiddenOf.set(name, (hiddenOf.get(name) ?? 0) + 1)
    }
  }
  return {
    counts: counted.map((each) => ({
      ...each,
      count: each.count - (hiddenOf.get(each.name) ?? 0),
    })),
    nextChange: earliest(expires?.at ?? null, appears?.position),
  }
}
