import { z } from 'zod'
import { TABLES as T } from './tables.ts'

/** The two tables of the search index: one answers, the other is empty or being filled. */
export type Slot = 'a' | 'b'

/** How far the search index is. Stored under the name `search` among what sync remembers. */
export interface SearchState {
  /** The slot that answers. */
  active: Slot
  /** The version of the code that filled it; empty before the first run. */
  version: string
  /** Set while the other slot is being filled by another version, newest first. */
  filling: { version: string /** Everything from this position on is done. */; from: number } | null
  /**
   * Positions that divide the archive into parts of some thousand articles, newest first. A search
   * that has to look into every article, as for a phrase of common words, looks at one part at a time.
   */
  parts: number[]
  /** When `parts` was last written, in milliseconds since 1970. */
  partedAt: number
}

const schema = z.object({
  active: z.enum(['a', 'b']),
  version: z.string(),
  filling: z.object({ version: z.string(), from: z.number() }).nullable(),
  parts: z.array(z.number()),
  partedAt: z.number(),
})

/** No version of the code: what the table holds is not known. */
export const LOST = 'lost'

const INITIAL: SearchState = {
  active: 'a',
  version: '',
  filling: null,
  parts: [],
  partedAt: 0,
}

/** A broken state is one of an unknown version: the index is derived, so it is filled again. */
export function parseSearchState(text: string | undefined): SearchState {
  if (text === undefined) return INITIAL
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return { ...INITIAL, version: LOST }
  }
}

export function tableOf(slot: Slot): string {
  return slot === 'a' ? T.search_a : T.search_b
}

export function otherSlot(slot: Slot): Slot {
  return slot === 'a' ? 'b' : 'a'
}
