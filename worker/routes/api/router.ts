import { type Context, Hono } from 'hono'
import { API_PREFIX } from '../../../content/model/path.ts'
import type { AppEnv } from '../../context.ts'
import { problem } from '../../http/problem.ts'
import { respondJson } from '../../http/respond.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { parseQuery } from './parse-query.ts'

/** The routes of the API: one for each operation. */
export const api = OPERATIONS.reduce(
  (routes, operation) =>
    routes.on(operation.method, API_PREFIX + operation.path, (c) => answer(c, operation)),
  new Hono<AppEnv>(),
)

async function answer(c: Context<AppEnv>, { query, handle }: Operation): Promise<Response> {
  const parsed = parseQuery(new URL(c.req.url).searchParams, query)
  if (typeof parsed === 'string') return problem(c, 400, parsed)
  const answered = await handle(c, parsed)
  if (answered instanceof Response) return answered
  const { value, ...options } = answered
  return respondJson(c, value, options)
}
