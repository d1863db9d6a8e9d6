import type { WorkboxPlugin } from 'workbox-core'
import { ExpirationPlugin } from 'workbox-expiration'
import { CacheFirst } from 'workbox-strategies'
import {
  ASSETS_CACHE,
  LISTS_CACHE,
  PICTURES_CACHE,
  RECENT_CACHE,
  SAVED_CACHE,
} from './cache-names.ts'
import { deleteCopies, isGone, isWholePage, pathOf } from './copies.ts'
import { NewestFirst } from './newest-first.ts'
import { pictureKey } from './page-dependencies.ts'
import { settings } from './scope.ts'
import { shellPage } from './shell.ts'

/** How many entries are cached besides saved stories. A story has about three pictures. */
const MAX_ENTRIES = { stories: 30, lists: 12, pictures: 90, assets: 120 }

/** Pages are cached by path, only whole pages, and none that is withdrawn. */
const pages: WorkboxPlugin = {
  cacheKeyWillBeUsed: async ({ request }) => pathOf(request),
  cacheWillUpdate: async ({ request, response }) => {
    if (isGone(response)) await deleteCopies(pathOf(request))
    return isWholePage(response) ? response : null
  },
}

/** Reading a saved story updates its copy. That copy is also used when it is no longer among the recent ones. */
const saved: WorkboxPlugin = {
  cacheDidUpdate: async ({ request, newResponse }) => {
    const cache = await caches.open(SAVED_CACHE)
    if (await cache.match(request)) await cache.put(request, newResponse)
  },
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
    cachedResponse ?? caches.match(request, { cacheName: SAVED_CACHE }),
}

/** A file named by its content is the same in every cache. */
const anyCache: WorkboxPlugin = {
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
    cachedResponse ?? caches.match(request),
}

export const stories = new NewestFirst({
  cacheName: RECENT_CACHE,
  plugins: [pages, atMost(MAX_ENTRIES.stories), saved],
})

export const lists = new NewestFirst({
  cacheName: LISTS_CACHE,
  plugins: [pages, atMost(MAX_ENTRIES.lists)],
})

/** Other pages are not cached. Only the saved list can be shown without a network. */
export const otherPages = new NewestFirst({
  plugins: [
    {
      cacheWillUpdate: async () => null,
      cachedResponseWillBeUsed: async ({ request }) =>
        pathOf(request) === settings.saved ? shellPage('saved') : undefined,
    },
  ],
})

export const assets = new CacheFirst({
  cacheName: ASSETS_CACHE,
  plugins: [atMost(MAX_ENTRIES.assets), anyCache],
})

/** The small size of each picture, under a key that stands for all its sizes. */
export const smallPictures = new CacheFirst({
  cacheName: PICTURES_CACHE,
  plugins: [
    { cacheKeyWillBeUsed: async ({ request }) => pictureKey(pathOf(request)) ?? request },
    atMost(MAX_ENTRIES.pictures),
    anyCache,
  ],
})

function atMost(maxEntries: number): ExpirationPlugin {
  return new ExpirationPlugin({ maxEntries, purgeOnQuotaError: true })
}
