import type { Statement } from '../stores/d1.ts'
import { setState } from './state.ts'

/** Where sync stands between its runs. */
export interface Progress {
  /** KV's cursor for the next page of names; null at the start of a pass. */
  cursor: string | null
  /** The last name of the previous page. */
  after: string
  /** When this pass over the names began, and when the last finished one had begun. */
  startedAt: number
  passedAt: number
  /** The values being parsed: if they are still here when a run begins, the previous run crashed. */
  attempting: Attempt[]
}

export interface Attempt {
  id: string
  tries: number
}

const FIRST: Progress = { cursor: null, after: '', startedAt: 0, passedAt: 0, attempting: [] }

/** The progress that an earlier run saved; the start of a pass where there is none. */
export function parseProgress(text: string | undefined): Progress {
  return text === undefined ? FIRST : { ...FIRST, ...JSON.parse(text) }
}

export function saveProgress(progress: Progress): Statement {
  return setState('progress', JSON.stringify(progress), 0)
}

/** Continues the pass under way, or starts a new one where only that can be `since` the moment. */
export function startPass(progress: Progress, since: number, now: number): Progress {
  if (progress.startedAt >= since && progress.cursor !== null) return progress
  if (progress.passedAt >= since && since > 0 && progress.cursor === null) return progress
  return { ...progress, cursor: null, after: '', startedAt: now }
}

/** After a page of names whose every difference was read. */
export function advance(progress: Progress, next: string | null, last: string | null): Progress {
  if (next === null) {
    return { ...progress, cursor: null, after: '', passedAt: progress.startedAt }
  }
  return { ...progress, cursor: next, after: last ?? progress.after }
}
