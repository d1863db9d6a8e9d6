import type { Article } from '../content/model/article.ts'
import { isRemoteImage } from '../content/model/figure.ts'
import { absoluteUrl, articlePath, FRONT_PATH, imageUrl, pagePath } from '../content/model/path.ts'
import { excerpt } from '../content/model/plain-text.ts'
import { type Site, sectionNamed } from '../content/model/site.ts'
import { isolated } from './bidi.ts'
import type { PageView } from './render-page.tsx'
import type { Setting } from './setting.ts'

/** What a page says about itself to search engines and to whoever shows a link to it. */
export interface Metadata {
  title: string
  description?: string
  /** The one address of the page; only where the site has an origin. */
  canonical?: string
  type: 'website' | 'article'
  image?: { href: string; alt: string }
  /** The same story in other languages. */
  alternates: { language: string; href: string }[]
  /** schema.org as JSON that may stand in a script element. */
  structured?: string
  isIndexed: boolean
}

export function metadataOf(view: PageView, setting: Setting): Metadata {
  const { site, strings, path } = setting
  const titled = (title: string) => `${isolated(title)} | ${site.name}`
  const plain = {
    type: 'website' as const,
    alternates: [],
    isIndexed: site.origin !== undefined,
  }
  const canonical = site.origin && absoluteUrl(site.origin, withoutQuery(path))
  switch (view.kind) {
    case 'front':
      return {
        ...plain,
        title: site.tagline ? `${site.name} | ${site.tagline}` : site.name,
        description: site.tagline,
        canonical: site.origin && absoluteUrl(site.origin, FRONT_PATH),
        structured: script(publisherOf(site)),
      }
    case 'section':
      return {
        ...plain,
        title: titled(view.section.name),
        description: strings.newestOf(isolated(view.section.name), site.name),
        canonical: view.isFirst ? canonical : undefined,
        isIndexed: plain.isIndexed && view.isFirst,
      }
    case 'list':
      return {
        ...plain,
        title: titled(view.title),
        description: strings.newestOf(isolated(view.title), site.name),
        canonical: view.isFirst ? canonical : undefined,
        isIndexed: plain.isIndexed && view.isFirst,
      }
    case 'article':
      return view.isPreview
        ? { ...plain, title: titled(view.article.headline), isIndexed: false }
        : articleMetadata(view.id, view.article, setting, titled)
    case 'standing':
      return {
        ...plain,
        title: titled(view.page.title),
        description: excerpt(view.page),
        canonical: site.origin && absoluteUrl(site.origin, pagePath(view.id)),
      }
    case 'saved':
      return { ...plain, title: titled(strings.saved.title), isIndexed: false }
    case 'offline':
      return { ...plain, title: titled(strings.offline.title), isIndexed: false }
    case 'not-found':
      return { ...plain, title: titled(strings.notFound.title), isIndexed: false }
    case 'gone':
      return { ...plain, title: titled(strings.gone.title), isIndexed: false }
    case 'unavailable':
      return { ...plain, title: titled(strings.unavailable.title), isIndexed: false }
    case 'error':
      return { ...plain, title: titled(strings.error.title), isIndexed: false }
  }
}

function articleMetadata(
  id: string,
  article: Article,
  { site }: Setting,
  titled: (title: string) => string,
): Metadata {
  const { headline, image, publishedAt, updatedAt, authors = [], translations = {} } = article
  const description = excerpt(article)
  const language = article.language ?? site.language
  const canonical = site.origin && absoluteUrl(site.origin, articlePath(id))
  const picture =
    image && (!isRemoteImage(image.src) || site.imageOrigins.includes(new URL(image.src).origin))
      ? { href: imageUrl(image.src), alt: image.alt }
      : undefined
  const others = Object.entries(translations)
  return {
    title: titled(headline),
    description,
    canonical,
    type: 'article',
    image: site.origin ? picture : undefined,
    alternates:
      site.origin && others.length > 0
        ? [[language, id] as const, ...others].map(([tag, other]) => ({
            language: tag,
            href: absoluteUrl(site.origin, articlePath(other)),
          }))
        : [],
    isIndexed: site.origin !== undefined,
    structured: script({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline,
      description,
      datePublished: publishedAt,
      dateModified: updatedAt ?? publishedAt,
      inLanguage: language,
      articleSection: sectionNamed(site, article.section)?.name,
      keywords: article.topics,
      author: authors.map(({ name, role }) => ({ '@type': 'Person', name, jobTitle: role })),
      publisher: publisherOf(site),
      ...(canonical && { mainEntityOfPage: canonical }),
      ...(picture && { image: absoluteUrl(site.origin, picture.href) }),
    }),
  }
}

function publisherOf({ name, publisher, origin }: Site) {
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsMediaOrganization',
    name: publisher ?? name,
    ...(origin && { url: origin, logo: `${origin}/icon-512.png` }),
  }
}

/** No text of an article can end the script element: there is no < left in it. */
function script(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function withoutQuery(path: string): string {
  return path.split('?')[0] ?? path
}
