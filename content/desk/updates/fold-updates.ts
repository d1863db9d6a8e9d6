import { MAX_UPDATES, type Update } from '../../model/live-updates.ts'

/** The worker reads no value above 1 MB. */
const MAX_BYTES = 1_000_000
/** The share that stays in the value that is written to, so that folding is rare. */
const SHARE_LEFT = 0.5

export interface Folded {
  /** What stays under `live:<id>`. */
  current: Update[]
  /** What goes into new parts, the oldest first. */
  parts: Update[][]
}

/** Moves the oldest updates into parts where they are too many, or too long. @param updates newest first */
export function foldUpdates(updates: Update[]): Folded {
  if (updates.length <= MAX_UPDATES && bytesOf(updates) <= MAX_BYTES) {
    return { current: updates, parts: [] }
  }
  const current = takeWhileFits(updates, MAX_UPDATES * SHARE_LEFT, MAX_BYTES * SHARE_LEFT)
  const parts: Update[][] = []
  let rest = updates.slice(current.length)
  while (rest.length > 0) {
    const part = takeWhileFits(rest, MAX_UPDATES, MAX_BYTES)
    parts.unshift(part)
    rest = rest.slice(part.length)
  }
  return { current, parts }
}

/** At least one, however long it is. */
function takeWhileFits(updates: Update[], most: number, mostBytes: number): Update[] {
  let bytes = 2
  const end = updates.findIndex((update, index) => {
    bytes += bytesOf(update) + 1
    return index > 0 && (index >= most || bytes > mostBytes)
  })
  return end < 0 ? updates : updates.slice(0, end)
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
