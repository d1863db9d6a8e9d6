import { z } from 'zod'

// Written as escapes because the characters themselves are invisible in an editor.
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/
const OVERRIDE = /[\u202D\u202E]/
const OPENERS = /[\u202A\u202B\u2066-\u2068]/
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/
const TAG = /<\/?[a-z][^<>]*>/i

/** Text of one run of prose. Refuses what would garble the words around it; escaping is the renderer's. */
export function prose(what: string, maxLength: number, example?: string) {
  return z
    .string({ error: (issue) => sentence(issue.input, what, example) })
    .min(1, { error: () => `is empty; write ${what}${shown(example)}` })
    .max(maxLength, {
      error: (issue) =>
        `has ${String(issue.input).length} characters; shorten it to ${maxLength} at most`,
    })
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), {
      error: 'holds a control character that no reader can see; type the sentence again without it',
      abort: true,
    })
    .refine((text) => !DIRECTION.test(text) || (!OVERRIDE.test(text) && isBalanced(text)), {
      error:
        'holds a stray direction control (U+202A to U+202E, U+2066 to U+2069); delete it, the page sets directions itself',
    })
}

/** A line of plain text: a headline, a name, a caption's stand-in. Tags are refused, because they would be shown. */
export function plainLine(what: string, maxLength: number, example?: string) {
  return prose(what, maxLength, example).refine((text) => !TAG.test(text), {
    error: (issue) =>
      `holds HTML (${TAG.exec(String(issue.input))?.[0]}); write plain text, marks belong in the body as spans`,
  })
}

/** Every embedding and isolate that opens also closes (UAX #9, X5a to X7), so no text turns its neighbours. */
function isBalanced(text: string): boolean {
  const open: string[] = []
  for (const character of text) {
    if (OPENERS.test(character)) open.push(character)
    else if (character === '\u202C' && !/[\u202A\u202B]/.test(open.pop() ?? '')) return false
    else if (character === '\u2069' && !/[\u2066-\u2068]/.test(open.pop() ?? '')) return false
  }
  return open.length === 0
}

function sentence(input: unknown, what: string, example?: string): string {
  return input === undefined
    ? `is missing; write ${what}${shown(example)}`
    : `is not a text; write ${what}${shown(example)}`
}

function shown(example?: string): string {
  return example ? `, like ${JSON.stringify(example)}` : ''
}
