import { relativeTimes } from './relative-time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const REFRESH_MS = 30_000

/**
 * Says of stories of the last day how long ago they came, and keeps it true while the page is open.
 * The page itself has absolute times only, because it is kept in caches; older stories keep theirs.
 */
export function keepTimesRelative(root: HTMLElement, { locale }: { locale: string }): void {
  const relative = relativeTimes(locale)
  const absolute = new WeakMap<Element, string>()
  const refresh = () => {
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
      const written = absolute.get(time) ?? time.textContent ?? ''
      absolute.set(time, written)
      const age = Date.now() - Date.parse(time.dateTime)
      // The clock of a device may be behind.
      const text = age < -MINUTE_MS || age >= DAY_MS ? written : relative(age)
      if (time.textContent !== text) time.textContent = text
      time.title = written
    }
  }
  refresh()
  setInterval(() => document.hidden || refresh(), REFRESH_MS)
  document.addEventListener('visibilitychange', () => document.hidden || refresh())
}
