import { clearCopies } from '../offline/clear-copies.ts'

/** Takes back everything of reading offline: what keeps stories, and what it kept. */
export async function clearOffline(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister()
  }
  await clearCopies()
}
