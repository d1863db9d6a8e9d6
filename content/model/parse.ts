import type { z } from 'zod'
import { type Problem, Refusal } from './refusal.ts'

type Issue = z.core.$ZodIssue

/** The worker stores this many problems of a broken value; the commands show all of them. */
const MOST_PROBLEMS = 50

/** The value as the schema's type. @throws Refusal with the first `most` problems */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  most = MOST_PROBLEMS,
): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, value, []))
  throw new Refusal(problems.slice(0, most))
}

/** The JSON in a text. @throws Refusal with the position of the error */
export function parseJson(text: string): unknown {
  if (text.trim() === '') {
    throw new Refusal([{ path: '', message: 'is empty; put the JSON of an article' }])
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error)
    throw new Refusal([
      { path: '', message: `is not JSON (${where}); check for a missing quote or comma` },
    ])
  }
}

/** The fields of a value that the schema does not have: nearly always typing errors. */
export function unknownFields(value: unknown, parsed: unknown, path = ''): Problem[] {
  if (typeof value !== 'object' || value === null) return []
  if (typeof parsed !== 'object' || parsed === null) return []
  const known = parsed as Record<string, unknown>
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = joined(path, Array.isArray(value) ? Number(name) : name)
    if (!Object.hasOwn(known, name)) {
      // A list may be shorter, where the model folds items that are the same.
      return Array.isArray(value) ? [] : [unknownField(here, name)]
    }
    return unknownFields(inner, known[name], here)
  })
}

const INVISIBLE = /[\p{Cf}\p{Cc}\u00A0\u3164]/u

/** An invisible character is the mistake that nobody finds by looking. */
export function unknownField(path: string, name: string): Problem {
  const index = name.search(INVISIBLE)
  const code = name.codePointAt(index)?.toString(16).toUpperCase().padStart(4, '0')
  if (index >= 0 && code !== undefined) {
    const where = index === 0 ? 'at its beginning' : `after "${name.slice(0, index)}"`
    return {
      path,
      message: `has an invisible character (U+${code}) ${where}; delete it`,
    }
  }
  const hint = name !== name.toLowerCase() ? ', also its capital and small letters' : ''
  return { path, message: `is not a known field; check its spelling${hint}` }
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
  return [{ path: pathText(path), message: issue.message }]
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

function pathText(path: PropertyKey[]): string {
  return path.reduce<string>((text, step) => joined(text, step), '')
}

function joined(path: string, step: PropertyKey): string {
  if (typeof step === 'number') return `${path}[${step}]`
  return path === '' ? String(step) : `${path}.${String(step)}`
}
