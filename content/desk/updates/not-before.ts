import type { Update } from '../../model/live-updates.ts'
import { instant } from '../../model/moment.ts'

/** How far a clock may be ahead of readers' clocks: they see an update a minute early for that reason. */
export const RIGHT_CLOCK_MS = 60_000
/** How far a clock may have gone back where nothing says whether it is right. */
export const ANY_CLOCK_MS = 30 * 60_000

/**
 * The moment of a new update: now, or a second after the newest one. A clock that went back would put the
 * update below those that readers have seen. One that is further ahead was written for a time to come.
 * @param now with the offset of the site's time zone
 * @param updates newest first
 */
export function notBefore(now: string, updates: Pick<Update, 'at'>[], mostAhead: number): string {
  const newest = updates.find(({ at }) => instant(at) <= instant(now) + mostAhead)
  if (newest === undefined || instant(newest.at) < instant(now)) return now
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(now)?.[0] ?? 'Z'
  const minutes =
    offset === 'Z'
      ? 0
      : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)))
  const local = new Date(instant(newest.at) + 1000 + minutes * 60_000).toISOString().slice(0, 19)
  return local + offset
}
