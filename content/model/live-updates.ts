import { z } from 'zod'
import { authorSchema } from './article.ts'
import { body } from './block.ts'
import { cutText } from './cut-text.ts'
import { fnv1a } from './fnv1a.ts'
import { updateId } from './live-story.ts'
import { instant, moment } from './moment.ts'
import { parseJson, parseWith } from './parse.ts'
import { plainLine } from './plain-line.ts'
import { excerpt } from './plain-text.ts'

/** More have to be divided into parts: one value is parsed at each change. */
export const MAX_UPDATES = 1000

export const updateSchema = z
  .object(
    {
      id: updateId,
      at: moment,
      title: plainLine('the title of an update', 200).optional(),
      body,
      authors: z
        .array(authorSchema, { error: 'is not a list of authors; write [{ "name": "…" }]' })
        .max(10, { error: 'has more than 10 authors; name the newsroom instead' })
        .optional(),
      kind: z
        .enum(['key', 'correction'], {
          error: 'is not a kind; write "key", "correction" or leave it out',
        })
        .optional(),
    },
    { error: 'is not an update; write { "id": "…", "at": "…", "body": ["…"] }' },
  )
  .meta({ id: 'Update', title: 'Update' })
export type Update = z.infer<typeof updateSchema>

/** The updates of a live story as an editor puts them under `live:<id>`, in any order. */
export const updatesSchema = z
  .array(updateSchema, { error: 'is not a list of updates; write [{ "id": "…", "at": "…", … }]' })
  .max(MAX_UPDATES, {
    error: (issue) =>
      `has ${(issue.input as unknown[]).length} updates; move the oldest to "live:<id>:1" until ${MAX_UPDATES} are left`,
  })
  .superRefine((updates, context) => {
    const known = new Set<string>()
    updates.forEach(({ id }, index) => {
      if (known.has(id)) {
        const message = `${JSON.stringify(cutText(id, 100))} is the id of another update too; write one of its own`
        context.addIssue({ code: 'custom', path: [index, 'id'], message })
      }
      known.add(id)
    })
  })
  .meta({ title: 'Updates of a live story' })

/** The updates in the text of a KV value, newest first. @throws Refusal */
export function parseUpdates(text: string): Update[] {
  return newestFirst(parseWith(updatesSchema, parseJson(text)))
}

/** Two of one moment are in the order of their ids, everywhere the same. */
export function newestFirst(updates: Update[]): Update[] {
  const order = new Map(updates.map((update) => [update, instant(update.at)]))
  return updates.toSorted(
    (one, other) => (order.get(other) ?? 0) - (order.get(one) ?? 0) || (one.id < other.id ? 1 : -1),
  )
}

const TITLE_LENGTH = 120

/** What lists show of an update: its title, or how its text begins. */
export function updateTitle({ title, body }: Pick<Update, 'title' | 'body'>): string {
  return title ?? excerpt({ body }, TITLE_LENGTH)
}

/** Tells versions of an update apart, so that a browser that shows one knows whether it was edited. */
export function updateRevision(update: Update): string {
  return fnv1a(JSON.stringify(update)).toString(36)
}
