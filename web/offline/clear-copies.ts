import { CACHE_PREFIX } from './cache-names.ts'

/** Deletes all offline copies, and the library's records of them. */
export async function clearCopies(): Promise<void> {
  const names = await caches.keys()
  const ours = names.filter((name) => name.startsWith(CACHE_PREFIX))
  await Promise.all(ours.map((name) => caches.delete(name)))
  // Workbox records there when each entry was last used.
  indexedDB.deleteDatabase('workbox-expiration')
}
