import type { Context } from 'hono'
import { canonicalId } from '../../content/model/id.ts'
import type { App } from '../app.ts'
import { answerNotFound } from './failure.ts'
import { redirect } from './redirect.ts'

/**
 * Answers for the id that an address ends with. What can be no id is not looked up; other spellings
 * of one (capitals, NFD, needless encoding) are led to the one address.
 */
export async function withId(
  c: Context<App>,
  pathOf: (id: string) => string,
  answer: (id: string) => Promise<Response>,
): Promise<Response> {
  const id = canonicalId(c.req.param('id') ?? '')
  if (id === null) return answerNotFound(c)
  const path = pathOf(id)
  return path === c.var.pathname ? answer(id) : redirect(c, path)
}
