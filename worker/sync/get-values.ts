import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import type { Observation } from '../catalogue/plan-change.ts'
import { TABLES as T } from '../catalogue/tables.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'

/** How many values are in memory at once: each may have KV's 25 MiB, a worker has 128. */
const READS_AT_ONCE = 3

interface Values {
  observations: Observation[]
  /** Ids whose value KV did not return. */
  unread: string[]
}

/**
 * Reads these ids in KV and in the catalogue. A value that KV never returns must not stop all others:
 * it is reported as unread.
 * @throws Unavailable where KV returns none
 */
export async function getValues(services: Services, ids: string[], now: number): Promise<Values> {
  if (ids.length === 0) return { observations: [], unread: [] }
  const { database, store, settings } = services
  const { rows, problems, removals } = await database.run(knownQuery(ids))
  const observations: Observation[] = []
  const unread: string[] = []
  let failure: unknown
  for (let start = 0; start < ids.length; start += READS_AT_ONCE) {
    const some = ids.slice(start, start + READS_AT_ONCE)
    const values = await Promise.allSettled(some.map((id) => store.getArticle(id)))
    values.forEach((value, index) => {
      const id = some[index] ?? ''
      if (value.status === 'rejected') {
        failure = value.reason
        unread.push(id)
        return
      }
      observations.push({
        id,
        row: rows.find((row) => row.id === id) ?? null,
        value: value.value,
        knownBad: problems.find((problem) => problem.id === id)?.revision ?? null,
        removedAt: removals.find((removal) => removal.id === id)?.at ?? null,
        by: 'sync',
        now,
        settleMs: settings.settleMs,
      })
    })
    // Each of these may have taken the whole timeout: the others are for the next run.
    if (unread.length >= READS_AT_ONCE) break
  }
  if (failure !== undefined && observations.length === 0) throw failure
  return { observations, unread }
}

interface RowFacts {
  id: string
  revision: string
  stampedAt: number | null
  changedAt: number
  dirty: 0 | 1
}

/** Rows, known problems and removals of these ids. */
function knownQuery(ids: string[]) {
  const json = JSON.stringify(ids)
  return {
    rows: {
      sql: `SELECT id, revision, stamped_at AS stampedAt, changed_at AS changedAt, dirty
        FROM ${T.articles} WHERE id IN (SELECT value FROM json_each(?1))`,
      params: [json],
    } as Statement<RowFacts>,
    problems: {
      sql: `SELECT substr(key, ${ARTICLE_PREFIX.length + 1}) AS id, revision FROM ${T.problems}
        WHERE key IN (SELECT '${ARTICLE_PREFIX}' || value FROM json_each(?1))`,
      params: [json],
    } as Statement<{ id: string; revision: string }>,
    removals: {
      sql: `SELECT id, at FROM ${T.tombstones} WHERE id IN (SELECT value FROM json_each(?1))`,
      params: [json],
    } as Statement<{ id: string; at: number }>,
  }
}
