import { nameOfKey } from '../folder/document.ts'
import type { Key } from './namespace.ts'
import { stampIn } from './stamp.ts'

/** Two clocks that are right differ by less. The worker takes later stamps for none, by the same bound. */
const CLOCKS_DIFFER_MS = 60_000
const MAX_NAMED = 10

/** What to say of values whose stamp is still to come; null where there are none. */
export function futureStampWarning(keys: Key[], now: number): string | null {
  const future = keys.flatMap(({ name, metadata }) => {
    const at = Date.parse(stampIn(metadata)?.at ?? '')
    return at > now + CLOCKS_DIFFER_MS ? [{ name: nameOfKey(name) ?? name, at }] : []
  })
  if (future.length === 0) return null
  const names = future
    .slice(0, MAX_NAMED)
    .map(({ name, at }) => `${name} (${lengthOf(at - now)} ahead)`)
  const more = future.length - names.length
  return `Values whose time is in the future: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. The clock of the computer that put them is ahead, or this one is behind: set it. Until then the site takes them for values put by hand.`
}

/** What to say where this computer's clock differs from the site's; null where it does not. */
export function clockWarning(siteTime: number, now: number): string | null {
  const ahead = now - siteTime
  if (Number.isNaN(ahead) || ahead <= CLOCKS_DIFFER_MS) return null
  return `The clock of this computer is ${lengthOf(ahead)} ahead of the site's: set it. Until then the site takes what you publish for values put by hand, and shows it in lists later.`
}

function lengthOf(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
