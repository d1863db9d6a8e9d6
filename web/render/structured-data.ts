import type { Article } from '../../content/model/article.ts'
import { instant } from '../../content/model/moment.ts'
import {
  absoluteUrl,
  articlePath,
  authorPath,
  CARD_PATH,
  FRONT_PATH,
  pagePath,
  sectionPath,
} from '../../content/model/path.ts'
import { plainText, wordCount } from '../../content/model/plain-text.ts'
import { SHARE_SIZE } from '../../content/model/prepared-picture.ts'
import { type Site, sectionNamed } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import type { Head } from './head.ts'
import type { LiveView } from './live-view.ts'

/** The front page: the site and who publishes it. */
export function siteData(site: Site): string {
  return scriptText([
    {
      '@type': 'WebSite',
      name: site.name,
      ...(site.tagline && { description: site.tagline }),
      url: absoluteUrl(site.origin, FRONT_PATH),
      inLanguage: site.language,
    },
    publisherOf(site),
  ])
}

interface ArticleDataOptions {
  id: string
  article: Article
  site: Site
  head: Pick<Head, 'description' | 'canonical'>
  /** The share picture and the picture of the story, as far as there are any. */
  pictures: NonNullable<Head['image']>[]
  /** An ISO date: the later of publication, update and newest correction. */
  changedAt: string
  /** What its page shows of its updates, if it is a live story. */
  live?: LiveView
}

/** An article as Google documents NewsArticle, and its place on the site. */
export function articleData(options: ArticleDataOptions): string {
  const { id, article, site, head, changedAt, live } = options
  const { headline, publishedAt, topics, section, authors = [] } = article
  const corrections = article.corrections ?? []
  const known = sectionNamed(site, section)
  const card = { href: CARD_PATH, alt: site.name, ...SHARE_SIZE }
  const pictures = options.pictures.length > 0 ? options.pictures : [card]
  return scriptText([
    {
      '@type': live ? 'LiveBlogPosting' : 'NewsArticle',
      headline,
      description: head.description,
      ...(head.canonical && { mainEntityOfPage: head.canonical, url: head.canonical }),
      ...(site.origin && { image: pictures.map((picture) => imageOf(picture, site)) }),
      datePublished: publishedAt,
      dateModified: live ? modified(live, changedAt) : changedAt,
      author:
        authors.length > 0 ? authors.map((author) => personOf(author, site)) : publisherOf(site),
      publisher: publisherOf(site),
      articleSection: known?.name,
      keywords: topics,
      wordCount: wordCount(article.body),
      inLanguage: article.language ?? site.language,
      isAccessibleForFree: true,
      ...(live && liveFields(article, live, site)),
      ...(corrections.length > 0 && {
        correction: corrections.map(({ at, text }) => ({
          '@type': 'CorrectionComment',
          text,
          datePublished: at,
        })),
      }),
    },
    breadcrumbs(site, [
      ...(known ? [{ name: known.name, path: sectionPath(known.id) }] : []),
      { name: headline, path: articlePath(id) },
    ]),
  ])
}

/** https://developers.google.com/search/docs/appearance/structured-data/article and schema.org/LiveBlogPosting */
function liveFields({ headline, live }: Article, { updates }: LiveView, site: Site) {
  return {
    coverageStartTime: live?.startedAt,
    ...(live?.endedAt && { coverageEndTime: live.endedAt }),
    liveBlogUpdate: updates.map(({ at, title, body, href, authors = [] }) => ({
      '@type': 'BlogPosting',
      headline: title ?? headline,
      url: absoluteUrl(site.origin, href),
      datePublished: at,
      articleBody: plainText(body),
      ...(authors.length > 0 && { author: authors.map((author) => personOf(author, site)) }),
    })),
  }
}

/** The newest of what the page shows. */
function modified({ updates }: LiveView, otherwise: string): string {
  const times = [otherwise, ...updates.map(({ at }) => at)]
  return times.reduce((one, other) => (instant(other) > instant(one) ? other : one))
}

export type ListKind = 'section' | 'topic' | 'author' | 'day' | 'corrections'

interface ListData {
  title: string
  /** The path of its first page. */
  path: string
  kind: ListKind
  items: (Pick<Summary, 'url'> & Partial<Pick<Summary, 'authors' | 'headline' | 'publishedAt'>>)[]
}

/** A list of articles: a page about an author, or a collection. */
export function listData({ title, path, kind, items }: ListData, site: Site): string {
  const url = absoluteUrl(site.origin, path)
  const list = {
    '@type': 'ItemList',
    itemListElement: items.map((item, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      url: item.url,
    })),
  }
  const newest = items[0]?.authors?.find(({ name }) => authorPath(name) === path)
  const page =
    kind === 'author'
      ? {
          '@type': 'ProfilePage',
          mainEntity: personOf(newest ?? { name: title }, site),
          hasPart: items.map(({ url, headline, publishedAt }) => ({
            '@type': 'NewsArticle',
            url,
            headline,
            datePublished: publishedAt,
          })),
        }
      : { '@type': 'CollectionPage', name: title, mainEntity: list }
  return scriptText([
    { ...page, url, inLanguage: site.language },
    breadcrumbs(site, [{ name: title, path }]),
  ])
}

function personOf({ name, role }: { name: string; role?: string }, site: Site) {
  const path = authorPath(name)
  return {
    '@type': 'Person',
    name,
    ...(role && { jobTitle: role }),
    ...(path && { url: absoluteUrl(site.origin, path) }),
  }
}

function publisherOf({ name, publisher, origin, contact, social = [] }: Site) {
  return {
    '@type': 'NewsMediaOrganization',
    name: publisher ?? name,
    ...(origin && {
      url: absoluteUrl(origin, FRONT_PATH),
      logo: { '@type': 'ImageObject', url: `${origin}/icon-512.png`, width: '512', height: '512' },
      correctionsPolicy: absoluteUrl(origin, pagePath('corrections-policy')),
      publishingPrinciples: absoluteUrl(origin, pagePath('about')),
    }),
    ...(contact?.email && { email: contact.email }),
    ...(social.length > 0 && { sameAs: social.map(({ url }) => url) }),
  }
}

function imageOf({ href, width, height }: NonNullable<Head['image']>, site: Site) {
  return {
    '@type': 'ImageObject',
    url: absoluteUrl(site.origin, href),
    ...(width && height && { width: String(width), height: String(height) }),
  }
}

function breadcrumbs(site: Site, steps: { name: string; path: string }[]) {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [{ name: site.name, path: FRONT_PATH }, ...steps].map(
      ({ name, path }, place) => ({
        '@type': 'ListItem',
        position: place + 1,
        name,
        item: absoluteUrl(site.origin, path),
      }),
    ),
  }
}

/** Without any `<`, no text of an article can end the script element. */
function scriptText(graph: object[]): string {
  const data = { '@context': 'https://schema.org', '@graph': graph }
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
