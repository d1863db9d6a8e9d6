import type { Stamp } from '../stores/kv.ts'

/** What the catalogue holds of an id. Times in milliseconds since 1970. */
export interface Held {
  revision: string
  stampedAt: number | null
  changedAt: number
}

/** What KV was seen to hold: a value, or none. */
type Seen = { revision: string; stamp: Stamp | null } | null

/**
 * What is to be done about what was seen:
 * `keep` the row as it is (nothing new, or an older value), `wait` until it has settled,
 * `apply` the value, `remove` the row.
 */
export type Verdict = 'keep' | 'wait' | 'apply' | 'remove'

export interface Sight {
  held: Held | null
  /** When the id was last removed, while that is remembered. */
  removedAt: number | null
  seen: Seen
  /** Only sync may conclude from an absence that an article is gone. */
  by: 'reader' | 'sync'
  now: number
  settleMs: number
}

/** Whether what changed then can be taken at face value now; clocks may differ by a little. */
export function isSettled(since: number, now: number, settleMs: number): boolean {
  return settleMs === 0 || now - since >= settleMs
}

/**
 * KV is eventually consistent: for a minute or more after a put a data centre may hand out the former
 * value, or none. So what can not prove its age does not touch a row that changed a moment ago, and
 * what can (the commands stamp their values) is taken by its age.
 */
export function decide({ held, removedAt, seen, by, now, settleMs }: Sight): Verdict {
  const isYoung = (since: number) => !isSettled(since, now, settleMs)
  if (seen === null) {
    if (held === null) return 'keep'
    return by === 'reader' || isYoung(held.changedAt) ? 'wait' : 'remove'
  }
  if (held === null) {
    const mayBeOld = removedAt !== null && isYoung(removedAt)
    return mayBeOld && (seen.stamp === null || seen.stamp.at <= removedAt) ? 'wait' : 'apply'
  }
  if (seen.revision === held.revision) return 'keep'
  if (seen.stamp !== null) {
    const since = held.stampedAt ?? held.changedAt
    if (seen.stamp.at > since) return 'apply'
    if (held.stampedAt !== null && seen.stamp.at < held.stampedAt) return 'keep'
  }
  return isYoung(held.changedAt) ? 'wait' : 'apply'
}
