import { NOTES_CACHE, RECENT_CACHE, SAVED_CACHE } from './cache-names.ts'
import { isGone, isWholePage, pathOf } from './copies.ts'
import type { Report } from './message.ts'
import { chunksIn, fontsIn, pictureKey, picturesIn, scriptsIn } from './page-dependencies.ts'
import { settings } from './scope.ts'
import { assets, lists, smallPictures, stories } from './strategies.ts'

/** Caches the page that is being read, if it is not cached yet, and what the page depends on. */
export async function cachePageBeingRead(
  path: string,
  savesData: boolean,
  event: ExtendableEvent,
): Promise<void> {
  const strategy = path.startsWith(settings.articles) ? stories : lists
  const { cacheName } = strategy
  // The page that registered the service worker was loaded before it could see any request.
  if (!(await caches.match(path, { cacheName }))) {
    await strategy.handleAll({ request: pageRequest(path), event })[1]
  }
  const page = await caches.match(path, { cacheName })
  if (page === undefined) return
  await cacheDependencies(await page.text(), savesData, async (url) => {
    const strategy = pictureKey(url) === null ? assets : smallPictures
    return strategy.handle({ request: url, event }).catch(() => null)
  })
}

/** Makes the cache of saved stories match the reader's list. */
export async function cacheSavedStories(
  paths: string[],
  savesData: boolean,
): Promise<Pick<Report, 'missing' | 'gone'>> {
  const cache = await caches.open(SAVED_CACHE)
  const keys = new Set(paths)
  const report = { missing: [] as string[], gone: [] as string[] }
  for (const path of paths) {
    try {
      const cached = (await cache.match(path)) ?? (await caches.match(path))
      const page = cached ?? (await fetch(pageRequest(path)))
      // A story that moved is redirected from its old address: it stays on the list, without a copy.
      if (page.status === 404 || page.status === 410) report.gone.push(path)
      if (!isWholePage(page)) throw new Error(`${path}: ${page.status}`)
      const html = await page.clone().text()
      const urls = await cacheDependencies(html, savesData, (url) => addTo(cache, url))
      for (const url of urls) keys.add(pictureKey(url) ?? url)
      await cache.put(path, page)
    } catch {
      report.missing.push(path) // No network, or no room.
    }
  }
  for (const request of await cache.keys()) {
    if (!keys.has(pathOf(request))) await cache.delete(request)
  }
  return report
}

/** The check sends one request per stored story: do not repeat it at every change of a weak network. */
const CHECK_AGAIN_MS = 600_000
const CHECKED = '/checked'

/** A stored story that the server no longer has at this address. */
export interface Unpublished {
  path: string
  /** Its address leads on to another one. */
  hasMoved: boolean
}

/** Asks the server which of the stored stories are no longer published. */
export async function findUnpublished(): Promise<Unpublished[]> {
  const notes = await caches.open(NOTES_CACHE)
  const last = await (await notes.match(CHECKED))?.text()
  if (Date.now() - Number(last ?? 0) < CHECK_AGAIN_MS) return []
  const unpublished: Unpublished[] = []
  for (const path of await storedPaths()) {
    const answer = await withRetries(() => fetch(pageRequest(path, 'HEAD')))
    if (answer === null) return unpublished
    if (isGone(answer)) unpublished.push({ path, hasMoved: answer.status === 0 })
  }
  await notes.put(CHECKED, new Response(String(Date.now())))
  return unpublished
}

const TIMEOUT_MS = 10_000
const PAUSES_MS = [500, 2000, 5000]

/** A browser may report a network some moments before there is one. */
async function withRetries(request: () => Promise<Response>): Promise<Response | null> {
  for (const pause of PAUSES_MS) {
    const answer = await request().catch(() => null)
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return null
}

async function storedPaths(): Promise<Set<string>> {
  const opened = [SAVED_CACHE, RECENT_CACHE].map(async (name) => (await caches.open(name)).keys())
  const paths = (await Promise.all(opened)).flat().map(pathOf)
  return new Set(paths.filter((path) => path.startsWith(settings.articles)))
}

/** Caches what a page depends on, one after the other. @returns all URLs, also those that failed */
async function cacheDependencies(
  html: string,
  savesData: boolean,
  cacheUrl: (url: string) => Promise<Response | null>,
): Promise<Set<string>> {
  const pictures = savesData ? [] : picturesIn(html)
  const urls = new Set([...pictures, ...fontsIn(html), ...scriptsIn(html)])
  // The set grows while the loop runs: scripts import other scripts.
  for (const url of urls) {
    const response = await cacheUrl(url)
    if (response === null || !url.endsWith('.js')) continue
    for (const chunk of chunksIn(await response.text())) urls.add(chunk)
  }
  return urls
}

async function addTo(cache: Cache, url: string): Promise<Response | null> {
  const key = pictureKey(url) ?? url
  const cached = await cache.match(key)
  if (cached) return cached
  const found = (await caches.match(key)) ?? (await fetch(url, timeout()).catch(() => null))
  if (!found?.ok) return null
  await cache.put(key, found.clone())
  return found
}

/** Redirects are not followed: a redirect says that the page has moved. */
function pageRequest(path: string, method = 'GET'): Request {
  return new Request(path, { method, redirect: 'manual', ...timeout() })
}

/** A request that never ends must not block the requests after it. */
function timeout(): { signal: AbortSignal } {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), TIMEOUT_MS)
  return { signal: controller.signal }
}
