import type { Article } from '../../content/model/article.ts'
import { absoluteUrl } from '../../content/model/path.ts'
import { type Site, sectionNamed } from '../../content/model/site.ts'
import type { Head } from './head.ts'

/** The site as schema.org describes a publisher. */
export function publisherData(site: Site): string {
  return scriptText(publisherOf(site))
}

/** An article as schema.org describes it, with the description, address and picture of its head. */
export function articleData(
  article: Article,
  site: Site,
  { description, canonical, image }: Pick<Head, 'description' | 'canonical' | 'image'>,
): string {
  const { headline, publishedAt, updatedAt, topics, section, authors = [] } = article
  return scriptText({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline,
    description,
    datePublished: publishedAt,
    dateModified: updatedAt ?? publishedAt,
    inLanguage: article.language ?? site.language,
    articleSection: sectionNamed(site, section)?.name,
    keywords: topics,
    author: authors.map(({ name, role }) => ({ '@type': 'Person', name, jobTitle: role })),
    publisher: publisherOf(site),
    ...(canonical && { mainEntityOfPage: canonical }),
    ...(image && { image: absoluteUrl(site.origin, image.href) }),
  })
}

function publisherOf({ name, publisher, origin }: Site) {
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsMediaOrganization',
    name: publisher ?? name,
    ...(origin && { url: origin, logo: `${origin}/icon-512.png` }),
  }
}

/** Without any `<`, no text of an article can end the script element. */
function scriptText(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
