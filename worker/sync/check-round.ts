import { z } from 'zod'
import { ARTICLE_PREFIX } from '../../content/model/key.ts'
import { TABLES as T } from '../catalogue/tables.ts'
import type { Statement } from '../stores/d1.ts'

/** The first name after all keys of articles: `;` comes after `:`. */
const AFTER_ARTICLES = ARTICLE_PREFIX.replace(':', ';')

const FIRST = Number.MIN_SAFE_INTEGER

/**
 * Where the round over values without a stamp stands: only reading them tells whether they changed.
 * First the rows, in the order of the index, then the keys with a problem. That is one place for all
 * of them, because a time of checking in each row would cost two rows written at each reading.
 */
export const checkRoundSchema = z.object({
  checkedAt: z.number().default(FIRST),
  position: z.number().default(FIRST),
  key: z.string().default(ARTICLE_PREFIX),
  /** When this round began; 0 between rounds. When the last finished one had begun. */
  startedAt: z.number().default(0),
  endedAt: z.number().default(0),
})
export type CheckRound = z.infer<typeof checkRoundSchema>

const START = { checkedAt: FIRST, position: FIRST, key: ARTICLE_PREFIX }

/**
 * The round under way, else a new one. Null where the last one is `since` the moment. A round that began
 * before is finished first: started again and again, it would never come to its end.
 */
export function startRound(round: CheckRound, since: number, now: number): CheckRound | null {
  if (round.startedAt !== 0) return round
  if (since > 0 && round.endedAt >= since) return null
  return { ...round, ...START, startedAt: now }
}

export interface Unstamped {
  id: string
  /** Where it stands in the round: a row, or a key with a problem. */
  place: { checkedAt: number; position: number } | { key: string }
}

interface RowPlace {
  id: string
  checkedAt: number
  position: number
}

/** The next values of the round. */
export function unstampedQuery(round: CheckRound | null, most: number) {
  const limit = round === null ? 0 : most
  const { checkedAt, position, key } = round ?? START
  return {
    unstampedRows: {
      sql: `SELECT id, checked_at AS checkedAt, position FROM ${T.articles}
        WHERE stamped_at IS NULL AND checked_at >= ?1 AND (checked_at > ?1 OR position > ?2)
        ORDER BY checked_at, position LIMIT ?3`,
      params: [checkedAt, position, limit],
    } as Statement<RowPlace>,
    unstampedProblems: {
      sql: `SELECT key FROM ${T.problems} WHERE key > ?1 AND key < '${AFTER_ARTICLES}'
        ORDER BY key LIMIT ?2`,
      params: [key, limit],
    } as Statement<{ key: string }>,
  }
}

export function unstampedIn(
  rows: RowPlace[],
  problems: { key: string }[],
  most: number,
): Unstamped[] {
  return [
    ...rows.map(({ id, ...place }) => ({ id, place })),
    ...problems.map((place) => ({ id: place.key.slice(ARTICLE_PREFIX.length), place })),
  ].slice(0, most)
}

/**
 * The round after these values, but for what did not fit into the run: from there it goes on.
 * @param isLast there are no more than these
 */
export function advanceRound(
  round: CheckRound | null,
  unstamped: Unstamped[],
  left: Set<string>,
  isLast: boolean,
): Partial<CheckRound> {
  if (round === null) return {}
  const stop = unstamped.findIndex(({ id }) => left.has(id))
  if (stop === -1 && isLast) return { ...START, startedAt: 0, endedAt: round.startedAt }
  const done = stop === -1 ? unstamped : unstamped.slice(0, stop)
  return { ...round, ...Object.assign({}, ...done.map(({ place }) => place)) }
}
