import type { Message, Report } from '../offline/message.ts'
import { savedStories } from './saved-stories.ts'
import { savesData } from './saves-data.ts'

export interface OfflineProps {
  /** Where the service worker is; null where the editor switched reading offline off. */
  keeper: string | null
  /** The path of a story, or of a list that is worth keeping. */
  reading?: string
}

/**
 * Brings the service worker, that keeps what is read, and says so when the page is a kept copy. Where
 * the browser allows none, nothing is missing from the page.
 */
export async function goOffline(
  element: HTMLElement,
  { keeper, reading }: OfflineProps,
): Promise<void> {
  const { serviceWorker } = navigator
  if (!serviceWorker) return
  if (keeper === null) return (await import('./clear-offline.ts')).clearOffline()
  addEventListener('online', () => {
    element.textContent = ''
    tellSaved(true)
  })
  try {
    await serviceWorker.register(keeper)
    const { active } = await serviceWorker.ready
    const report = await tellKeeper({ reading }, active)
    if (report?.isCopy) (await import('./show-notice.ts')).showNotice(element, report.words.notice)
  } catch {
    // Blocked by the reader, or the code did not come: the next page tries again.
  }
}

/** Tells the service worker something; null where there is none, or the browser allows none. */
export function tellKeeper(
  message: Message,
  keeper = navigator.serviceWorker?.controller,
): Promise<Report | null> | null {
  if (!keeper) return null
  const { port1, port2 } = new MessageChannel()
  keeper.postMessage({ ...message, isSparing: savesData() }, [port2])
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
}

/** Tells it the reader's list, that the copies follow. @param looks whether they are still published */
export function tellSaved(looks = false): Promise<Report | null> | null {
  return tellKeeper({ saved: savedStories()?.map((story) => story?.path), looks })
}
