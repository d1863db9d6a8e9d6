import type { OfflineWords } from '../strings/strings.ts'

/** The worker writes these above the service worker's code, so that addresses are built in one place. */
export interface OfflineSettings {
  /** Names the shell; it changes when the site or the code of the pages does. */
  revision: string
  /** The pages for a reader without a network, at addresses that contain the revision. */
  pages: { saved: string; offline: string }
  /** The scripts and fonts of those pages. */
  assets: string[]
  /** The start of every article's path. */
  articles: string
  /** The start of the paths of lists whose newest page is cached. The front page is cached too. */
  lists: string[]
  /** The path of the saved list. */
  saved: string
  words: OfflineWords
}
