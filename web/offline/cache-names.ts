/** The prefix of every cache of this site. The service worker deletes those that it does not know. */
export const CACHE_PREFIX = 'hudhud-'

/** Raise the number when entries of the cache can no longer be read as before. */
export const SAVED_CACHE = `${CACHE_PREFIX}saved-1`
export const RECENT_CACHE = `${CACHE_PREFIX}recent-1`
export const LISTS_CACHE = `${CACHE_PREFIX}lists-1`
export const PICTURES_CACHE = `${CACHE_PREFIX}pictures-1`
/** State of the service worker: the browser may stop it at any time, and its memory is lost. */
export const NOTES_CACHE = `${CACHE_PREFIX}notes-1`
export const ASSETS_CACHE = `${CACHE_PREFIX}assets-1`
