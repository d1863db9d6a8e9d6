import type { Context } from 'hono'
import { canonicalId } from '../../content/model/id.ts'
import type { AppEnv } from '../context.ts'
import { respondNotFound } from './errors.ts'
import { redirect } from './redirect.ts'

/**
 * Answers for the id that an address ends with. What can be no id is not looked up; other spellings
 * of one (capitals, NFD, needless encoding) are led to the one address.
 */
export async function withId(
  c: Context<AppEnv>,
  pathOf: (id: string) => string,
  answer: (id: string) => Promise<Response>,
): Promise<Response> {
  const id = canonicalId(c.req.param('id') ?? '')
  if (id === null) return respondNotFound(c)
  const path = pathOf(id)
  return path === c.var.pathname ? answer(id) : redirect(c, path)
}
