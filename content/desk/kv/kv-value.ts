import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { keyOfName, nameOfKey } from '../folder/document.ts'
import { canonical } from '../plan/compile.ts'
import { historyEntry } from './history-entry.ts'
import type { Key } from './namespace.ts'
import { type Stamp, stamp, stampIn } from './stamp.ts'

/** What KV holds under a name right now. */
export interface Current {
  name: string
  key: string
  text: string
  stamp: Stamp | null
}

/** The value that the commands call so, or null where there is none. */
export async function currentOf({ namespace }: Desk, name: string): Promise<Current | null> {
  const key = keyOfName(name.normalize('NFC'))
  const [keys, texts] = await Promise.all([namespace.keys(key), namespace.getTexts([key])])
  return currentIn(name, keys, texts)
}

/** The same of keys and values that were asked for already. */
export function currentIn(name: string, keys: Key[], texts: Map<string, string>): Current | null {
  const key = keyOfName(name.normalize('NFC'))
  const text = texts.get(key)
  if (text === undefined) return null
  const metadata = keys.find((known) => known.name === key)?.metadata
  return { name: nameOfKey(key) ?? name, key, text, stamp: stampIn(metadata) }
}

/** @throws Failure where there is none */
export async function existing(desk: Desk, name: string): Promise<Current> {
  const current = await currentOf(desk, name)
  if (current) return current
  throw absent(name)
}

export function absent(name: string): Failure {
  return new Failure(
    `There is no ${keyOfName(name)} in KV; "history ${name}" shows what was there, "diff" what is not there yet.`,
  )
}

/** What an article says of itself; undefined where it says nothing, or is none. */
export function statusIn({ text }: Pick<Current, 'text'>): unknown {
  try {
    return JSON.parse(text)?.status
  } catch {
    return undefined
  }
}

/** The article of a current value, as an object whose unknown fields are still there. */
export function articleIn({ key, text }: Current): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Said below.
  }
  throw new Failure(
    `${key} holds no article; publish it anew, "rollback" to an earlier revision, or "delete" it.`,
  )
}

/** The article as text: in the bytes that publishing gives, unless the model does not know a field. */
export function articleText(article: Record<string, unknown>): string {
  const text = canonical('article', article)
  const isWhole = Object.keys(article).every(
    (name) => name === '$schema' || name in JSON.parse(text),
  )
  return isWhole ? text : JSON.stringify(article)
}

/** Puts another text in the place of a value, which is kept as an earlier revision. @returns its revision */
export async function replace(
  { namespace }: Desk,
  current: Current,
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
