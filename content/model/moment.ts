import { z } from 'zod'
import { cutText } from './cut-text.ts'
import { essential } from './shape.ts'

const EXAMPLE = '2026-03-05T21:30:00+03:00'
const iso = z.iso.datetime({ offset: true })

/**
 * A moment: ISO 8601 with an offset, stored as written until it is shown. Years 1800 to 2199, so that
 * seconds fit into a position of the catalogue.
 */
export const moment = z
  .string({
    error: (issue) =>
      issue.input === undefined
        ? `is missing; write a date with its time and offset, like "${EXAMPLE}"`
        : `is not a text; write a date with its time and offset, like "${EXAMPLE}"`,
  })
  .refine(essential(isMoment), {
    error: (issue) =>
      `${JSON.stringify(cutText(String(issue.input), 40))} is not a date with its time and offset; write one like "${EXAMPLE}"`,
  })
  .meta({ format: 'date-time' })

function isMoment(text: string): boolean {
  return (
    /^(?:1[89]|2[01])\d\d-/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    iso.safeParse(text).success
  )
}

/** A moment of the model as milliseconds since 1970 (UTC). */
export function instant(moment: string): number {
  return Date.parse(moment)
}
