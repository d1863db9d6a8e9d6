import { type Article, parseArticle } from '../../content/model/article.ts'
import { Refusal } from '../../content/model/refusal.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { type Row, rowOf } from './row.ts'
import { FILLED_BY, ROW_VERSION } from './row-version.ts'
import { TABLES as T } from './tables.ts'

/** A row that another version of the code filled, with the columns that it has. */
export interface StaleRow extends Record<string, string | number | null> {
  position: number
  id: string
  revision: string
  stamped_at: number | null
  changed_at: number
  checked_at: number
  /** Null where its triggers may not have run: it has to be inserted again. */
  filled_by: string | null
  /** The last good Article, as JSON. */
  article: string
}

/** How far along the table one run looks for stale rows. */
const WINDOW = 1000

/** The newest stale rows before a position, and where the window that was searched for them ends. */
export function staleRows(before: number, most: number) {
  return {
    rows: {
      sql: `SELECT own.* FROM (SELECT position FROM ${T.articles} WHERE position < ?1
          ORDER BY position DESC LIMIT ${WINDOW}) AS place
        CROSS JOIN ${T.articles} AS own ON own.position = place.position
        WHERE own.filled_by IS NOT ?2 ORDER BY own.position DESC LIMIT ?3`,
      params: [before, ROW_VERSION, most],
    } as Statement<StaleRow>,
    windowEnd: {
      sql: `SELECT position FROM ${T.articles} WHERE position < ?1
        ORDER BY position DESC LIMIT 1 OFFSET ${WINDOW - 1}`,
      params: [before],
    } as Statement<{ position: number }>,
  }
}

/**
 * The row as this version fills it: from the value in KV where that has the same revision, else from
 * the article that the row holds. Null where this version refuses the article: the row stays as it is.
 */
export function refilledRow(stale: StaleRow, value: KvValue | null, now: number): Row | null {
  const texts = [() => stale.article]
  if (value?.revision === stale.revision) texts.unshift(() => value.text())
  for (const text of texts) {
    try {
      return rowAs(stale, parseArticle(text()), now)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return null
}

/** A refill is no change of the article: when it changed and was checked stays. */
function rowAs({ id, revision, ...stale }: StaleRow, article: Article, now: number): Row {
  const stamp = stale.stamped_at === null ? null : { revision, at: stale.stamped_at }
  const row = rowOf(id, article, { revision, stamp }, now)
  const { changed_at, checked_at } = stale
  return { ...row, columns: { ...row.columns, changed_at, checked_at } }
}

/** Others may stand at its own position: then it has one of the next. */
const MAX_SHIFTED = 1000

/** Whether the row can stay where it is. If not, it is inserted again. */
export function isInPlace({ position, filled_by }: StaleRow, row: Row): boolean {
  const shift = position - row.position
  return filled_by !== null && shift >= 0 && shift < MAX_SHIFTED
}

/**
 * Fills a row again in its place. Only columns that differ are set, because each index of a column
 * that is set costs a row written; triggers do the rest.
 * @param options `isIndexed: false`: the search index may hold what is wrong
 */
export function updateRow(
  stale: StaleRow,
  { columns }: Row,
  { isIndexed } = { isIndexed: true },
): Statement {
  const different = Object.entries(columns).filter(([name, value]) => stale[name] !== value)
  const assignments = different.map(([name], index) => `, ${name} = ?${index + 3}`)
  return {
    sql: `UPDATE ${T.articles} SET filled_by = (${FILLED_BY})${assignments.join('')}
        ${isIndexed ? '' : ', indexed_revision = NULL'}
      WHERE position = ?1 AND revision = ?2`,
    params: [stale.position, stale.revision, ...different.map(([, value]) => value)],
  }
}

/** For a row that this version cannot fill better. */
export function acceptRow({ position, revision }: StaleRow): Statement {
  return {
    sql: `UPDATE ${T.articles} SET filled_by = ?3 WHERE position = ?1 AND revision = ?2`,
    params: [position, revision, ROW_VERSION],
  }
}
