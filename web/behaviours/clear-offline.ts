import { clearCopies } from '../offline/clear-copies.ts'

/** Removes the service worker and all offline copies. */
export async function clearOffline(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister()
  }
  await clearCopies()
}
