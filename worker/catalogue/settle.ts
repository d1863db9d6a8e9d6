import type { Stamp } from '../stores/kv.ts'

/** How far the clocks of two computers may differ while both count as right. */
export const CLOCKS_DIFFER_MS = 60_000

/** What the catalogue has of an id. Times in milliseconds since 1970. */
export interface CataloguedRevision {
  revision: string
  stampedAt: number | null
  changedAt: number
}

/**
 * What to do about what KV was seen to hold:
 * `unchanged`: the row stays as it is (nothing new, or an older value), `wait` until it has settled,
 * `apply` the value, `remove` the row.
 */
export type Verdict = 'unchanged' | 'wait' | 'apply' | 'remove'

export interface Sighting {
  row: CataloguedRevision | null
  /** When the id was last removed, while that is remembered. */
  removedAt: number | null
  /** What KV returned: a value, or none. */
  seen: { revision: string; stamp: Stamp | null } | null
  /** Only sync may conclude from an absence that an article is gone. */
  by: 'reader' | 'sync'
  now: number
  settleMs: number
}

/** Whether a change at that time has reached all of KV. */
export function isSettled(since: number, now: number, settleMs: number): boolean {
  return settleMs === 0 || now - since >= settleMs || !isCredible(since, now)
}

/** A time that is still to come was written by a clock that was ahead: it says nothing. */
export function isCredible(time: number, now: number): boolean {
  return time <= now + CLOCKS_DIFFER_MS
}

/** The stamp, unless it is from the future: then the value counts as put without one. */
export function credibleStamp(stamp: Stamp | null, now: number): Stamp | null {
  return stamp !== null && isCredible(stamp.at, now) ? stamp : null
}

/**
 * KV is eventually consistent: for a minute or more after a put a data centre may return the previous
 * value, or none. So a value without a stamp does not change a row that changed a moment ago; one with
 * a stamp (the commands write it) is judged by its age. Clocks that are ahead are not believed.
 */
export function decide({ row, removedAt, seen, by, now, settleMs }: Sighting): Verdict {
  const isYoung = (since: number) => !isSettled(since, now, settleMs)
  if (seen === null) {
    if (row === null) return 'unchanged'
    return by === 'reader' || isYoung(row.changedAt) ? 'wait' : 'remove'
  }
  const stamp = credibleStamp(seen.stamp, now)
  if (row === null) {
    const mayBeOld = removedAt !== null && isYoung(removedAt)
    return mayBeOld && (stamp === null || stamp.at <= removedAt) ? 'wait' : 'apply'
  }
  if (seen.revision === row.revision) return 'unchanged'
  if (stamp !== null) {
    const stampedAt =
      row.stampedAt !== null && isCredible(row.stampedAt, now) ? row.stampedAt : null
    const since = stampedAt ?? row.changedAt
    if (stamp.at > since || !isCredible(since, now)) return 'apply'
    if (stampedAt !== null && stamp.at < stampedAt) return 'unchanged'
  }
  return isYoung(row.changedAt) ? 'wait' : 'apply'
}
