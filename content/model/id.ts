import { z } from 'zod'
import { ARTICLE_PREFIX } from './key.ts'

const MAX_CHARACTERS = 120
/** KV refuses keys above 512 bytes; the longest prefix in front of an id is `article:`. */
const MAX_BYTES = 512 - ARTICLE_PREFIX.length
const PATTERN = /^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u

const encoder = new TextEncoder()

/**
 * Whether this text is an id: 1 to 120 letters, marks and digits of any script joined by
 * single hyphens, NFC, lower case, and short enough for a KV key.
 */
export function isId(id: string): boolean {
  return (
    id.length > 0 &&
    [...id].length <= MAX_CHARACTERS &&
    PATTERN.test(id) &&
    canonicalSpelling(id) === id &&
    encoder.encode(id).length <= MAX_BYTES
  )
}

/** The id that this text spells in another way (NFD, upper case, invisible marks), or null. */
export function canonicalId(text: string): string | null {
  const id = canonicalSpelling(text)
  return isId(id) ? id : null
}

/**
 * The slug of a topic's or an author's name: what its address ends with. Words are joined by
 * hyphens and everything that is no letter, mark or digit falls away; null when nothing is left.
 */
export function slugOf(name: string): string | null {
  const words = canonicalSpelling(name.normalize('NFKC')).match(/[\p{L}\p{M}\p{N}]+/gu)
  return words === null ? null : canonicalId([...words.join('-')].slice(0, MAX_CHARACTERS).join(''))
}

/** An id as a field of the model. @param what as a sentence names it: `the id of an article` */
export function idField(what: string, example: string) {
  return z
    .string({
      error: (issue) =>
        `is ${issue.input === undefined ? 'missing' : 'not a text'}; write ${what}, like "${example}"`,
    })
    .refine(isId, {
      error: (issue) =>
        `${JSON.stringify(String(issue.input).slice(0, 130))} is not an id; write 1 to 120 lower-case letters and digits joined by single hyphens, like "${example}"`,
    })
}

function canonicalSpelling(text: string): string {
  const withoutMarks = text.replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u0640]/g, '')
  return withoutMarks.normalize('NFC').toLowerCase().normalize('NFC')
}
