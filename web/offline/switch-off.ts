import { clearCopies } from './clear-copies.ts'

/**
 * Served at the service worker's address when the editor has switched reading offline off. It
 * replaces the installed service worker, deletes all offline copies, and unregisters itself. Open
 * pages stay as they are.
 */
declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => {
  self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(clearAndLeave())
})

const GRACE_MS = 1000

async function clearAndLeave(): Promise<void> {
  await clearCopies()
  await self.registration.unregister()
  // The previous service worker may still have been storing something.
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS))
  await clearCopies()
}
