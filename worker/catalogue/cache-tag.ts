/** What an answer is made of: clearing the tag clears every answer that has it. */
export const LISTS_TAG = 'lists'
export const ALL_TAG = 'all'

export type Kind = 'article' | 'live' | 'section' | 'topic' | 'author' | 'page' | 'media'

const LETTERS: Record<Kind, string> = {
  article: 'a',
  live: 'l',
  section: 's',
  topic: 't',
  author: 'w',
  page: 'p',
  media: 'm',
}
export function isKind(name: string): name is Kind {
  return Object.hasOwn(LETTERS, name)
}

const made = new Map<string, string>()
const MAX_KEPT = 2000

/** A tag for one thing. Tags must be ASCII, else they are dropped in silence: hence the hash. */
export async function cacheTag(kind: Kind, id: string): Promise<string> {
  const key = `${kind}:${id}`
  const known = made.get(key)
  if (known !== undefined) return known
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
  const tag = LETTERS[kind] + new Uint8Array(digest).subarray(0, 6).toHex()
  if (made.size >= MAX_KEPT) made.clear()
  made.set(key, tag)
  return tag
}
