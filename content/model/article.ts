import { z } from 'zod'
import { body } from './block.ts'
import { choice } from './choice.ts'
import { cutText } from './cut-text.ts'
import { figure } from './figure.ts'
import { idField, slugOf } from './id.ts'
import { liveSchema } from './live-story.ts'
import { moment } from './moment.ts'
import { parseJson, parseWith } from './parse.ts'
import { languageTag } from './phrasing.ts'
import { plainLine } from './plain-line.ts'
import { isSharePicture } from './prepared-picture.ts'
import { previousPath } from './previous-path.ts'

/** What was written, in quotes, where it only lacks the brackets around it. */
function textOr(input: unknown, example: string): string {
  return JSON.stringify(typeof input === 'string' ? cutText(input, 60) : example)
}

export const authorSchema = z.object(
  {
    name: plainLine('the name of the author', 120),
    role: plainLine('what the author does', 120).optional(),
    place: plainLine('where the author is', 120).optional(),
  },
  { error: ({ input }) => `is not an author; write { "name": ${textOr(input, '…')} }` },
)

export const correctionSchema = z.object(
  {
    at: moment,
    kind: choice(['correction', 'clarification', 'update'], 'a kind'),
    text: plainLine('what was wrong and what is right', 2000),
  },
  { error: 'is not a correction; write { "at": "…", "kind": "correction", "text": "…" }' },
)
export type Correction = z.infer<typeof correctionSchema>

const topic = plainLine('the name of a topic', 100).refine((name) => slugOf(name) !== null, {
  error: 'has no letters or digits; write the name of a topic',
})
const articleId = idField('the id of an article', 'nile-flood')
const ids = z
  .array(articleId, {
    error: ({ input }) => `is not a list of ids; write [${textOr(input, 'nile-flood')}]`,
  })
  .max(50, { error: 'has more than 50 ids; choose the most important ones' })
const yes = z.boolean({ error: 'is not true or false; write true or leave it out' })

/** An article as an editor puts it under `article:<id>`. Its id is the key and never inside. */
export const articleSchema = z
  .object(
    {
      $schema: z.string().optional(),
      headline: plainLine('the headline', 300, 'أفلاج عُمان: نظام ري عمره آلاف السنين'),
      section: idField('the id of a section', 'science'),
      publishedAt: moment,
      kicker: plainLine('a few words above the headline', 100).optional(),
      standfirst: plainLine('one or two sentences below the headline', 1000).optional(),
      topics: z
        .array(topic, {
          error: ({ input }) => `is not a list of names; write [${textOr(input, 'القمر')}]`,
        })
        .max(30, { error: 'has more than 30 topics; choose the most important ones' })
        .overwrite(onePerSlug)
        .optional(),
      authors: z
        .array(authorSchema, {
          error: ({ input }) =>
            `is not a list of authors; write [{ "name": ${textOr(input, '…')} }]`,
        })
        .max(30, { error: 'has more than 30 authors; name the newsroom instead' })
        .optional(),
      dateline: plainLine('the place that the story is reported from', 100).optional(),
      source: plainLine('the agency', 100).optional(),
      updatedAt: moment.optional(),
      expiresAt: moment.optional(),
      image: figure.optional(),
      /** The media name of its share picture; the commands make it. */
      share: z
        .string({ error: 'is not a text; leave it out, the commands write it' })
        .refine(isSharePicture, {
          error: 'is not the name of a share picture; leave it out, the commands write it',
        })
        .optional(),
      body,
      corrections: z
        .array(correctionSchema, {
          error: 'is not a list; write [{ "at": "…", "kind": "correction", "text": "…" }]',
        })
        .max(100, { error: 'has more than 100 corrections; join the oldest ones' })
        .optional(),
      related: ids.optional(),
      /** Previous ids: their addresses redirect here. */
      aliases: ids.optional(),
      /** Its paths at a previous system: they redirect here. */
      previousPaths: z
        .array(previousPath, {
          error: 'is not a list of paths; write one like ["/2014/05/nile-flood/"]',
        })
        .max(50, { error: 'has more than 50 paths; leave the oldest ones out' })
        .optional(),
      placement: choice(['lead', 'top'], 'a placement', 'leave it out').optional(),
      breaking: yes.optional(),
      /** Of a live story; its updates are under `live:<id>`. */
      live: liveSchema.optional(),
      language: languageTag.optional(),
      /** The same story in other languages: language to id. */
      translations: z
        .record(languageTag, articleId, {
          error: 'is not a list of translations; write { "en": "the-other-id" }',
        })
        .optional(),
      status: choice(['published', 'draft', 'withdrawn'], 'a status').optional(),
      /** With `withdrawn`: what the page in its place says. */
      reason: plainLine('why the article was withdrawn', 1000).optional(),
    },
    { error: 'is not an article; write an object with headline, section, publishedAt and body' },
  )
  .meta({ id: 'Article', title: 'Article' })
export type Article = z.infer<typeof articleSchema>
export type Status = NonNullable<Article['status']>

/** Two names with one slug are one topic; the first is shown. */
function onePerSlug(names: string[]): string[] {
  const slugs = names.map(slugOf)
  return names.filter((_, index) => slugs.indexOf(slugs[index] ?? null) === index)
}

/**
 * The article in the text of a KV value. Fields that the model does not know are dropped.
 * @throws Refusal with every problem, each with its path and what to write instead
 */
export function parseArticle(text: string): Article {
  return parseWith(articleSchema, parseJson(text))
}
