import type { OfflineWords } from '../strings/strings.ts'

/** What a page sends to the service worker. */
export interface Message {
  /** The path of the story that is being read, or of a list. */
  reading?: string
  /** The paths of all saved stories, not validated. Copies of other stories are deleted. */
  saved?: unknown[]
  /** Check whether the stored stories are still published. */
  checksPublished?: boolean
  /** Do not fetch pictures. */
  savesData?: boolean
}

/** What the service worker answers when it is done. */
export interface Report {
  /** The page itself is an offline copy. */
  isCopy: boolean
  /** Saved stories whose page could not be stored. */
  missing: string[]
  /** Stories that are no longer published. */
  gone: string[]
  words: OfflineWords
}
