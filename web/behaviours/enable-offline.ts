import { messageServiceWorker, sendSavedStories } from '../reader/message-service-worker.ts'

export interface OfflineProps {
  /** The address of the service worker; null if the editor switched reading offline off. */
  serviceWorker: string | null
  /** The path of a story, or of a list that is cached for reading offline. */
  reading?: string
}

/**
 * Registers the service worker, which caches what is read, and shows a notice when the page itself is
 * an offline copy. In a browser that allows no service worker, nothing is missing from the page.
 */
export async function enableOffline(
  element: HTMLElement,
  { serviceWorker: script, reading }: OfflineProps,
): Promise<void> {
  const { serviceWorker } = navigator
  if (!serviceWorker) return
  if (script === null) return (await import('./clear-offline.ts')).clearOffline()
  addEventListener('online', () => {
    element.textContent = ''
    sendSavedStories(true)
  })
  try {
    await serviceWorker.register(script)
    const { active } = await serviceWorker.ready
    const report = await messageServiceWorker({ reading }, active)
    if (report?.isCopy) (await import('./show-notice.ts')).showNotice(element, report.words.notice)
  } catch {
    // Blocked by the reader, or the script did not arrive: the next page tries again.
  }
}
