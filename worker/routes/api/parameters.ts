import { z } from 'zod'
import { isId, slugOf } from '../../../content/model/id.ts'
import { instant, moment } from '../../../content/model/moment.ts'
import { languageTag } from '../../../content/model/phrasing.ts'
import { positionIn } from '../../catalogue/position.ts'

/** The parameters of lists. Each takes the text of the query and gives what the catalogue needs. */

const MAX_ITEMS = 100
const DEFAULT_LIMIT = 20
const MAX_NAME_LENGTH = 200

/** A transform that answers with the message where the value means nothing. */
export function parsed<Value>(parse: (text: string) => Value | null, message: string) {
  return z.string().transform((text, context) => {
    const value = parse(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

export const limit = parsed(
  (text) => (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_ITEMS ? Number(text) : null),
  `limit must be an integer from 1 to ${MAX_ITEMS}`,
)
  .default(DEFAULT_LIMIT)
  .meta({
    description: `How many items, 1 to ${MAX_ITEMS}`,
    type: 'integer',
    minimum: 1,
    maximum: MAX_ITEMS,
    default: DEFAULT_LIMIT,
  })

const MAX_RESULTS = 20
const DEFAULT_RESULTS = 10

/** Fewer than in lists, because a passage is chosen for each. */
export const searchLimit = parsed(
  (text) => (/^[1-9]\d?$/.test(text) && Number(text) <= MAX_RESULTS ? Number(text) : null),
  `limit must be an integer from 1 to ${MAX_RESULTS}`,
)
  .default(DEFAULT_RESULTS)
  .describe(`How many items, 1 to ${MAX_RESULTS}`)

const MAX_QUERY_LENGTH = 300

/** What is searched for. Any character may be in it. */
export const q = parsed(
  (text) => (text.trim() !== '' && text.length <= MAX_QUERY_LENGTH ? text : null),
  `q must have 1 to ${MAX_QUERY_LENGTH} characters; write what to search for, like q=النيل`,
)
  .prefault('')
  .describe('Words; "…" for a phrase, -word for what must not be there')

export const sort = parsed(
  (text) => (text === 'relevance' || text === 'newest' ? text : null),
  'sort must be relevance or newest',
)
  .default('relevance')
  .describe('relevance or newest')

/** As a position. */
export const cursor = parsed(positionIn, 'invalid cursor; use "next" or "previous" of a response')
  .optional()
  .describe('"next" or "previous" of a response')

export const section = parsed(
  (text) => (isId(text) ? text : null),
  'section is not an id; /api/v1/sections lists them',
)
  .optional()
  .describe('The id of a section')

function name(parameter: string) {
  return parsed(
    (text) => (text.length > MAX_NAME_LENGTH ? null : slugOf(text)),
    `${parameter} is not a name; write it as articles do`,
  ).optional()
}

/** As slugs. */
export const topic = name('topic').describe('The name or slug of a topic')
export const author = name('author').describe('The name or slug of an author')

export const language = parsed(
  (text) => (languageTag.safeParse(text).success ? text : null),
  'language is not a language tag; write one like "ar"',
)
  .optional()
  .describe('A language tag')

function time(parameter: string) {
  return parsed((text) => {
    // A plus sign in a query is a space, and few clients encode it.
    const { success, data } = moment.safeParse(text.replace(' ', '+'))
    return success ? instant(data) : null
  }, `${parameter} is not a date with time and offset; write one like "2026-03-05T21:30:00+03:00"`).optional()
}

/** In milliseconds since 1970. */
export const since = time('since').meta({
  description: 'Published at this moment or later',
  format: 'date-time',
})
export const until = time('until').meta({
  description: 'Published before this moment',
  format: 'date-time',
})
