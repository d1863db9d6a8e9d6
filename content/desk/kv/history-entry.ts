import { historyKey } from '../../model/key.ts'
import type { Entry } from './namespace.ts'
import { revisionOf, type Stamp } from './stamp.ts'

const MAX_CHARACTERS = 120

/** The metadata of an earlier revision. */
export interface HistoryNote {
  rev: string
  /** When it was written, ISO 8601; null when that was by hand. */
  at: string | null
  /** When it was replaced, ISO 8601. */
  until: string
  title: string
}

/** The history entry for a value that is about to be replaced or deleted. */
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

/** The title of a value, shortened: metadata has 1,024 bytes, and an Arabic letter takes two. */
export function titleIn(text: string): string {
  try {
    const { headline, title, name } = JSON.parse(text) as Record<string, unknown>
    return [...String(headline ?? title ?? name ?? '')].slice(0, MAX_CHARACTERS).join('')
  } catch {
    return ''
  }
}
