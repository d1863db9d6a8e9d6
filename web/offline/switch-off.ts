import { clearCopies } from './clear-copies.ts'

/**
 * What stands at the service worker's address once the editor has switched reading offline off: it
 * takes the place of whatever runs in a reader's browser, clears what that kept, and goes. The pages
 * that are open stay as they are.
 */
declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => {
  self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(clearAndLeave())
})

const LAST_WORDS_MS = 1000

async function clearAndLeave(): Promise<void> {
  await clearCopies()
  await self.registration.unregister()
  // The former one may still have been putting something away.
  await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))
  await clearCopies()
}
