import { z } from 'zod'
import { withoutHarakat } from '../arabic/harakat.ts'
import { remembered } from '../arabic/remembered.ts'
import { cutText } from './cut-text.ts'
import { ARTICLE_PREFIX } from './key.ts'
import { essential } from './shape.ts'

const MAX_CHARACTERS = 120
const MAX_NAME = 500
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
export const canonicalId = remembered(
  (text): string | null => {
    const id = canonicalSpelling(text)
    return isId(id) ? id : null
  },
  { most: 1000, longest: MAX_NAME },
)

/**
 * The slug of a topic's or an author's name: the last part of its address. Spellings of one name
 * (harakat, `#`, capitals) have one slug; C, C++, C# and .NET each have their own. Null when nothing
 * of the name is a letter or a digit.
 */
export const slugOf = remembered((name): string | null => makeSlug(name), {
  // The topics and authors of the latest stories come again and again.
  most: 1000,
  longest: MAX_NAME,
})

function makeSlug(name: string): string | null {
  // A slug has 120 characters; an address that somebody typed may have thousands.
  const spelled = withoutHarakat(canonicalSpelling(name.slice(0, MAX_NAME).normalize('NFKC')))
    // No lookbehind: browsers read this too, and Safari 15 does not know it.
    .replace(/([\p{L}\p{N}])(\++)/gu, (_, last, signs) => last + ' plus '.repeat(signs.length))
    .replace(/(\p{L})[#♯](?!\p{L})/gu, '$1 sharp ')
    .replace(/(^|[^\p{L}\p{M}\p{N}.])\.(?=\p{L})/gu, '$1 dot ')
  const words = spelled.match(/[\p{L}\p{M}\p{N}]+/gu)
  return words === null ? null : canonicalId(shortened(words.join('-')))
}

/** As much of an id as a key takes, without a hyphen at its end. */
function shortened(id: string): string {
  const characters = [...id].slice(0, MAX_CHARACTERS)
  while (encoder.encode(characters.join('')).length > MAX_BYTES) characters.pop()
  return characters.join('').replace(/-+$/, '')
}

/** An id as a field of the model. @param what as a sentence names it: `the id of an article` */
export function idField(what: string, example: string) {
  return z
    .string({
      error: (issue) =>
        `is ${issue.input === undefined ? 'missing' : 'not a text'}; write ${what}, like "${example}"`,
    })
    .refine(essential(isId), {
      error: (issue) =>
        `${JSON.stringify(cutText(String(issue.input), 100))} is not an id; ${idAdvice(String(issue.input), example)}`,
    })
}

function idAdvice(text: string, example: string): string {
  const slug = text.length > MAX_CHARACTERS ? null : slugOf(text)
  return slug === null
    ? `write 1 to 120 lower-case letters and digits joined by single hyphens, like "${example}"`
    : `write "${slug}": lower-case letters and digits joined by single hyphens`
}

function canonicalSpelling(text: string): string {
  const withoutMarks = text.replace(/[\p{Cf}\u0640]/gu, '')
  return withoutMarks.normalize('NFC').toLowerCase().normalize('NFC')
}
