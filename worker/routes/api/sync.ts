import { Hono } from 'hono'
import { z } from 'zod'
import { isId } from '../../../content/model/id.ts'
import { parseJson, parseWith } from '../../../content/model/parse.ts'
import { Refusal } from '../../../content/model/refusal.ts'
import type { AppEnv } from '../../context.ts'
import { respondNotFound } from '../../http/errors.ts'
import { isOperator } from '../../http/operator.ts'
import { problem } from '../../http/problem.ts'
import { respondJson } from '../../http/respond.ts'
import { sync } from '../../sync/run.ts'

const MOST_IDS = 1000
const order = z.object({
  /** What to look at first. */
  ids: z
    .array(z.string().refine(isId, { error: 'is not an id' }), { error: 'is not a list of ids' })
    .max(MOST_IDS, { error: `has more than ${MOST_IDS} ids` })
    .default([]),
  /** What the former answer gave. */
  cursor: z
    .string()
    .regex(/^\d{10,15}$/, { error: 'is none of ours; take it from the former answer' })
    .optional(),
})

/** One step of sync by the operator's request; again with the cursor until it says `done`. */
export const apiSync = new Hono<AppEnv>().post('/', async (c) => {
  const { services } = c.var
  if (services.settings.syncToken === undefined) return respondNotFound(c, { policy: null })
  if (!(await isOperator(c))) {
    return problem(c, 401, 'send the token as "Authorization: Bearer <SYNC_TOKEN>"', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    })
  }
  const text = await c.req.text()
  let wanted: z.infer<typeof order>
  try {
    wanted = parseWith(order, text === '' ? {} : parseJson(text))
  } catch (error) {
    if (error instanceof Refusal) return problem(c, 400, error.message)
    throw error
  }
  const since = wanted.cursor === undefined ? services.now : Number(wanted.cursor)
  const { busy, done, pending, ...counts } = await sync(services, { ids: wanted.ids, since })
  if (busy) {
    return problem(c, 503, 'another sync is under way; ask again', {
      headers: { 'Retry-After': '5' },
    })
  }
  const isDone = done && pending.length === 0
  const value = {
    done: isDone,
    ...(isDone ? {} : { cursor: String(since), ids: pending }),
    ...counts,
  }
  return respondJson(c, value, { policy: null })
})
