import { plainBidi } from '../../../content/arabic/bidi.ts'
import { isRemoteImage } from '../../../content/model/figure.ts'
import { lastChangeOf } from '../../../content/model/last-change.ts'
import { instant } from '../../../content/model/moment.ts'
import { ownValue } from '../../../content/model/own-value.ts'
import {
  absoluteUrl,
  articlePath,
  authorPath,
  FEED_FILES,
  type FeedFormat,
  feedPath,
  imageUrl,
} from '../../../content/model/path.ts'
import type { Site } from '../../../content/model/site.ts'
import { type Card, summaryOf } from '../../../content/model/summary.ts'
import { directionOf } from '../../../web/strings/direction.ts'
import { stringsFor } from '../../../web/strings/languages.ts'
import type { FeedEntry, LoadedFeed } from '../../read/feed.ts'
import { bodyHtml } from './body-html.ts'

/** A feed in no format yet. Every address is absolute where the site has an origin; text is plain. */
export interface Feed {
  title: string
  description: string
  language: string
  siteName: string
  /** The page that shows the same list. */
  home: string
  self: Record<FeedFormat, string>
  icon: string
  /** The WebSub hub that passes changes on. */
  hub: string | null
  /** Milliseconds since 1970, of the newest change; null in an empty feed. */
  updated: number | null
  items: FeedItem[]
}

export interface FeedItem {
  /** Stays the same when the article is renamed. */
  id: string
  url: string
  title: string
  summary: string
  /** Null in a shortened feed. */
  html: string | null
  /** Milliseconds since 1970. */
  published: number
  updated: number
  authors: { name: string; url: string | null }[]
  categories: string[]
  language: string
  image: FeedImage | null
}

export interface FeedImage {
  url: string
  type: string
  alt: string
  width?: number
  height?: number
  /** Of the file, where it is known. */
  bytes?: number
}

interface FeedOptions {
  title: string
  /** The path of the page that shows the same list. */
  path: string
  now: number
}

export function feedOf(loaded: LoadedFeed, { title, path, now }: FeedOptions): Feed {
  const { entries, isShortened } = loaded
  const { site } = loaded.site
  const strings = stringsFor(site.language)
  const ids = new Set(entries.map(({ card }) => card.id))
  return feedWith(site, {
    title,
    path,
    description: isShortened ? strings.feeds.shortened : (site.tagline ?? site.name),
    items: entries.map((entry) => itemOf(entry, ids, site, now)),
  })
}

/** What every feed says of itself, and these items. */
export function feedWith(
  site: Site,
  { path, items, ...words }: Pick<Feed, 'title' | 'description' | 'items'> & { path: string },
): Feed {
  const absolute = (target: string) => absoluteUrl(site.origin, target)
  const formats = Object.keys(FEED_FILES) as FeedFormat[]
  return {
    ...words,
    language: site.language,
    siteName: site.name,
    home: absolute(path),
    self: Object.fromEntries(
      formats.map((format) => [format, absolute(feedPath(path, format))]),
    ) as Feed['self'],
    icon: absolute('/icon-512.png'),
    hub: site.hub ?? null,
    updated: items.length > 0 ? Math.max(...items.map(({ updated }) => updated)) : null,
    items,
  }
}

function itemOf({ card, article }: FeedEntry, ids: Set<string>, site: Site, now: number): FeedItem {
  const { headline, standfirst, authors, section, topics, language } = summaryOf(card, site)
  const absolute = (path: string) => absoluteUrl(site.origin, path)
  const plain = (text: string) => (directionOf(language) === 'rtl' ? plainBidi(text) : text)
  const changed = lastChangeOf({ ...card, corrections: article?.corrections }, now)
  return {
    id: absolute(articlePath(firstIdOf(card, ids))),
    url: absolute(articlePath(card.id)),
    title: plain(headline),
    summary: plain(standfirst ?? ''),
    html: article && bodyHtml(article, site),
    published: instant(card.publishedAt),
    updated: instant(changed),
    authors: authors.map(({ name }) => {
      const path = authorPath(name)
      return { name, url: path && absolute(path) }
    }),
    categories: [...new Set([section.name, ...topics])],
    language,
    image: imageOf(card, site),
  }
}

/** An alias that is another article's id identifies that article. */
export function firstIdOf({ id, firstId }: Card, ids: Set<string>): string {
  return firstId !== undefined && !ids.has(firstId) ? firstId : id
}

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
}

function imageOf({ image }: Card, site: Site): FeedItem['image'] {
  if (image === undefined) return null
  const { src, alt, width, height, bytes } = image
  if (isRemoteImage(src) && !site.imageOrigins.includes(new URL(src).origin)) return null
  const ending = /\.(\w+)(?:[?#].*)?$/.exec(src)?.[1]?.toLowerCase() ?? ''
  return {
    url: absoluteUrl(site.origin, imageUrl(src)),
    type: ownValue(TYPES, ending) ?? 'image/jpeg',
    alt,
    ...(width && height && { width, height }),
    ...(bytes && { bytes }),
  }
}
