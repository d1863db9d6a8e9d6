import {
  ASSETS_CACHE,
  CACHE_PREFIX,
  LISTS_CACHE,
  NOTES_CACHE,
  PICTURES_CACHE,
  RECENT_CACHE,
  SAVED_CACHE,
} from './cache-names.ts'
import { settings } from './scope.ts'

const SHELL_CACHE = `${CACHE_PREFIX}shell-${settings.revision}`
const CURRENT = [
  SHELL_CACHE,
  SAVED_CACHE,
  RECENT_CACHE,
  LISTS_CACHE,
  PICTURES_CACHE,
  ASSETS_CACHE,
  NOTES_CACHE,
]

/** Caches the shell: what is needed without a network. If one request fails, the previous shell stays. */
export async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE)
  await cache.addAll([...Object.values(settings.pages), ...settings.assets])
}

/** The shell's copy of a page. Not used while there is a network. */
export function shellPage(name: keyof typeof settings.pages): Promise<Response | undefined> {
  return caches.match(settings.pages[name], { cacheName: SHELL_CACHE })
}

/** Deletes the caches of previous versions. */
export async function deletePreviousCaches(): Promise<void> {
  const names = await caches.keys()
  const previous = names.filter((name) => name.startsWith(CACHE_PREFIX) && !CURRENT.includes(name))
  await Promise.all(previous.map((name) => caches.delete(name)))
}
