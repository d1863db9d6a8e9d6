import { articleKey } from '../content/model/key.ts'
import type { Newspaper } from './newspaper.ts'

/** More than an isolate remembers. */
const COPIES = 150

/** Puts copies of an article, which `copyOf` names. */
export async function putCopies({ kv, putAll }: Pick<Newspaper, 'kv' | 'putAll'>, id: string) {
  const value = (await kv.get(articleKey(id), 'text')) ?? ''
  const ids = Array.from({ length: COPIES }, (_, copy) => copyOf(copy))
  await putAll(ids.map((copy) => ({ key: articleKey(copy), value })))
}

/** The id of a copy: by turns, each is another one than those that the isolate has seen last. */
export function copyOf(count: number): string {
  return `copy-${Math.abs(count) % COPIES}`
}
