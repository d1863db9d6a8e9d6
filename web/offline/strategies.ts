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
import { forget, isGone, isWholePage, pathOf } from './copies.ts'
import { pictureKey } from './needs.ts'
import { NewestFirst } from './newest-first.ts'
import { settings } from './scope.ts'
import { shellPage } from './shell.ts'

/** How much is kept of what nobody asked to keep. A story has about three pictures. */
const MOST = { stories: 30, lists: 12, pictures: 90, assets: 120 }

/** Pages lie under their paths, only whole ones, and none that is withdrawn. */
const pages: WorkboxPlugin = {
  cacheKeyWillBeUsed: async ({ request }) => pathOf(request),
  cacheWillUpdate: async ({ request, response }) => {
    if (isGone(response)) await forget(pathOf(request))
    return isWholePage(response) ? response : null
  },
}

/** A saved story has its newest copy from when it was last read; it serves when recents are full. */
const saved: WorkboxPlugin = {
  cacheDidUpdate: async ({ request, newResponse }) => {
    const cache = await caches.open(SAVED_CACHE)
    if (await cache.match(request)) await cache.put(request, newResponse)
  },
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
    cachedResponse ?? caches.match(request, { cacheName: SAVED_CACHE }),
}

/** What is named by its content is the same in whichever cache it lies. */
const anywhere: WorkboxPlugin = {
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
    cachedResponse ?? caches.match(request),
}

export const stories = new NewestFirst({
  cacheName: RECENT_CACHE,
  plugins: [pages, atMost(MOST.stories), saved],
})

export const lists = new NewestFirst({
  cacheName: LISTS_CACHE,
  plugins: [pages, atMost(MOST.lists)],
})

/** Every other page is kept by nobody; only the reader's own list can be shown without a network. */
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
  plugins: [atMost(MOST.assets), anywhere],
})

/** The one small size of a picture that is kept, under a key that stands for every size of it. */
export const smallPictures = new CacheFirst({
  cacheName: PICTURES_CACHE,
  plugins: [
    { cacheKeyWillBeUsed: async ({ request }) => pictureKey(pathOf(request)) ?? request },
    atMost(MOST.pictures),
    anywhere,
  ],
})

function atMost(maxEntries: number): ExpirationPlugin {
  return new ExpirationPlugin({ maxEntries, purgeOnQuotaError: true })
}
