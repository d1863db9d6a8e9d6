import type { Key } from './namespace.ts'

/** The file of an export that says which file holds which key. */
export const EXPORTED_KEYS = 'keys.json'

export interface ExportedKey extends Key {
  file: string
}
