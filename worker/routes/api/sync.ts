import { z } from 'zod'
import { isId } from '../../../content/model/id.ts'
import { parseJson, parseWith } from '../../../content/model/parse.ts'
import { Refusal } from '../../../content/model/refusal.ts'
import { respondNotFound } from '../../http/errors.ts'
import { isOperator } from '../../http/operator.ts'
import { problem } from '../../http/problem.ts'
import { sync } from '../../sync/run.ts'
import { operation } from './operation.ts'

const MAX_IDS = 1000
const body = z.object({
  /** Ids to read before all others. */
  ids: z
    .array(z.string().refine(isId, { error: 'is not an id' }), { error: 'is not a list of ids' })
    .max(MAX_IDS, { error: `has more than ${MAX_IDS} ids` })
    .default([]),
  /** From the previous response. */
  cursor: z
    .string()
    .regex(/^\d{10,15}$/, { error: 'is not a cursor; use "cursor" from the previous response' })
    .optional(),
})

/** One step of sync, on the operator's request. Repeat with the cursor until it says `done`. */
export const runSync = operation({
  id: 'runSync',
  method: 'POST',
  path: '/sync',
  summary: 'Run one step of sync',
  arabicSummary: 'خطوة واحدة من المزامنة، لمشغّل الموقع',
  query: z.object({}),
  body,
  token: 'always',
  errors: [401, 404],
  answer: z.object({
    done: z.boolean(),
    cursor: z.string().optional(),
    ids: z.array(z.string()).optional(),
    compared: z.int(),
    read: z.int(),
    applied: z.int(),
    removed: z.int(),
    refused: z.int(),
    refilled: z.int(),
    refilling: z.object({ done: z.int(), total: z.int() }).nullable(),
  }),
  async handle(c) {
    const { services } = c.var
    if (services.settings.syncTokens.length === 0) return respondNotFound(c, { policy: null })
    if (!(await isOperator(c))) {
      const detail = 'send the token as "Authorization: Bearer <SYNC_TOKEN>"'
      return problem(c, 401, detail, { headers: { 'WWW-Authenticate': 'Bearer' } })
    }
    const wanted = parseBody(await c.req.text())
    if (wanted instanceof Refusal) return problem(c, 400, wanted.message)
    const since = wanted.cursor === undefined ? services.now : Number(wanted.cursor)
    const { busy, done, pending, ...counts } = await sync(services, { ids: wanted.ids, since })
    if (busy) {
      const detail = 'another sync is running; try again in 5 seconds'
      return problem(c, 503, detail, { headers: { 'Retry-After': '5' } })
    }
    const isDone = done && pending.length === 0
    const rest = isDone ? {} : { cursor: String(since), ids: pending }
    return { value: { done: isDone, ...rest, ...counts }, policy: null }
  },
})

function parseBody(text: string): z.infer<typeof body> | Refusal {
  try {
    return parseWith(body, text === '' ? {} : parseJson(text))
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
