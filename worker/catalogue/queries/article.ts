import { ARTICLE_PREFIX } from '../../../content/model/key.ts'
import type { Statement } from '../../stores/d1.ts'
import { type LiveFacts, liveColumns } from '../live-row.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'
import { listIn, targetsSql } from './references.ts'

/** What the catalogue has of an id. Lists are JSON. */
export interface ArticleFacts extends LiveFacts {
  revision: string | null
  stampedAt: number | null
  changedAt: number | null
  dirty: 0 | 1 | null
  /**
   * The last good Article, as JSON; null, as all above, where there is no row, and where it is `known`.
   */
  article: string | null
  /** In characters. */
  articleLength: number | null
  /** The revision of the value that is known to be invalid. */
  knownBad: string | null
  removedAt: number | null
  /** Whether what was removed had been shown. */
  wasShown: 0 | 1 | null
  /** The article that has this id as an alias. */
  renamedTo: string | null
  /** What the four lists below are made of: positions, revisions, and the code that filled the rows. */
  neighbours: string
  /** Lists of `[position, card]`; null where `neighbours` is known. Those that the editor named, those nearest by topics, the section's newest. */
  chosen: string | null
  near: string | null
  newest: string | null
  /** The next older ones of the section. */
  older: string | null
  /** The newest of the site, where this id has no published article; else empty. */
  elsewhere: string
  /** The ids that the row's article refers to, as JSON; and those of them that are published. */
  references: string | null
  targets: string
  /** The position of the next story to appear anywhere. */
  upcoming: number | null
}

const RELATED = 4
/** How many headlines stand below a message. */
export const HEADLINES = 3
/** How many of its topics, and of each topic's newest articles, are candidates for related articles. */
const TOPICS_LOOKED_AT = 8
const STORIES_LOOKED_AT = 12
/** Some more, because those that expired meanwhile are skipped. */
const SPARE = 3
/** A year as the distance between two positions. */
const YEAR = (positionAfter(365 * 86_400_000) - positionAfter(0)).toFixed(1)

/** Of the articles that have this id as an alias, the newest visible one wins. */
const RENAMED = `
  SELECT id FROM ${T.aliases} WHERE alias = ?1 AND position < ?2 ORDER BY position DESC LIMIT 1`

/** CROSS JOIN stops SQLite from scanning the whole table first. */
const CHOSEN = `
  SELECT named.key AS rank, ${columns('other')} FROM self
  CROSS JOIN json_each(${listIn('self.related')}) AS named
  CROSS JOIN ${T.articles} AS other ON other.id = named.value
  WHERE other.listed = 1 AND other.position < ?2 ORDER BY named.key LIMIT ${RELATED + SPARE}`

/** Each shared topic weighs more the rarer it is; a year between two stories halves their nearness. */
const NEAR = `
  SELECT -best.nearness AS rank, ${columns('article')} FROM (
    SELECT tagged.position,
      sum(1.0 / (3 + counter.value))
        / (1 + abs(tagged.position - shared.own) / ${YEAR}) AS nearness
    FROM (SELECT json_extract(topic.value, '$.slug') AS slug, self.position AS own
      FROM self CROSS JOIN json_each(self.topics) AS topic LIMIT ${TOPICS_LOOKED_AT}) AS shared
    CROSS JOIN ${T.counters} AS counter ON counter.name = 'topic:' || shared.slug
    CROSS JOIN ${T.topics} AS tagged ON tagged.slug = shared.slug AND tagged.position IN (
      SELECT position FROM ${T.topics} WHERE slug = shared.slug AND position < ?2
      ORDER BY position DESC LIMIT ${STORIES_LOOKED_AT})
    WHERE tagged.position <> shared.own
    GROUP BY tagged.position ORDER BY nearness DESC LIMIT ${RELATED + SPARE}) AS best
  CROSS JOIN ${T.articles} AS article ON article.position = best.position
  WHERE article.listed = 1`

const OLDER = `
  SELECT -other.position AS rank, ${columns('other')} FROM self
  CROSS JOIN ${T.articles} AS other
    ON other.section = self.section AND other.position < self.position
  WHERE other.listed = 1 ORDER BY other.position DESC LIMIT ${SPARE}`

const NEWEST = `
  SELECT -other.position AS rank, ${columns('other')} FROM self
  CROSS JOIN ${T.articles} AS other ON other.section = self.section AND other.position < ?2
  WHERE other.listed = 1 AND other.position <> self.position
  ORDER BY other.position DESC LIMIT ${RELATED + SPARE}`

/** Under the message of an address without an article. CASE runs it for no other. */
const ELSEWHERE = `
  SELECT -position AS rank, position, card FROM ${T.articles}
  WHERE listed = 1 AND position < ?2 ORDER BY position DESC LIMIT ${HEADLINES + SPARE}`

const REFERENCES = `(
  SELECT ref.value FROM self CROSS JOIN json_each(${listIn('self.refs')}) AS ref)`

const SQL = `
  WITH self AS MATERIALIZED (SELECT * FROM ${T.articles} WHERE id = ?1),
    chosen AS MATERIALIZED (${CHOSEN}), near AS MATERIALIZED (${NEAR}),
    newest AS MATERIALIZED (${NEWEST}), older AS MATERIALIZED (${OLDER}),
    neighbours AS MATERIALIZED (SELECT json_array(${['chosen', 'near', 'newest', 'older'].map(madeOf).join()}) AS text)
  SELECT
    self.revision, self.stamped_at AS stampedAt, self.changed_at AS changedAt, self.dirty,
    CASE WHEN self.revision = ?3 AND length(self.article) = ?4 THEN NULL ELSE self.article END
      AS article, length(self.article) AS articleLength,
    (SELECT revision FROM ${T.problems} WHERE key = '${ARTICLE_PREFIX}' || ?1) AS knownBad,
    (SELECT at FROM ${T.tombstones} WHERE id = ?1) AS removedAt,
    (SELECT shown FROM ${T.tombstones} WHERE id = ?1) AS wasShown,
    (${RENAMED}) AS renamedTo,
    neighbours.text AS neighbours,
    ${unlessKnown('chosen')}, ${unlessKnown('near')},
    ${unlessKnown('newest')}, ${unlessKnown('older')},
    CASE WHEN self.listed IS 1 THEN '[]' ELSE ${cards(`(${ELSEWHERE})`)} END AS elsewhere,
    self.refs AS "references",
    ${targetsSql(REFERENCES)} AS targets,
    (SELECT position FROM ${T.articles} WHERE listed = 1 AND position >= ?2
      ORDER BY position LIMIT 1) AS upcoming,
    ${liveColumns('?1')}
  FROM neighbours LEFT JOIN self LEFT JOIN ${T.live} AS live ON live.id = ?1`

/**
 * Everything that an article page needs of the catalogue, as one row of one statement: the last good
 * revision, the invalid one, whether it was removed or renamed, related articles, the next one.
 * @param now milliseconds since 1970
 * @param known what it answered before: of that, the texts that are still the same are not sent again
 */
export function articleQuery(
  id: string,
  now: number,
  known: ArticleFacts | null = null,
): Statement<ArticleFacts> {
  const { revision = null, articleLength = null, neighbours = null } = known ?? {}
  return { sql: SQL, params: [id, positionAfter(now), revision, articleLength, neighbours] }
}

/** The facts with the texts that were left out because they are known. */
export function completeFacts(facts: ArticleFacts, known: ArticleFacts | null): ArticleFacts {
  if (known === null) return facts
  const { article, chosen, near, newest, older } = known
  return {
    ...facts,
    article: facts.article ?? (facts.revision === known.revision ? article : null),
    ...(facts.neighbours === known.neighbours && { chosen, near, newest, older }),
  }
}

function cards(query: string): string {
  return `(SELECT json_group_array(json_array(position, card) ORDER BY rank) FROM ${query})`
}

function unlessKnown(list: string): string {
  return `CASE WHEN neighbours.text = ?5 THEN NULL ELSE ${cards(list)} END AS ${list}`
}

function madeOf(list: string): string {
  return `(SELECT json_group_array(json_array(position, revision, filled_by) ORDER BY rank) FROM ${list})`
}

/** Of a neighbour. */
function columns(table: string): string {
  return ['position', 'card', 'revision', 'filled_by'].map((name) => `${table}.${name}`).join()
}
