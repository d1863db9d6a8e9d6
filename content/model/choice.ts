import { z } from 'zod'
import { cutText } from './cut-text.ts'

/**
 * One of a few words. @param what as a sentence names it: `a status`
 * @param instead what else an editor may do: `leave it out`
 */
export function choice<const Values extends readonly string[]>(
  values: Values,
  what: string,
  instead?: string,
) {
  const words = [...values, ...(instead === undefined ? [] : [`or ${instead}`])]
  return z.enum(values, {
    error: ({ input }) => {
      const list = `write one of ${words.join(', ')}`
      if (typeof input !== 'string') {
        return input === undefined ? `is missing; ${list}` : `is not ${what}; ${list}`
      }
      const meant = values.find((value) => value === input.trim().toLowerCase())
      const written = JSON.stringify(cutText(input, 40))
      return `${written} is not ${what}; ${meant === undefined ? list : `write ${meant}`}`
    },
  })
}
