import { cutText } from '../../../content/model/cut-text.ts'
import type { Operation } from './operation.ts'

/**
 * The parameters of a query, each at most once; or a sentence that says what is wrong. A misspelt
 * parameter must not get the answer to another question.
 */
export function parseQuery(
  params: URLSearchParams,
  schema: Operation['query'],
): Record<string, unknown> | string {
  const names = Object.keys(schema.shape)
  const found: Record<string, string> = {}
  for (const [name, value] of params) {
    if (!names.includes(name)) {
      const known = names.length > 0 ? `use ${names.join(', ')}` : 'this address takes none'
      return `${JSON.stringify(cutText(name, 100))} is not a parameter; ${known}`
    }
    if (Object.hasOwn(found, name)) return `${name} appears twice; send it once`
    found[name] = value
  }
  const { success, data, error } = schema.safeParse(found)
  return success ? data : (error.issues[0]?.message ?? 'the query is invalid')
}
