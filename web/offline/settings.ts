/** What the worker writes above the service worker's code, so that addresses are made in one place. */
export interface OfflineSettings {
  /** Names the shell: it changes when the site or the code of the pages does. */
  revision: string
  /** The pages for a reader without a network, at addresses that name their revision. */
  pages: { saved: string; offline: string }
  /** The scripts and fonts of those pages. */
  assets: string[]
  /** How the addresses of articles begin. */
  articles: string
  /** How the addresses of lists begin of which the newest page is kept; the front page is, too. */
  lists: string[]
  /** Where the reader's own list is. */
  saved: string
  words: OfflineWords
}

/** What a page says only when it has to: so these words are not in every page. */
export interface OfflineWords {
  /** On a page that is a kept copy. */
  notice: string
  /** A story is on the reader's list, but its text could not be kept. */
  noCopy: string
}
