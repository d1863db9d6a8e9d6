/** Every cache of ours begins with this; the service worker removes those that it does not know. */
export const CACHE_PREFIX = 'hudhud-'

/** The number counts up when what lies in the cache can not be read any more as it was. */
export const SAVED_CACHE = `${CACHE_PREFIX}saved-1`
export const RECENT_CACHE = `${CACHE_PREFIX}recent-1`
export const LISTS_CACHE = `${CACHE_PREFIX}lists-1`
export const PICTURES_CACHE = `${CACHE_PREFIX}pictures-1`
/** What the service worker has to remember, which is not allowed any memory of its own. */
export const NOTES_CACHE = `${CACHE_PREFIX}notes-1`
export const ASSETS_CACHE = `${CACHE_PREFIX}assets-1`
