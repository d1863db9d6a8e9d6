import type { Update } from '../../model/live-updates.ts'

/** What a command changes in the updates of a story: one update. */
export interface LiveEdit {
  id: string
  /** The update as it is to be; null: deleted. */
  wanted: Update | null
  /** As it was when the command began; null for a new one. */
  before: Update | null
}

/**
 * The updates with these edits, merged by id. An update that another editor has changed since is left
 * as that editor wrote it; one that is missing is put again, because a put that did not know of it has
 * replaced the value.
 */
export function withEdits(updates: Update[], edits: LiveEdit[]): Update[] {
  return edits.reduce(withEdit, updates)
}

function withEdit(updates: Update[], { id, wanted, before }: LiveEdit): Update[] {
  const current = updates.find((update) => update.id === id)
  if (current === undefined) return wanted === null ? updates : [...updates, wanted]
  const isAsBefore = before !== null && isSame(current, before)
  if (!isAsBefore || (wanted !== null && isSame(current, wanted))) return updates
  return updates.flatMap((update) => (update.id === id ? (wanted ?? []) : [update]))
}

/** The order of the fields is nobody's edit. */
function isSame(one: Update, other: Update): boolean {
  return canonicalUpdate(one) === canonicalUpdate(other)
}

function canonicalUpdate({ id, at, title, body, authors, kind }: Update): string {
  return JSON.stringify({ id, at, title, body, authors, kind })
}
