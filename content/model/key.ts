/** The keys of the KV namespace. Editors type them: a name here never changes. */
export const SITE_KEY = 'site'
export const ARTICLE_PREFIX = 'article:'
export const PAGE_PREFIX = 'page:'
export const FRONT_KEY = 'derived:front'

export function articleKey(id: string): string {
  return `${ARTICLE_PREFIX}${id}`
}

export function pageKey(id: string): string {
  return `${PAGE_PREFIX}${id}`
}

export const LIVE_PREFIX = 'live:'

/** The updates of a live story; with a number, an older part of them, where 1 is the oldest. */
export function liveKey(id: string, part?: number): string {
  return part === undefined ? `${LIVE_PREFIX}${id}` : `${LIVE_PREFIX}${id}:${part}`
}

const MEDIA_PREFIX = 'media:'
export const HISTORY_PREFIX = 'history:'
export const DERIVED_PREFIX = 'derived:'

export function mediaKey(name: string): string {
  return MEDIA_PREFIX + name
}

/** The media name in a key, or null for another kind of key. */
export function mediaNameOf(key: string): string | null {
  return key.startsWith(MEDIA_PREFIX) ? key.slice(MEDIA_PREFIX.length) : null
}

/**
 * The key of an earlier revision. `of` is the id of an article; no id holds a colon or a
 * point, so the keys of pages (`page:about`) and of the site (`site.json`) stand beside them.
 */
export function historyKey(of: string, revision: string): string {
  return `${historyPrefix(of)}${revision}`
}

export function historyPrefix(of: string): string {
  return `${HISTORY_PREFIX}${of}:`
}
