/**
 * The server's time. A device's clock may be wrong: by an hour where summer time was changed at short
 * notice, by days on a phone that was empty.
 */

/** What the device's clock lacks, in milliseconds, for as long as this tab is open. */
const STORED = 'hudhud:clock'
const LIMIT_MS = 10_000
let difference = stored()

/** @returns milliseconds since 1970, by the server's clock as far as it is known */
export function serverNow(): number {
  return Date.now() + (difference ?? 0)
}

/** Takes the time from an answer that has just come from the network. */
export function readClock(headers: Headers): void {
  const date = Date.parse(headers.get('Date') ?? '')
  if (Number.isNaN(date)) return
  difference = date - Date.now()
  try {
    sessionStorage.setItem(STORED, String(difference))
  } catch {
    // The reader blocks storage: the next page asks again.
  }
}

/** Asks for the time, once in a tab. Of this file: it is static, so no code runs on the server. */
export async function askForTime(): Promise<void> {
  if (difference !== undefined) return
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
    const found = sessionStorage.getItem(STORED)
    return found === null ? undefined : Number(found)
  } catch {
    return undefined
  }
}
