import { z } from 'zod'

// Written as escapes because the characters themselves are invisible in an editor.
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/
const OVERRIDE = /[\u202D\u202E]/
const OPENERS = /[\u202A\u202B\u2066-\u2068]/
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/
const TAG = /<\/?[a-z][^<>]*>/i

/** One run of prose. Refuses characters that would garble the text around it. Renderers escape it. */
export function prose(what: string, maxLength: number, example?: string) {
  const text = z.string({ error: (issue) => sentence(issue.input, what, example) })
  return checked(text, what, maxLength, example)
}

function checked(text: z.ZodString, what: string, maxLength: number, example?: string) {
  return text
    .min(1, { error: () => `is empty; write ${what}${shown(example)}` })
    .max(maxLength, {
      error: (issue) =>
        `has ${String(issue.input).length} characters; shorten it to ${maxLength} at most`,
    })
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), {
      error: 'contains an invisible control character; type the sentence again',
      abort: true,
    })
    .refine((text) => !DIRECTION.test(text) || (!OVERRIDE.test(text) && isBalanced(text)), {
      error:
        'contains a stray direction control (U+202A to U+202E, U+2066 to U+2069); delete it, the page sets the direction',
    })
}

/**
 * A line of plain text: a headline, a name, a title. White space is folded. Tags are refused, because
 * readers would see them.
 */
export function plainLine(what: string, maxLength: number, example?: string) {
  const text = z.string({ error: (issue) => sentence(issue.input, what, example) })
  return checked(text.overwrite(folded), what, maxLength, example).refine(
    (text) => !TAG.test(text),
    {
      error: (issue) => `contains HTML (${TAG.exec(String(issue.input))?.[0]}); write plain text`,
    },
  )
}

/** Line breaks of every system, those of Word and Unicode too; a space that does not break stays. */
function folded(text: string): string {
  return text.replace(/[ \t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').trim()
}

/** Whether every embedding and isolate that opens also closes (UAX #9, X5a to X7), so that the text around is not affected. */
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
