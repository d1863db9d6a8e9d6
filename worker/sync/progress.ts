import { z } from 'zod'
import type { Statement } from '../stores/d1.ts'
import { checkRoundSchema } from './check-round.ts'
import { type State, setStates } from './state.ts'

/** Where sync stands between its runs. */
const schema = z.object({
  /** KV's cursor for the next page of names; null at the start of a pass. */
  cursor: z.string().nullable().default(null),
  /** The last name of the previous page. */
  after: z.string().default(''),
  /** When this pass over the names began, and when the last finished one had begun. */
  startedAt: z.number().default(0),
  passedAt: z.number().default(0),
  /** How many names this pass has compared. */
  compared: z.number().default(0),
  round: checkRoundSchema.prefault({}),
  /** The values being parsed: if they are still here when a run begins, the previous run crashed. */
  attempting: z.array(z.object({ id: z.string(), tries: z.number() })).default([]),
})
export type Progress = z.infer<typeof schema>
export type Attempt = Progress['attempting'][number]

/** The progress that an earlier run saved; the start of a pass where there is none that is valid. */
export function parseProgress(text: string | undefined): Progress {
  try {
    return schema.parse(JSON.parse(text ?? '{}'))
  } catch {
    return schema.parse({})
  }
}

/** @param others what else is to be remembered, in the same statement */
export function saveProgress(progress: Progress, others: State[] = []): Statement {
  return setStates([{ name: 'progress', value: JSON.stringify(progress), until: 0 }, ...others])
}

/** Continues the pass under way, or starts a new one where only that can be `since` the moment. */
export function startPass(progress: Progress, since: number, now: number): Progress {
  const { cursor, startedAt } = progress
  // A time that is still to come was written while the clock was ahead.
  const passedAt = progress.passedAt <= now ? progress.passedAt : 0
  if (startedAt >= since && startedAt <= now && cursor !== null) return { ...progress, passedAt }
  if (passedAt >= since && since > 0 && cursor === null) return { ...progress, passedAt }
  return { ...progress, passedAt, cursor: null, after: '', startedAt: now, compared: 0 }
}

/** After a page of names whose every difference was read. */
export function advance(
  progress: Progress,
  { names, next, last }: { names: number; next: string | null; last: string | null },
): Progress {
  const compared = progress.compared + names
  if (next === null) {
    return { ...progress, compared, cursor: null, after: '', passedAt: progress.startedAt }
  }
  return { ...progress, compared, cursor: next, after: last ?? progress.after }
}
