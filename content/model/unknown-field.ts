import type { z } from 'zod'
import { fieldNames } from './field-names.ts'
import { ownValue } from './own-value.ts'
import type { Problem } from './refusal.ts'
import { pathText } from './value-path.ts'

type Path = (string | number)[]

/** What other systems call a field of ours. */
const ELSEWHERE: Record<string, string[]> = {
  title: ['headline', 'name'],
  date: ['publishedAt', 'at'],
  published: ['publishedAt'],
  modified: ['updatedAt'],
  lastmod: ['updatedAt'],
  updated: ['updatedAt'],
  expires: ['expiresAt'],
  author: ['authors'],
  by: ['authors'],
  tags: ['topics'],
  keywords: ['topics'],
  category: ['section'],
  categories: ['section'],
  description: ['standfirst', 'alt', 'text'],
  excerpt: ['standfirst'],
  summary: ['standfirst'],
  subtitle: ['standfirst'],
  cover: ['image'],
  thumbnail: ['image'],
  picture: ['image'],
  lang: ['language'],
  permalink: ['previousPaths'],
  url: ['src', 'href', 'previousPaths'],
  link: ['href', 'url'],
  bold: ['strong'],
  italic: ['emphasis'],
  photographer: ['credit'],
  type: ['kind'],
  draft: ['status: draft'],
}
/** Fields that nobody writes by hand. */
const MADE = ['$schema', 'share']
const INVISIBLE = /[\p{Cf}\p{Cc}\u00A0\u3164]/u

/** The fields of a value that the schema does not have: nearly always typing errors. */
export function unknownFields(schema: z.ZodType, value: unknown): Problem[] {
  return within(schema, value, value, [])
}

function within(schema: z.ZodType, whole: unknown, value: unknown, path: Path): Problem[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => within(schema, whole, item, [...path, index]))
  }
  const known = fieldNames(schema, path, whole)
  // Names of a record are free, and a value of another kind has its own problem.
  return Object.entries(value).flatMap(([name, inner]) =>
    known.length === 0 || known.includes(name)
      ? within(schema, whole, inner, [...path, name])
      : [{ path: pathText([...path, name]), message: unknownName(name, known) }],
  )
}

/** An invisible character is the mistake that nobody finds by looking. */
function unknownName(name: string, known: string[]): string {
  const index = name.search(INVISIBLE)
  const code = name.codePointAt(index)?.toString(16).toUpperCase().padStart(4, '0')
  if (index >= 0 && code !== undefined) {
    const where = index === 0 ? 'at its beginning' : `after "${name.slice(0, index)}"`
    return `has an invisible character (U+${code}) ${where}; delete it`
  }
  const lower = name.toLowerCase()
  const meant = ownValue(ELSEWHERE, lower)?.find((one) => known.includes(one.split(':')[0] ?? one))
  const near =
    known.find((one) => one.toLowerCase() === lower.replaceAll(/[-_ ]/g, '')) ??
    known.find((one) => isNear(one.toLowerCase(), lower)) ??
    meant
  return near === undefined
    ? `is not a known field; write one of ${known.filter((one) => !MADE.includes(one)).join(', ')}`
    : `is not a known field; write ${near}`
}

/** Whether two words differ by one letter: one more, one less, another one, or two in another order. */
function isNear(one: string, other: string): boolean {
  const shorter = withoutOneLetter(one)
  return withoutOneLetter(other).some((word) => shorter.includes(word))
}

function withoutOneLetter(word: string): string[] {
  return [word, ...[...word].map((_, index) => word.slice(0, index) + word.slice(index + 1))]
}
