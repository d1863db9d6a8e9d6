import type { Message, Report } from '../offline/message.ts'
import { savedStories } from './saved-stories.ts'
import { savesData } from './saves-data.ts'

/** Sends a message to the service worker; null if there is none, or the browser does not allow one. */
export function messageServiceWorker(
  message: Message,
  serviceWorker = navigator.serviceWorker?.controller,
): Promise<Report | null> | null {
  if (!serviceWorker) return null
  const { port1, port2 } = new MessageChannel()
  serviceWorker.postMessage({ ...message, savesData: savesData() }, [port2])
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
}

/**
 * Sends the list of saved stories, which the offline copies follow.
 * @param checksPublished whether to ask the server if they are still published
 */
export function sendSavedStories(checksPublished = false): Promise<Report | null> | null {
  const saved = savedStories()?.map((story) => story?.path)
  return messageServiceWorker({ saved, checksPublished })
}
