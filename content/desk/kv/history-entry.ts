import { historyKey } from '../../model/key.ts'
import type { Entry } from './namespace.ts'
import { revisionOf, type Stamp } from './stamp.ts'

const MOST_CHARACTERS = 120

/** What stands beside an earlier revision. */
export interface HistoryNote {
  rev: string
  /** When it was put, ISO 8601; null where that was by hand. */
  at: string | null
  /** When another one took its place. */
  until: string
  title: string
}

/** The value that is about to be replaced or deleted, as an entry of its own. */
export function historyEntry(name: string, was: { text: string; stamp: Stamp | null }): Entry {
  const rev = revisionOf(was.text)
  const note: HistoryNote = {
    rev,
    at: was.stamp?.at ?? null,
    until: new Date().toISOString(),
    title: titleIn(was.text),
  }
  return { key: historyKey(name, rev), value: was.text, metadata: note }
}

/** What a value is called, cut: metadata has 1,024 bytes, and an Arabic letter takes two. */
export function titleIn(text: string): string {
  try {
    const { headline, title, name } = JSON.parse(text) as Record<string, unknown>
    return [...String(headline ?? title ?? name ?? '')].slice(0, MOST_CHARACTERS).join('')
  } catch {
    return ''
  }
}
