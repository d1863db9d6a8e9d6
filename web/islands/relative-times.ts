const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const REFRESH_MS = 30_000

/**
 * Says of stories of the last day how long ago they came, and keeps it true while the page is open.
 * The page itself has absolute times only, because it is kept in caches; older stories keep theirs.
 */
export function keepTimesRelative(root: HTMLElement, { locale }: { locale: string }): void {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const absolute = new WeakMap<Element, string>()
  const refresh = () => {
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
      const written = absolute.get(time) ?? time.textContent ?? ''
      absolute.set(time, written)
      const text = relative(Date.now() - Date.parse(time.dateTime), format) ?? written
      if (time.textContent !== text) time.textContent = text
      time.title = written
    }
  }
  refresh()
  setInterval(() => document.hidden || refresh(), REFRESH_MS)
  document.addEventListener('visibilitychange', () => document.hidden || refresh())
}

/** Null beyond a day, and for a device whose clock is behind. */
function relative(age: number, format: Intl.RelativeTimeFormat): string | null {
  if (age < -MINUTE || age >= DAY) return null
  if (age < MINUTE) return format.format(0, 'second')
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), 'minute')
  return format.format(-Math.floor(age / HOUR), 'hour')
}
