import { serverNow } from '../reader/server-clock.ts'
import { relativeTimeFormat } from '../render/relative-time.ts'

const DAY_MS = 86_400_000
const REFRESH_MS = 30_000

/** Adds to the times in a list how long ago that was. @returns a function that brings them up to date */
export function showAges(list: HTMLElement, locale: string): () => void {
  const relative = relativeTimeFormat(locale)
  const refresh = () => {
    for (const time of list.querySelectorAll<HTMLTimeElement>('.when time')) {
      const age = serverNow() - Date.parse(time.dateTime)
      const text = age < DAY_MS ? ` · ${relative(Math.max(0, age))}` : ''
      const last = time.nextElementSibling as HTMLElement | null
      if ((last?.textContent ?? '') === text) continue
      // A new element: a translator may have changed the text of the one before.
      const shown = document.createElement('span')
      shown.textContent = text
      last?.remove()
      time.after(shown)
    }
  }
  refresh()
  setInterval(() => document.hidden || refresh(), REFRESH_MS)
  return refresh
}
