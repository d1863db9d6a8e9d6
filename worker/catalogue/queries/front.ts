import { BREAKING_MS } from '../../../content/model/breaking.ts'
import type { RowsOf, Statement } from '../../stores/d1.ts'
import { positionAfter } from '../position.ts'
import { TABLES as T } from '../tables.ts'
import type { CardRow } from './list.ts'

/** How many stories the front page and a section's first page show at most. */
export const PAGE_SIZE = 24
/** More than that, for those that expire before the next build. */
const SPARE = 12
/** The length of a list in the snapshot. One that is full may have been cut. */
export const FRONT_LENGTH = PAGE_SIZE + SPARE
/** Sync builds the snapshot again at this age, if nothing changed before. */
export const MAX_SNAPSHOT_AGE_MS = 12 * 3_600_000
/**
 * The snapshot holds what appears within this time, so that it appears on time: as long as the snapshot
 * serves, and a day more, for which the cache may serve a stale page in an outage.
 */
export const HORIZON_MS = MAX_SNAPSHOT_AGE_MS + 25 * 3_600_000
const PLACED = 12
/** How many articles a request may read in all without the snapshot. */
const READER_STORIES = 300

interface Wanted {
  /** The ids of the sections to list. */
  sections: string[]
  now: number
  /** What appears until then is taken along. */
  until: number
  /** How long the list of a section may be, before now and after. */
  length: number
}

/** For sync: what the snapshot is made of, with what appears before it is built again. */
export function frontToStore(sections: string[], now: number) {
  return frontQuery({ sections, now, until: now + HORIZON_MS, length: FRONT_LENGTH })
}

/** For a request without the snapshot: shorter lists, within the budget of rows. */
export function frontForReader(sections: string[], now: number) {
  const rest = READER_STORIES - FRONT_LENGTH
  const length = Math.min(PAGE_SIZE, Math.floor(rest / Math.max(1, sections.length)))
  return frontQuery({ sections, now, until: now, length })
}

/** What is shown of the newest update of a live story, as JSON; null for others. */
interface LiveColumn {
  live: string | null
}
const NEWEST = `CASE WHEN live_until IS NOT NULL THEN (
  SELECT newest FROM ${T.live} WHERE id = own.id) END AS live`

/** One list for all stories, one for each section, those placed, those breaking. */
function frontQuery({ sections, now, until, length }: Wanted) {
  const shown = positionAfter(now)
  const end = positionAfter(until)
  return {
    newest: {
      sql: `SELECT position, card, ${NEWEST} FROM ${T.articles} AS own
        WHERE position IN (${around('', '?3')})`,
      // As long for a reader as in the snapshot: the front page is laid out by how many there are.
      params: [shown, end, FRONT_LENGTH],
    } satisfies Statement as Statement<CardRow & LiveColumn>,
    sections: {
      sql: `SELECT wanted.value AS section, article.position, article.card
        FROM json_each(?4) AS wanted
        JOIN ${T.articles} AS article
          ON article.position IN (${around('AND section = wanted.value', '?3')})`,
      params: [shown, end, length, JSON.stringify(sections)],
    } satisfies Statement as Statement<CardRow & { section: string }>,
    placed: {
      sql: `SELECT position, card, placement, ${NEWEST} FROM ${T.articles} AS own WHERE position IN (
        ${around(`AND placement = 'lead'`, `${PLACED}`)}
        UNION ALL ${around(`AND placement = 'top'`, `${PLACED}`)})`,
      params: [shown, end],
    } satisfies Statement as Statement<CardRow & LiveColumn & { placement: 'lead' | 'top' }>,
    breaking: {
      sql: `SELECT position, card FROM ${T.articles}
        WHERE position IN (${around('AND breaking = 1 AND position >= ?3', `${PLACED}`)})`,
      params: [shown, end, positionAfter(now - BREAKING_MS)],
    } satisfies Statement as Statement<CardRow>,
  }
}

export type FrontRows = RowsOf<ReturnType<typeof frontQuery>>

/** The newest that may be seen (before ?1) and the next to come (before ?2): neither crowds out the other. */
function around(where: string, length: string): string {
  const walk = `SELECT position FROM ${T.articles} WHERE listed = 1 ${where}`
  return `
    SELECT position FROM (${walk} AND position < ?1 ORDER BY position DESC LIMIT ${length})
    UNION ALL SELECT position FROM (
      ${walk} AND position >= ?1 AND position < ?2 ORDER BY position LIMIT ${length})`
}
