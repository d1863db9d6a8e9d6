import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'
import { problem } from './problem.ts'

/**
 * The query of an API request, once each of these names; or the answer that says what is wrong:
 * a misspelt parameter must not pass for an answer to the question that was meant.
 */
export function queryOf<Name extends string>(
  c: Context<AppEnv>,
  names: readonly Name[],
): Partial<Record<Name, string>> | Promise<Response> {
  const params = new URL(c.req.url).searchParams
  const found: Partial<Record<Name, string>> = {}
  for (const [name, value] of params) {
    const known = names.find((each) => each === name)
    if (known === undefined) {
      const some = names.length > 0 ? `use ${names.join(', ')}` : 'this address takes none'
      return problem(c, 400, `${JSON.stringify(name)} is not a parameter; ${some}`)
    }
    if (known in found) return problem(c, 400, `${known} is there twice; write it once`)
    found[known] = value
  }
  return found
}
