import type { Document } from '../folder/document.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { kvLimitProblems } from '../kv/kv-limits.ts'
import { stamp } from '../kv/stamp.ts'
import type { Report } from './context.ts'

/** The worker reads no text above this. */
const MAX_BYTES = 1_000_000

/** The value in KV has this size, apart from the names of prepared pictures. */
export function checkSize({ key, name, source }: Document, report: Report): void {
  const value = JSON.stringify(source.value ?? null)
  const bytes = Buffer.byteLength(value)
  if (bytes > MAX_BYTES) {
    report('', `has ${(bytes / 1e6).toFixed(1)} MB; split it, the limit is 1 MB`)
  }
  const entries = [
    { key, value, metadata: stamp(value) },
    historyEntry(name, { text: value, stamp: null }),
  ]
  for (const message of new Set(entries.flatMap(kvLimitProblems))) report('', message)
}
