import { z } from 'zod'
import { ROW_VERSION } from './row-version.ts'

/** How far sync is with rows that another version of the code filled. */
const schema = z.object({
  version: z.string(),
  /** Rows before this position are still to be looked at; null when all were. */
  before: z.number().nullable(),
  done: z.number(),
  total: z.number(),
  /** How many runs began at this place and did not come to their end. */
  tries: z.number(),
})
export type RefillState = z.infer<typeof schema>

/** The refill by this version of the code, or null where it has not begun. */
export function parseRefill(text: string | undefined): RefillState | null {
  try {
    const { data } = schema.safeParse(JSON.parse(text ?? 'null'))
    return data?.version === ROW_VERSION ? data : null
  } catch {
    return null
  }
}

/** @param total how many rows there are */
export function startRefill(total: number): RefillState {
  return { version: ROW_VERSION, before: Number.MAX_SAFE_INTEGER, done: 0, total, tries: 0 }
}

export interface RefillProgress {
  done: number
  total: number
}

/** How far the refill is, or null where nothing is left to do. */
export function progressOf({ before, done, total }: RefillState): RefillProgress | null {
  return before === null ? null : { done: Math.min(done, total), total }
}
