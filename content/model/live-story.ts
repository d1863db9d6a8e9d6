import { z } from 'zod'
import { idField } from './id.ts'
import { instant, moment } from './moment.ts'
import { plainLine } from './plain-line.ts'

export const updateId = idField('the id of an update', '20260305-224000')

/** Of a live story, as its article says it: its updates are under `live:<id>`. */
export const liveSchema = z.object(
  {
    startedAt: moment,
    endedAt: moment.optional(),
    /** What stands above the updates: the most important points. */
    summary: z
      .array(plainLine('a point of the summary', 300), {
        error: 'is not a list of points; write one like ["فوز الفريق بهدفين"]',
      })
      .max(10, { error: 'has more than 10 points; choose the most important ones' })
      .optional(),
    /** The id of the update that stands above the others. */
    pinned: updateId.optional(),
    /** How many parts hold older updates: `live:<id>:1` is the oldest. The commands write it. */
    parts: z
      .number({ error: 'is not a number; leave it out, the commands write it' })
      .int({ error: 'is not a whole number; leave it out, the commands write it' })
      .min(0, { error: 'is below zero; leave it out, the commands write it' })
      .max(99, { error: 'is above 99; begin another article' })
      .optional(),
  },
  { error: 'is not a live story; write { "startedAt": "…" }' },
)
export type LiveStory = z.infer<typeof liveSchema>

/** Where the coverage stands at this moment (milliseconds since 1970). */
export function liveState(
  { startedAt, endedAt }: Pick<LiveStory, 'startedAt' | 'endedAt'>,
  now: number,
): 'planned' | 'running' | 'ended' {
  if (endedAt !== undefined && instant(endedAt) <= now) return 'ended'
  return instant(startedAt) <= now ? 'running' : 'planned'
}

/** When that changes, in milliseconds since 1970. */
export function liveMoments({
  startedAt,
  endedAt,
}: Pick<LiveStory, 'startedAt' | 'endedAt'>): number[] {
  return [instant(startedAt), ...(endedAt === undefined ? [] : [instant(endedAt)])]
}
