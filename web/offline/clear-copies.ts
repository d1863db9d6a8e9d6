import { CACHE_PREFIX } from './cache-names.ts'

/** Deletes everything that was kept for reading offline, and the library's notes about it. */
export async function clearCopies(): Promise<void> {
  const names = await caches.keys()
  const ours = names.filter((name) => name.startsWith(CACHE_PREFIX))
  await Promise.all(ours.map((name) => caches.delete(name)))
  // Where the library notes what it used last.
  indexedDB.deleteDatabase('workbox-expiration')
}
