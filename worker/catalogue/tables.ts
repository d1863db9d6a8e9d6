/**
 * Part of every table's name. An earlier version computed it from the schema; now it never changes,
 * so that a deployed catalogue keeps its rows: copying them under better names costs about 25 rows
 * written for each article, and the free plan gives 100,000 a day.
 */
const GENERATION = 'v6f9270dd'

/** The catalogue's tables. */
export const TABLES = {
  /** A row per article; `position` grows with the time of publication, see position.ts. */
  articles: `articles_${GENERATION}`,
  topics: `topics_${GENERATION}`,
  authors: `authors_${GENERATION}`,
  aliases: `aliases_${GENERATION}`,
  /** The corrections of listed articles, by time. */
  corrections: `corrections_${GENERATION}`,
  /** The months that have listed articles, for the index of the sitemap. */
  months: `months_${GENERATION}`,
  /** The last good updates of each live story, by its id. */
  live: `live_${GENERATION}`,
  /** What was removed, so that its address can say so. */
  tombstones: `tombstones_${GENERATION}`,
  /** What is wrong with values in KV, by key. */
  problems: `problems_${GENERATION}`,
  /** How many listed articles there are by section and topic, how many problems; updated by triggers. */
  counters: `counters_${GENERATION}`,
  /** The purge queue: what the cache in front of the worker does not know yet. */
  stale: `stale_${GENERATION}`,
  /** The queue of changes to announce, and what was announced last. */
  announcements: `announcements_${GENERATION}`,
  announced: `announced_${GENERATION}`,
  /** What sync remembers between its runs. */
  state: `state_${GENERATION}`,
  /** The words of every listed article, twice: one answers while the other is filled again. */
  search_a: `search_a_${GENERATION}`,
  search_b: `search_b_${GENERATION}`,
} as const

export type TableName = keyof typeof TABLES

/** A table of another generation. Names of no other shape are ever dropped. */
export const PREVIOUS_TABLE = new RegExp(
  `^(?:${Object.keys(TABLES).join('|')}|search)_(?!${GENERATION}$)v[0-9a-f]+$`,
)
