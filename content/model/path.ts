import type { Day } from './date.ts'
import { isRemoteImage } from './figure.ts'
import { slugOf } from './id.ts'

/** Every address of the site is made here. Paths are percent-encoded and begin with a slash. */
export const FRONT_PATH = '/'
/** The list of articles that a reader saved on the device. */
export const SAVED_PATH = '/saved'
/** Shown offline in place of a page that is not stored. */
export const OFFLINE_PATH = '/offline'
/** Every correction of every article. */
export const CORRECTIONS_PATH = '/corrections'
export const SEARCH_PATH = '/search'
export const OPENSEARCH_PATH = '/opensearch.xml'
/** What link previews show of a page without a picture. */
export const CARD_PATH = '/share-card.png'
export const MANIFEST_PATH = '/manifest.webmanifest'
/** At the root, because the scope of a service worker is its own folder. */
export const SERVICE_WORKER_PATH = '/sw.js'

export function articlePath(id: string): string {
  return `/article/${encodeURIComponent(id)}`
}

export function sectionPath(id: string): string {
  return `/section/${encodeURIComponent(id)}`
}

/** The page of a topic, or null when its name has no slug. */
export function topicPath(name: string): string | null {
  const slug = slugOf(name)
  return slug === null ? null : `/topic/${encodeURIComponent(slug)}`
}

export function authorPath(name: string): string | null {
  const slug = slugOf(name)
  return slug === null ? null : `/author/${encodeURIComponent(slug)}`
}

export const API_PREFIX = '/api/v1'
/** The reference of the API, and its OpenAPI document. */
export const API_PATH = '/api'
export const OPENAPI_PATH = `${API_PREFIX}/openapi.json`

/** How partners republish articles. */
export const PARTNERS_PATH = '/partners'

export const ARCHIVE_PATH = '/archive'

/** The calendar of a month. */
export function monthPath({ year, month }: Pick<Day, 'year' | 'month'>): string {
  return `${ARCHIVE_PATH}/${String(year).padStart(4, '0')}/${String(month).padStart(2, '0')}`
}

/** The page of a day in the site's time zone; numbers of the Gregorian calendar. */
export function dayPath({ year, month, day }: Day): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `/archive/${String(year).padStart(4, '0')}/${two(month)}/${two(day)}`
}

export function pagePath(id: string): string {
  return `/page/${encodeURIComponent(id)}`
}

export function apiArticlePath(id: string): string {
  return `${API_PREFIX}/articles/${encodeURIComponent(id)}`
}

/** The updates of a live story. */
export function apiUpdatesPath(id: string): string {
  return `${apiArticlePath(id)}/updates`
}

/**
 * The page of a live story that begins with one update. @param place its place as a parameter has it
 */
export function updatePath(id: string, place: string, update: string): string {
  return `${articlePath(id)}?update=${encodeURIComponent(place)}#${encodeURIComponent(updateAnchor(update))}`
}

export function updateAnchor(update: string): string {
  return `u-${update}`
}

/** The updates of a live story in one order; from a place on, without the update of that place. */
export function updatesPath(id: string, order: 'newest' | 'oldest', from?: string): string {
  if (from === undefined) return `${articlePath(id)}?order=${order}`
  return `${articlePath(id)}?${order === 'newest' ? 'before' : 'after'}=${encodeURIComponent(from)}`
}

/** @param expires seconds since 1970 */
export function previewPath(id: string, expires: number, signature: string): string {
  return `/preview/${encodeURIComponent(id)}?expires=${expires}&signature=${signature}`
}

export const FEED_FILES = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' } as const
export type FeedFormat = keyof typeof FEED_FILES

/** The feed of a list. @param list the path of the list's first page */
export function feedPath(list: string, format: FeedFormat): string {
  return `${list === FRONT_PATH ? '' : list}/${FEED_FILES[format]}`
}

export const SITEMAP_PATH = '/sitemap.xml'
export const NEWS_SITEMAP_PATH = '/sitemap-news.xml'

/** The file that proves the IndexNow key. */
export function indexNowKeyPath(key: string): string {
  return `/${key}.txt`
}

/** A part of the sitemap: the share `number` of `of` equal shares of a month. */
export function sitemapPartPath(part: { month: string; number: number; of: number }): string {
  return `/sitemap/${part.month}/${part.number}-of-${part.of}.xml`
}

/** Where a picture is loaded from: a path of this site for a media name, a remote URL unchanged. */
export function imageUrl(src: string): string {
  return isRemoteImage(src) ? src : `/media/${src.split('/').map(encodeURIComponent).join('/')}`
}

/** The next page of a list. `cursor` is opaque. */
export function olderPath(path: string, cursor: string): string {
  return `${path}?before=${encodeURIComponent(cursor)}`
}

/** The path as an absolute URL, or unchanged while the site has no origin. */
export function absoluteUrl(origin: string | undefined, path: string): string {
  return origin === undefined || !path.startsWith('/') ? path : origin + path
}
