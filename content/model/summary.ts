import { z } from 'zod'
import { type Article, authorSchema } from './article.ts'
import { type Figure, figure } from './figure.ts'
import { idField } from './id.ts'
import { type LiveStory, liveSchema, updateId } from './live-story.ts'
import { instant, moment } from './moment.ts'
import { absoluteUrl, articlePath } from './path.ts'
import { languageTag } from './phrasing.ts'
import { excerpt } from './plain-text.ts'
import { type Site, sectionNamed, sectionSchema } from './site.ts'

const shown = z.object({
  id: z.string(),
  headline: z.string(),
  kicker: z.string().optional(),
  standfirst: z.string().optional(),
  topics: z.array(z.string()),
  authors: z.array(authorSchema),
  publishedAt: z.string(),
  updatedAt: z.string().optional(),
  image: figure.optional(),
  /** Of a live story. */
  live: liveSchema.pick({ startedAt: true, endedAt: true }).optional(),
})

export const newestUpdateSchema = z.object({
  id: updateId,
  at: moment,
  /** Its title, or how its text begins. */
  title: z.string(),
})
export type NewestUpdate = z.infer<typeof newestUpdateSchema>

/** What a list shows of an article, and what the API answers in lists. */
export const summarySchema = shown
  .extend({
    /** Absolute where the site has an origin, otherwise the path. */
    url: z.string(),
    section: sectionSchema,
    language: z.string(),
    /** Of the live story that leads the front page: its newest update. */
    newestUpdate: newestUpdateSchema.optional(),
  })
  .meta({ id: 'Summary' })
export type Summary = z.infer<typeof summarySchema>

/** A summary as the catalogue stores it: without what the site may change (names, origin, language). */
export const cardSchema = shown.extend({
  id: idField('the id of an article', 'nile-flood'),
  publishedAt: moment,
  updatedAt: moment.optional(),
  section: z.string(),
  language: languageTag.optional(),
  expiresAt: moment.optional(),
  placement: z.enum(['lead', 'top']).optional(),
  breaking: z.literal(true).optional(),
  /** The id that it was first published under, where it has been renamed: feeds identify it by that. */
  firstId: z.string().optional(),
})
export type Card = z.infer<typeof cardSchema>

/** What the catalogue stores of an article for its lists. Missing fields are left out. */
export function cardOf(id: string, article: Article): Card {
  return {
    id,
    headline: article.headline,
    ...(article.kicker && { kicker: article.kicker }),
    standfirst: excerpt(article),
    section: article.section,
    topics: article.topics ?? [],
    authors: article.authors ?? [],
    publishedAt: article.publishedAt,
    ...(article.updatedAt && { updatedAt: article.updatedAt }),
    ...(article.expiresAt && { expiresAt: article.expiresAt }),
    ...(article.image && { image: listedImage(article.image) }),
    ...(article.language && { language: article.language }),
    ...(article.placement && { placement: article.placement }),
    ...(article.breaking && { breaking: true }),
    ...(article.live && { live: spanOf(article.live) }),
    ...(article.aliases?.[0] && { firstId: article.aliases[0] }),
  }
}

function spanOf({ startedAt, endedAt }: LiveStory): Card['live'] {
  return { startedAt, ...(endedAt && { endedAt }) }
}

/** Lists show no captions, and nobody judges which of the links in them readers may follow. */
function listedImage({ caption, ...image }: Figure): Figure {
  return image
}

/** The card as readers and the API see it under this site. */
export function summaryOf(card: Card, site: Site): Summary {
  const { section, language, expiresAt, placement, breaking, firstId, ...shown } = card
  return {
    ...shown,
    url: absoluteUrl(site.origin, articlePath(card.id)),
    section: { id: section, name: sectionNamed(site, section)?.name ?? section },
    language: language ?? site.language,
  }
}

/** Whether a reader may see it at this moment (milliseconds since 1970). */
export function isVisible(
  {
    publishedAt,
    expiresAt,
    status = 'published',
  }: Pick<Article, 'publishedAt' | 'expiresAt' | 'status'>,
  now: number,
): boolean {
  return (
    status === 'published' &&
    instant(publishedAt) <= now &&
    (expiresAt === undefined || now < instant(expiresAt))
  )
}
