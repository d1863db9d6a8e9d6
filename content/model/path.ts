import type { Day } from './date.ts'
import { isRemoteImage } from './figure.ts'
import { slugOf } from './id.ts'

/** Every address of the paper is made here. Paths are percent-encoded and begin with a slash. */
export const FRONT_PATH = '/'
/** What a reader saved on the device. */
export const SAVED_PATH = '/saved'
/** Stands in for every page that can not be reached. */
export const OFFLINE_PATH = '/offline'
export const MANIFEST_PATH = '/manifest.webmanifest'
/** At the root, because a service worker rules what lies below its own address. */
export const SERVICE_WORKER_PATH = '/sw.js'

export function articlePath(id: string): string {
  return `/article/${encodeURIComponent(id)}`
}

export function sectionPath(id: string): string {
  return `/section/${encodeURIComponent(id)}`
}

/** The page of a topic's name, or null where nothing of the name can stand in an address. */
export function topicPath(name: string): string | null {
  const slug = slugOf(name)
  return slug === null ? null : `/topic/${encodeURIComponent(slug)}`
}

export function authorPath(name: string): string | null {
  const slug = slugOf(name)
  return slug === null ? null : `/author/${encodeURIComponent(slug)}`
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
  return `/api/v1/articles/${encodeURIComponent(id)}`
}

/** @param expires seconds since 1970 */
export function previewPath(id: string, expires: number, signature: string): string {
  return `/preview/${encodeURIComponent(id)}?expires=${expires}&signature=${signature}`
}

/** Where a picture is loaded from: this site's own media, or the address as it stands. */
export function imageUrl(src: string): string {
  return isRemoteImage(src) ? src : `/media/${src.split('/').map(encodeURIComponent).join('/')}`
}

/** The next page of a list. `cursor` is opaque. */
export function olderPath(path: string, cursor: string): string {
  return `${path}?before=${encodeURIComponent(cursor)}`
}

/** The path as an absolute address, or as it stands where the paper has no origin yet. */
export function absoluteUrl(origin: string | undefined, path: string): string {
  return origin === undefined || !path.startsWith('/') ? path : origin + path
}
