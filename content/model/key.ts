/** The key space of the paper's KV namespace. Editors type these: a name here never changes. */
export const SITE_KEY = 'site'
export const ARTICLE_PREFIX = 'article:'
export const FRONT_KEY = 'derived:front'

export function articleKey(id: string): string {
  return `${ARTICLE_PREFIX}${id}`
}

export function pageKey(id: string): string {
  return `page:${id}`
}

export function mediaKey(name: string): string {
  return `media:${name}`
}
