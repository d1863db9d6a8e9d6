import { type ParseErrorCode, visit } from 'jsonc-parser'
import { codePoints } from './code-points.ts'

const ADVICE = 'check for a missing quote or comma'
/** By the parser's error codes. */
const WRONG: Partial<Record<ParseErrorCode, string>> = {
  1: 'a word without quotes, or an unexpected character',
  2: 'this is not a number',
  3: 'expected the name of a field in quotes; or delete the comma before it',
  4: 'expected a value; or delete the comma before it',
  5: 'a colon is missing before this',
  6: 'a comma is missing before this',
  7: 'a closing } is missing',
  8: 'a closing ] is missing',
  9: 'unexpected text after the end of the value',
  10: 'JSON has no comments',
  12: 'a closing quote is missing, or there is a line break within quotes',
  14: 'expected four hexadecimal digits after \\u',
  15: 'expected one of "\\/bfnrtu after a \\',
  16: 'an invisible character or a line break within quotes',
}

export interface JsonError {
  /** In characters of the text. */
  offset: number
  cause: string
  advice: string
}

/** The first error of a text that is not JSON, in plain words. */
export function jsonErrorIn(text: string): JsonError {
  let first: JsonError | undefined
  const onError = (code: ParseErrorCode, offset: number) => {
    first ??= { offset, cause: WRONG[code] ?? 'a syntax error', advice: ADVICE }
  }
  try {
    visit(text, { onError }, { disallowComments: true })
  } catch {
    // The parser calls itself for each bracket: thousands of them end its stack.
    first = { offset: 0, cause: 'too many brackets within brackets', advice: ADVICE }
  }
  const error = first ?? { offset: 0, cause: 'a syntax error', advice: ADVICE }
  const hidden = /^[\p{Cf}\u00A0]/u.exec(text.slice(error.offset, error.offset + 2))?.[0]
  if (hidden === undefined) return error
  const cause = `an invisible character, ${codePoints(hidden)}`
  return { offset: error.offset, cause, advice: 'delete it' }
}
