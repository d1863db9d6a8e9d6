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
  // A time that is still to come was written while the clock was ahead.
  const endedAt = round.endedAt <= now ? round.endedAt : 0
  if (round.startedAt !== 0 && round.startedAt <= now) return { ...round, endedAt }
  if (since > 0 && endedAt >= since) return null
  return { ...START, startedAt: now, endedAt }
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
  key: null
}

interface KeyPlace {
  key: string
}

const COLUMNS = `id, checked_at AS checkedAt, position
  FROM ${T.articles} INDEXED BY ${T.articles}_unstamped WHERE stamped_at IS NULL`

/** The next values of the round. Two walks along one index: with OR it would begin at its start. */
export function unstampedQuery(round: CheckRound | null, most: number) {
  const limit = round === null ? 0 : most
  const { checkedAt, position, key } = round ?? START
  return {
    unstamped: {
      sql: `SELECT id, checkedAt, position, NULL AS key FROM (
          SELECT * FROM (SELECT ${COLUMNS} AND checked_at = ?1 AND position > ?2
            ORDER BY position LIMIT ?3)
          UNION ALL SELECT * FROM (SELECT ${COLUMNS} AND checked_at > ?1
            ORDER BY checked_at, position LIMIT ?3))
        UNION ALL SELECT NULL, NULL, NULL, key FROM (
          SELECT key FROM ${T.problems} WHERE key > ?4 AND key < '${AFTER_ARTICLES}'
          ORDER BY key LIMIT ?3)
        ORDER BY key, checkedAt, position LIMIT ?3`,
      params: [checkedAt, position, limit, key],
    } as Statement<RowPlace | KeyPlace>,
  }
}

export function unstampedIn(places: (RowPlace | KeyPlace)[]): Unstamped[] {
  return places.map((place) =>
    place.key === null
      ? { id: place.id, place: { checkedAt: place.checkedAt, position: place.position } }
      : { id: place.key.slice(ARTICLE_PREFIX.length), place: { key: place.key } },
  )
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
