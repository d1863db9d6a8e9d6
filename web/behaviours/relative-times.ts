import { savesData } from '../reader/saves-data.ts'
import { askForTime, serverNow } from '../reader/server-clock.ts'
import { relativeTimeFormat } from '../render/relative-time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const REFRESH_MS = 30_000
/** Longer than a day, as far as a device's clock may be ahead. */
const NEWS_MS = 7 * DAY_MS

/**
 * Shows how long ago the stories of the last day were published, and updates that while the page is
 * open. The page itself has absolute times only, because it is cached. Older stories keep them.
 */
export async function showRelativeTimes(
  root: HTMLElement,
  { locale }: { locale: string },
): Promise<void> {
  const relative = relativeTimeFormat(locale)
  const absolute = new WeakMap<Element, string>()
  // Compared with what was written, not with the page: a translator may have changed that.
  const shown = new WeakMap<Element, string>()
  const refresh = () => {
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
      const written = absolute.get(time) ?? time.textContent ?? ''
      absolute.set(time, written)
      const age = serverNow() - Date.parse(time.dateTime)
      // The clock may still be behind: without a network it is the device's.
      const text = age < -MINUTE_MS || age >= DAY_MS ? written : relative(age)
      if ((shown.get(time) ?? written) !== text) time.textContent = text
      shown.set(time, text)
      time.title = written
    }
  }
  // Of old stories only the date is shown, which needs no clock.
  const isNew = (time: HTMLTimeElement) => Date.now() - Date.parse(time.dateTime) < NEWS_MS
  const times = [...root.querySelectorAll<HTMLTimeElement>('time[data-relative]')]
  if (times.some(isNew) && !savesData()) await askForTime()
  refresh()
  setInterval(() => document.hidden || refresh(), REFRESH_MS)
  document.addEventListener('visibilitychange', () => document.hidden || refresh())
}
