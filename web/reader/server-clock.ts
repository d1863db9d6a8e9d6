/**
 * The server's time. A device's clock may be wrong: by an hour where summer time was changed at short
 * notice, by days where its battery had run out.
 */

/** What to add to the device's clock, and when that was found out, by that clock. */
const STORED = 'hudhud:clock'
/** Then it is asked for again: a device corrects its clock once it has a network. */
const GOOD_FOR_MS = 1_800_000
const LIMIT_MS = 10_000
let difference = stored()

/** @returns milliseconds since 1970, by the server's clock as far as it is known */
export function serverNow(): number {
  return Date.now() + (difference ?? 0)
}

/** Takes the time from an answer. */
export function readClock(headers: Headers): void {
  const now = Date.now()
  const date = Date.parse(headers.get('Date') ?? '')
  if (Number.isNaN(date)) return
  // Some caches date an answer when it was made, others when they pass it on; both say its age.
  const aged = date + 1000 * Number(headers.get('Age'))
  difference = Math.abs(aged - now) < Math.abs(date - now) ? aged - now : date - now
  try {
    sessionStorage.setItem(STORED, `${difference} ${now}`)
  } catch {
    // The reader blocks storage: the next page asks again.
  }
}

/** Asks for the time, unless it is known. It requests this file: a static file costs no run of the worker. */
export async function askForTime(): Promise<void> {
  if (difference !== undefined || !navigator.onLine) return
  const controller = new AbortController()
  const limit = setTimeout(() => controller.abort(), LIMIT_MS)
  const options: RequestInit = { method: 'HEAD', cache: 'no-store', priority: 'low' }
  await fetch(import.meta.url, { ...options, signal: controller.signal }).then(
    ({ headers }) => readClock(headers),
    // Offline: the device's clock is what there is.
    () => undefined,
  )
  clearTimeout(limit)
}

function stored(): number | undefined {
  try {
    const [found, at] = (sessionStorage.getItem(STORED) ?? '').split(' ').map(Number)
    const age = Date.now() - (at ?? Number.NaN)
    return age >= 0 && age < GOOD_FOR_MS ? found : undefined
  } catch {
    return undefined
  }
}
