import type { Article, Author } from './article.ts'
import type { Figure } from './figure.ts'
import { instant } from './moment.ts'
import { absoluteUrl, articlePath } from './path.ts'
import { excerpt } from './plain-text.ts'
import type { Section, Site } from './site.ts'
import { sectionNamed } from './site.ts'

/** What a list shows of an article, and what the API answers in lists. */
export interface Summary {
  id: string
  /** Absolute where the site has an origin, otherwise the path. */
  url: string
  headline: string
  kicker?: string
  standfirst?: string
  section: Section
  topics: string[]
  authors: Author[]
  publishedAt: string
  updatedAt?: string
  image?: Figure
  language: string
}

/** A summary as the catalogue stores it: without what the site may change (names, origin, language). */
export interface Card extends Omit<Summary, 'url' | 'section' | 'language'> {
  section: string
  language?: string
  expiresAt?: string
  placement?: 'lead' | 'top'
  breaking?: true
}

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
    ...(article.image && { image: article.image }),
    ...(article.language && { language: article.language }),
    ...(article.placement && { placement: article.placement }),
    ...(article.breaking && { breaking: true }),
  }
}

/** The card as readers and the API see it under this site. */
export function summaryOf(card: Card, site: Site): Summary {
  const { section, language, expiresAt, placement, breaking, ...shown } = card
  return {
    ...shown,
    url: absoluteUrl(site.origin, articlePath(card.id)),
    section: sectionNamed(site, section) ?? { id: section, name: section },
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

/** The next moment after `now` at which one of these appears or expires, or null when none will. */
export function nextChangeOf(
  lives: Iterable<Pick<Article, 'publishedAt' | 'expiresAt'>>,
  now: number,
): number | null {
  let next: number | null = null
  for (const { publishedAt, expiresAt } of lives) {
    for (const moment of [publishedAt, expiresAt]) {
      if (moment === undefined) continue
      const at = instant(moment)
      if (at > now && (next === null || at < next)) next = at
    }
  }
  return next
}
