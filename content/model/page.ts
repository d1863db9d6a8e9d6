import { z } from 'zod'
import { body } from './block.ts'
import { moment } from './moment.ts'
import { parseJson, parseWith } from './parse.ts'
import { languageTag } from './phrasing.ts'
import { plainLine } from './plain-line.ts'

/** A standing page (about, contact, corrections policy) as the editor puts it under `page:<id>`. */
export const pageSchema = z
  .object(
    {
      $schema: z.string().optional(),
      title: plainLine('the title of the page', 200),
      standfirst: plainLine('one or two sentences below the title', 1000).optional(),
      updatedAt: moment.optional(),
      language: languageTag.optional(),
      body,
    },
    { error: 'is not a page; write an object with title and body' },
  )
  .meta({ id: 'Page', title: 'Page' })
export type Page = z.infer<typeof pageSchema>

/** The page in the text of a KV value. @throws Refusal */
export function parsePage(text: string): Page {
  return parseWith(pageSchema, parseJson(text))
}
