/** Where sync stands between its runs. */
export interface Progress {
  /** KV's cursor for the next page of names; null at the beginning. */
  cursor: string | null
  /** The last name of the former page. */
  after: string
  /** When this pass over the names began, and when the last finished one had begun. */
  startedAt: number
  passedAt: number
  /** What is being taken in: still here when a run begins, it ended the run before. */
  attempting: Attempt[]
}

export interface Attempt {
  id: string
  tries: number
}

const FIRST: Progress = { cursor: null, after: '', startedAt: 0, passedAt: 0, attempting: [] }

/** The progress that an earlier run left; the beginning where there was none. */
export function progressIn(text: string | undefined): Progress {
  return text === undefined ? FIRST : { ...FIRST, ...JSON.parse(text) }
}

/** Goes on with the pass under way, or begins a new one where only that can be `since` the moment. */
export function begun(progress: Progress, since: number, now: number): Progress {
  if (progress.startedAt >= since && progress.cursor !== null) return progress
  if (progress.passedAt >= since && since > 0 && progress.cursor === null) return progress
  return { ...progress, cursor: null, after: '', startedAt: now }
}

/** After a page of names whose every suspect was looked at. */
export function turned(progress: Progress, next: string | null, last: string | null): Progress {
  if (next === null) {
    return { ...progress, cursor: null, after: '', passedAt: progress.startedAt }
  }
  return { ...progress, cursor: next, after: last ?? progress.after }
}
