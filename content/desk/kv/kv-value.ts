import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { keyOfName, nameOfKey } from '../folder/document.ts'
import { canonical } from '../plan/compile.ts'
import { historyEntry } from './history-entry.ts'
import type { Key } from './namespace.ts'
import { type Stamp, stamp, stampIn } from './stamp.ts'

/** A value in KV, under the name that the commands use. */
export interface KvValue {
  name: string
  key: string
  text: string
  stamp: Stamp | null
}

/** The value under this name, or null when there is none. */
export async function getKvValue({ namespace }: Desk, name: string): Promise<KvValue | null> {
  const key = keyOfName(name.normalize('NFC'))
  const [keys, texts] = await Promise.all([namespace.keys(key), namespace.getTexts([key])])
  return kvValueIn(name, keys, texts)
}

/** The same, from keys and values that were read already. */
export function kvValueIn(name: string, keys: Key[], texts: Map<string, string>): KvValue | null {
  const key = keyOfName(name.normalize('NFC'))
  const text = texts.get(key)
  if (text === undefined) return null
  const metadata = keys.find((known) => known.name === key)?.metadata
  return { name: nameOfKey(key) ?? name, key, text, stamp: stampIn(metadata) }
}

/** @throws Failure when there is none */
export async function requireKvValue(desk: Desk, name: string): Promise<KvValue> {
  const current = await getKvValue(desk, name)
  if (current) return current
  throw missingInKv(name)
}

export function missingInKv(name: string): Failure {
  return new Failure(
    `There is no ${keyOfName(name)} in KV; run "history ${name}" for earlier revisions, or "diff" for what is not published yet.`,
  )
}

/** The status field of an article's text; undefined when it has none or is broken. */
export function statusIn({ text }: Pick<KvValue, 'text'>): unknown {
  try {
    return JSON.parse(text)?.status
  } catch {
    return undefined
  }
}

/** The fields of an article in KV, including those that the model does not have. */
export function articleFields({
  key,
  text,
}: Pick<KvValue, 'key' | 'text'>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Reported below.
  }
  throw new Failure(`${key} is not an article; publish it again, run "rollback", or "delete" it.`)
}

/** The article as text: canonical, unless it has a field that the model does not have. */
export function serializeArticle(article: Record<string, unknown>): string {
  const text = canonical('article', article)
  const isWhole = Object.keys(article).every(
    (name) => name === '$schema' || name in JSON.parse(text),
  )
  return isWhole ? text : JSON.stringify(article)
}

/** Replaces a value, and stores the previous one in the history. @returns the new revision */
export async function replaceValue(
  { namespace }: Desk,
  current: KvValue,
  text: string,
  more: Omit<Stamp, 'rev' | 'at'> = {},
): Promise<string> {
  const metadata = stamp(text, more)
  await namespace.put([
    historyEntry(current.name, current),
    { key: current.key, value: text, metadata },
  ])
  return metadata.rev
}
