import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import type { Statement } from '../database.ts'
import { type CardRow, upcoming } from './list-query.ts'
import { firstHidden } from './position.ts'
import { TABLES as T } from './schema.ts'

/** What the catalogue knows of an article besides its text. */
export interface ArticleRow {
  id: string
  revision: string
  stampedAt: number | null
  changedAt: number
  dirty: 0 | 1
  /** The last good Article, as JSON. */
  article: string
}

const RELATED = 4
/** How many of its topics, and of each topic's newest, are looked at for what is near a story. */
const TOPICS_LOOKED_AT = 8
const STORIES_LOOKED_AT = 16
/** A few to choose from, because those that expired meanwhile are passed over. */
const SPARE = 3

const SELF = `SELECT position, section FROM ${T.articles} WHERE id = ?1`

/**
 * Everything that an article's page asks of the catalogue, for one round trip: the row, what KV was
 * wrong about, whether it was removed or renamed, related stories and the next one.
 * @param now milliseconds since 1970
 */
export function articleQuery(id: string, now: number) {
  return [
    row(id),
    problem(id),
    removal(id),
    renamed(id),
    chosen(id, now),
    near(id, now),
    next(id),
    newestOfSection(id, now),
    lastGoodSite(),
    upcoming(now),
  ] as const
}

/** The row of one id. */
function row(id: string): Statement<ArticleRow> {
  return {
    sql: `SELECT id, revision, stamped_at AS stampedAt, changed_at AS changedAt, dirty, article
      FROM ${T.articles} WHERE id = ?1`,
    params: [id],
  }
}

function problem(id: string): Statement<{ revision: string }> {
  return {
    sql: `SELECT revision FROM ${T.problems} WHERE key = '${ARTICLE_PREFIX}' || ?1`,
    params: [id],
  }
}

function removal(id: string): Statement<{ at: number }> {
  return { sql: `SELECT at FROM ${T.tombstones} WHERE id = ?1`, params: [id] }
}

/** Who claims this id as a former one; of two claims the newest story's holds. */
function renamed(id: string): Statement<{ id: string }> {
  return {
    sql: `SELECT alias.id FROM ${T.aliases} AS alias
      JOIN ${T.articles} AS article ON article.id = alias.id
      WHERE alias.alias = ?1 ORDER BY article.position DESC LIMIT 1`,
    params: [id],
  }
}

/** The stories that the editor named. CROSS JOIN keeps SQLite from walking the whole table first. */
function chosen(id: string, now: number): Statement<CardRow> {
  return {
    sql: `SELECT other.position, other.card FROM ${T.articles} AS self
      CROSS JOIN json_each(self.related) AS named
      CROSS JOIN ${T.articles} AS other ON other.id = named.value
      WHERE self.id = ?1 AND other.listed = 1 AND other.position < ?2
      ORDER BY named.key LIMIT ${RELATED + SPARE}`,
    params: [id, firstHidden(now)],
  }
}

/**
 * The stories that share topics with this one: each shared topic weighs more the rarer it is, and a
 * year between the two stories halves their nearness.
 */
function near(id: string, now: number): Statement<CardRow> {
  return {
    sql: `WITH
      self AS (SELECT position, topics FROM ${T.articles} WHERE id = ?1),
      shared AS (
        SELECT json_extract(topic.value, '$.slug') AS slug
        FROM self JOIN json_each(self.topics) AS topic LIMIT ${TOPICS_LOOKED_AT}),
      weighed AS (
        SELECT tagged.position, 1.0 / (3 + counter.value) AS weight
        FROM shared
        JOIN ${T.counters} AS counter ON counter.name = 'topic:' || shared.slug
        JOIN ${T.topics} AS tagged ON tagged.slug = shared.slug AND tagged.position IN (
          SELECT position FROM ${T.topics} WHERE slug = shared.slug AND position < ?2
          ORDER BY position DESC LIMIT ${STORIES_LOOKED_AT})),
      best AS (
        SELECT weighed.position,
          sum(weight) / (1 + abs(weighed.position - self.position) / ${YEAR}) AS nearness
        FROM weighed JOIN self WHERE weighed.position <> self.position
        GROUP BY weighed.position ORDER BY nearness DESC LIMIT ${RELATED + SPARE})
      SELECT article.position, article.card FROM best
      JOIN ${T.articles} AS article ON article.position = best.position
      WHERE article.listed = 1 ORDER BY best.nearness DESC`,
    params: [id, firstHidden(now)],
  }
}

/** A year as the distance between two positions. */
const YEAR = (firstHidden(365 * 86_400_000) - firstHidden(0)).toFixed(1)

/** What follows a story: the next older one of its section. */
function next(id: string): Statement<CardRow> {
  return {
    sql: `WITH self AS (${SELF})
      SELECT other.position, other.card FROM self
      JOIN ${T.articles} AS other ON other.section = self.section AND other.position < self.position
      WHERE other.listed = 1 ORDER BY other.position DESC LIMIT ${SPARE}`,
    params: [id],
  }
}

/** After the oldest story of a section comes its newest. */
function newestOfSection(id: string, now: number): Statement<CardRow> {
  return {
    sql: `WITH self AS (${SELF})
      SELECT other.position, other.card FROM self
      JOIN ${T.articles} AS other ON other.section = self.section AND other.position < ?2
      WHERE other.listed = 1 AND other.id <> ?1 ORDER BY other.position DESC LIMIT ${RELATED + SPARE}`,
    params: [id, firstHidden(now)],
  }
}

/** The site as it last was when it was right. */
export function lastGoodSite(): Statement<{ value: string }> {
  return { sql: `SELECT value FROM ${T.state} WHERE name = 'site'`, params: [] }
}
