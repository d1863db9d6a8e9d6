import { CACHE_PREFIX } from '../offline/cache-names.ts'

/** Takes back everything of reading offline: what keeps stories, and what it kept. */
export async function clearOffline(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister()
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX)) await caches.delete(name)
  }
}
