import type { OfflineWords } from './settings.ts'

/** What a page tells the service worker. */
export interface Message {
  /** The path of the story that is being read, or of a list. */
  reading?: string
  /** The paths of all saved stories, as they were found: what else lies with them goes. */
  saved?: unknown[]
  /** Asks whether kept stories are still published. */
  looks?: boolean
  /** The reader saves data: no pictures are fetched to be kept. */
  isSparing?: boolean
}

/** What the service worker answers once it has done as it was told. */
export interface Report {
  /** The page itself came from the kept copies. */
  isCopy: boolean
  /** Saved stories of which no copy could be kept. */
  missing: string[]
  /** Those that are no longer published. */
  gone: string[]
  words: OfflineWords
}
