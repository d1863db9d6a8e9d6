import type { Article } from '../../content/model/article.ts'
import { type LiveStory, liveMoments } from '../../content/model/live-story.ts'
import { instant } from '../../content/model/moment.ts'
import { timeOf } from '../catalogue/position.ts'

/** Within one, no day begins: the time zones of the world differ by whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000

/** Whether what was made at one moment is what would be made now of the same things. */
export function isStillTrue(
  { madeAt, nextChange }: { madeAt: number; nextChange: number | null },
  now: number,
): boolean {
  const quarter = (time: number) => Math.floor(time / QUARTER_MS)
  return (
    madeAt <= now && quarter(madeAt) === quarter(now) && (nextChange === null || now < nextChange)
  )
}

/** What an answer shows that changes by itself. Times in milliseconds since 1970. */
interface Changing {
  /** Articles that it shows, or would show: each changes it when it appears, when it expires, and when its coverage begins and ends. */
  articles?: Iterable<
    Pick<Article, 'publishedAt' | 'expiresAt'> & { live?: Pick<LiveStory, 'startedAt' | 'endedAt'> }
  >
  /** The position of the next article to appear anywhere. */
  upcoming?: number | null | undefined
  /** Other moments at which it changes. */
  at?: (number | null | undefined)[]
}

/**
 * When an answer changes by itself: the first moment after `now` at which something that it shows
 * becomes visible or stops being so.
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; null when it never does
 */
export function nextChange(now: number, { articles = [], upcoming, at = [] }: Changing) {
  let next: number | null = null
  const consider = (moment: number | null | undefined) => {
    if (moment != null && moment > now && (next === null || moment < next)) next = moment
  }
  for (const { publishedAt, expiresAt, live } of articles) {
    consider(instant(publishedAt))
    if (expiresAt !== undefined) consider(instant(expiresAt))
    for (const at of live ? liveMoments(live) : []) consider(at)
  }
  if (upcoming != null) consider(timeOf(upcoming))
  for (const moment of at) consider(moment)
  return next as number | null
}
