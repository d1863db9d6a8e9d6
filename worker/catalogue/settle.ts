import type { Stamp } from '../stores/kv.ts'

/** So far the clocks of two computers that are right may differ. */
export const CLOCKS_DIFFER_MS = 60_000

/** What the catalogue has of an id. Times in milliseconds since 1970. */
export interface CataloguedRevision {
  revision: string
  stampedAt: number | null
  changedAt: number
}

/**
 * What to do about what KV was seen to hold:
 * `keep` the row as it is (nothing new, or an older value), `wait` until it has settled,
 * `apply` the value, `remove` the row.
 */
export type Verdict = 'keep' | 'wait' | 'apply' | 'remove'

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

/** Whether a change at that time has reached all of KV; clocks may differ by a little. */
export function isSettled(since: number, now: number, settleMs: number): boolean {
  return settleMs === 0 || now - since >= settleMs
}

/**
 * KV is eventually consistent: for a minute or more after a put a data centre may return the previous
 * value, or none. So a value without a stamp does not change a row that changed a moment ago; one with
 * a stamp (the commands write it) is judged by its age.
 */
export function decide({ row, removedAt, seen, by, now, settleMs }: Sighting): Verdict {
  const isYoung = (since: number) => !isSettled(since, now, settleMs)
  if (seen === null) {
    if (row === null) return 'keep'
    return by === 'reader' || isYoung(row.changedAt) ? 'wait' : 'remove'
  }
  if (row === null) {
    const mayBeOld = removedAt !== null && isYoung(removedAt)
    return mayBeOld && (seen.stamp === null || seen.stamp.at <= removedAt) ? 'wait' : 'apply'
  }
  if (seen.revision === row.revision) return 'keep'
  if (seen.stamp !== null) {
    const since = row.stampedAt ?? row.changedAt
    if (seen.stamp.at > since) return 'apply'
    if (row.stampedAt !== null && seen.stamp.at < row.stampedAt) return 'keep'
  }
  return isYoung(row.changedAt) ? 'wait' : 'apply'
}
