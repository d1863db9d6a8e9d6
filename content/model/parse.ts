import type { z } from 'zod'
import { jsonErrorIn } from './json-error.ts'
import { plainMessage } from './plain-message.ts'
import { type Problem, Refusal } from './refusal.ts'
import { pathText } from './value-path.ts'

type Issue = z.core.$ZodIssue

/** The worker stores this many problems of a broken value; the commands show all of them. */
const MAX_PROBLEMS = 50

/** The value as the schema's type. @throws Refusal with the first `most` problems */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  most = MAX_PROBLEMS,
): z.infer<Schema> {
  const result = schema.safeParse(value, { error: plainMessage })
  if (result.success) return result.data
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, value, []))
  throw new Refusal(problems.slice(0, most))
}

/** The JSON in a text. @throws Refusal with the position of the error */
export function parseJson(text: string): unknown {
  if (text.trim() === '') {
    throw new Refusal([{ path: '', message: 'is empty; put the JSON of an article' }])
  }
  const json = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(json)
  } catch {
    const { offset, cause, advice } = jsonErrorIn(json)
    const lines = json.slice(0, offset).split('\n')
    const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
    throw new Refusal([{ path: '', message: `is not JSON (${place}: ${cause}); ${advice}` }])
  }
}

/** A union fails with one list of issues per branch; only the branch that the writer meant is useful. */
function problemsOf(issue: Issue, value: unknown, base: PropertyKey[]): Problem[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'invalid_union') {
    if (issue.discriminator !== undefined) return [unknownType(issue, value, path)]
    const meant = issue.errors.find((branch) => isMeant(branch))
    if (meant) return meant.flatMap((inner) => problemsOf(inner, value, path))
  }
  if (issue.code === 'invalid_key') {
    return [{ path: pathText(path), message: issue.issues[0]?.message ?? issue.message }]
  }
  const isMissing = at(value, path) === undefined && !issue.message.startsWith('is missing')
  const message = isMissing
    ? issue.message.replace(/^is (?:not )?.*?;/, 'is missing;')
    : issue.message
  return [{ path: pathText(path), message }]
}

/** A branch whose complaint is not about the type of the whole value is the one the writer meant. */
function isMeant(branch: Issue[]): boolean {
  return branch.every(
    (issue) =>
      issue.path.length > 0 ||
      (issue.code !== 'invalid_type' && issue.code !== 'invalid_value' && !isHollowUnion(issue)),
  )
}

function isHollowUnion(issue: Issue): boolean {
  return (
    issue.code === 'invalid_union' &&
    issue.discriminator === undefined &&
    !issue.errors.some((branch) => isMeant(branch))
  )
}

function unknownType(
  issue: Issue & { code: 'invalid_union' },
  value: unknown,
  path: PropertyKey[],
): Problem {
  const written = at(value, path)
  const options = (issue as { options?: unknown[] }).options ?? []
  const choice = options.length > 0 ? `write one of ${options.join(', ')}` : 'check its spelling'
  return written === undefined
    ? { path: pathText(path), message: `is missing; ${choice}` }
    : { path: pathText(path), message: `${JSON.stringify(written)} is not a block; ${choice}` }
}

function at(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  )
}
