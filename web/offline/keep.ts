import { NOTES_CACHE, RECENT_CACHE, SAVED_CACHE } from './cache-names.ts'
import { forget, isGone, isWholePage, pathOf } from './copies.ts'
import type { Report } from './message.ts'
import { chunksIn, fontsIn, pictureKey, picturesIn, scriptsIn } from './needs.ts'
import { settings } from './scope.ts'
import { assets, lists, smallPictures, stories } from './strategies.ts'

/** Keeps the page that is being read, should it not be kept yet, and what it needs to be whole. */
export async function keepReading(
  path: string,
  isSparing: boolean,
  event: ExtendableEvent,
): Promise<void> {
  const strategy = path.startsWith(settings.articles) ? stories : lists
  const { cacheName } = strategy
  // The page that brought the service worker came before it could see anything.
  if (!(await caches.match(path, { cacheName }))) {
    await strategy.handleAll({ request: asking(path), event })[1]
  }
  const page = await caches.match(path, { cacheName })
  if (page === undefined) return
  await gather(await page.text(), isSparing, async (need) => {
    const keeper = pictureKey(need) === null ? assets : smallPictures
    return keeper.handle({ request: need, event }).catch(() => null)
  })
}

/** Brings the cache of saved stories in line with the reader's list. */
export async function keepSaved(
  paths: string[],
  isSparing: boolean,
): Promise<Pick<Report, 'missing' | 'gone'>> {
  const cache = await caches.open(SAVED_CACHE)
  const keys = new Set(paths)
  const report = { missing: [] as string[], gone: [] as string[] }
  for (const path of paths) {
    try {
      const kept = (await cache.match(path)) ?? (await caches.match(path))
      const page = kept ?? (await fetch(asking(path)))
      // What moved leads on from its old address: it stays on the list, without a copy.
      if (page.status === 404 || page.status === 410) report.gone.push(path)
      if (!isWholePage(page)) throw new Error(`${path}: ${page.status}`)
      const needs = await gather(await page.clone().text(), isSparing, (need) => add(cache, need))
      for (const need of needs) keys.add(pictureKey(need) ?? need)
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

/** A request for each kept story: not at every breath of a weak network. */
const LOOK_AGAIN_MS = 600_000
const LOOKED = '/looked'

/** Asks whether what is kept is still published, and forgets what is not: those it returns. */
export async function look(): Promise<string[]> {
  const notes = await caches.open(NOTES_CACHE)
  const last = await (await notes.match(LOOKED))?.text()
  if (Date.now() - Number(last ?? 0) < LOOK_AGAIN_MS) return []
  const gone: string[] = []
  for (const path of await keptPaths()) {
    const answer = await patiently(() => fetch(asking(path, 'HEAD')))
    if (answer === null) return gone
    if (!isGone(answer)) continue
    await forget(path)
    if (answer.status !== 0) gone.push(path)
  }
  await notes.put(LOOKED, new Response(String(Date.now())))
  return gone
}

const PATIENCE_MS = 10_000
const PAUSES_MS = [500, 2000, 5000]

/** A browser may say that there is a network some moments before there is one. */
async function patiently(ask: () => Promise<Response>): Promise<Response | null> {
  for (const pause of PAUSES_MS) {
    const answer = await ask().catch(() => null)
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return null
}

async function keptPaths(): Promise<Set<string>> {
  const caching = [SAVED_CACHE, RECENT_CACHE].map(async (name) => (await caches.open(name)).keys())
  const paths = (await Promise.all(caching)).flat().map(pathOf)
  return new Set(paths.filter((path) => path.startsWith(settings.articles)))
}

/** Takes what a page needs, one after the other; says what that is. What does not come is left out. */
async function gather(
  html: string,
  isSparing: boolean,
  take: (need: string) => Promise<Response | null>,
): Promise<Set<string>> {
  const pictures = isSparing ? [] : picturesIn(html)
  const needs = new Set([...pictures, ...fontsIn(html), ...scriptsIn(html)])
  // A set that grows while it is walked through: scripts need others.
  for (const need of needs) {
    const response = await take(need)
    if (response === null || !need.endsWith('.js')) continue
    for (const chunk of chunksIn(await response.text())) needs.add(chunk)
  }
  return needs
}

async function add(cache: Cache, need: string): Promise<Response | null> {
  const key = pictureKey(need) ?? need
  const kept = await cache.match(key)
  if (kept) return kept
  const found = (await caches.match(key)) ?? (await fetch(need, patience()).catch(() => null))
  if (!found?.ok) return null
  await cache.put(key, found.clone())
  return found
}

/** An address that leads on is an answer too: what moved is not here any more. */
function asking(path: string, method = 'GET'): Request {
  return new Request(path, { method, redirect: 'manual', ...patience() })
}

/** An address that never answers must not hold up everything that comes after it. */
function patience(): { signal: AbortSignal } {
  return { signal: AbortSignal.timeout(PATIENCE_MS) }
}
