import { createHash } from 'node:crypto'

/**
 * The KV metadata that the commands write with a value. The worker uses `rev` and `at` to tell how old
 * a value is; the rest is for the commands.
 */
export interface Stamp {
  rev: string
  /** When it was written, ISO 8601. */
  at: string
  /** The revision that a rollback replaced: publishing the same text again would undo the rollback. */
  not?: string
  /** Of a picture, in bytes: articles name it. */
  size?: number
}

export function stamp(value: string | Uint8Array, more: Omit<Stamp, 'rev' | 'at'> = {}): Stamp {
  return { rev: revisionOf(value), at: new Date().toISOString(), ...more }
}

/** The first 64 bits of SHA-256 in hexadecimal, as the worker computes a revision. */
export function revisionOf(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}

/** The stamp in a key's metadata, or null when the value was put by hand. */
export function stampIn(metadata: unknown): Stamp | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  const { rev, at } = metadata as Partial<Stamp>
  return typeof rev === 'string' && typeof at === 'string' ? (metadata as Stamp) : null
}
