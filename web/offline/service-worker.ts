import { clientsClaim } from 'workbox-core'
import { registerRoute } from 'workbox-routing'
import { isCopy } from './copies.ts'
import { keepReading, keepSaved, look } from './keep.ts'
import type { Message, Report } from './message.ts'
import { pictureKey } from './needs.ts'
import { scope, settings } from './scope.ts'
import { dropFormer, fillShell } from './shell.ts'
import { assets, lists, otherPages, stories } from './strategies.ts'

/**
 * Keeps what a reader saved or read of late, to be read without a network. While there is one, every
 * page comes from it: this code never stands between a reader and the newest edition.
 */

/** Pages that nobody keeps and that need no word of ours without a network. */
const NO_PAGES = /^\/(?:api|preview|media|assets|schema)\b|\.\w+$/

scope.addEventListener('install', (event) => {
  scope.skipWaiting()
  event.waitUntil(fillShell())
})
scope.addEventListener('activate', (event) => {
  // The page is asked for while this code is still starting.
  const preload = scope.registration.navigationPreload?.enable()
  event.waitUntil(Promise.all([dropFormer(), preload]))
})
clientsClaim()

registerRoute(({ request, url }) => isPage(request, url) && isStory(url), stories)
registerRoute(({ request, url }) => isPage(request, url) && isList(url), lists)
registerRoute(({ request, url }) => isPage(request, url), otherPages)
registerRoute(({ url }) => isOurs(url) && url.pathname.startsWith('/assets/'), assets)
registerRoute(({ url }) => isOurs(url) && pictureKey(url.pathname) !== null, answerPicture)

/** The list comes from the browser's storage, where anything may stand. */
function isPath(saved: unknown): saved is string {
  return typeof saved === 'string' && saved.startsWith(settings.articles)
}

function isOurs({ origin }: URL): boolean {
  return origin === scope.location.origin
}

function isPage({ mode }: Request, url: URL): boolean {
  return mode === 'navigate' && isOurs(url) && !NO_PAGES.test(url.pathname)
}

function isStory({ pathname }: URL): boolean {
  return pathname.startsWith(settings.articles)
}

/** The newest page of a list; what is older is not what a reader misses without a network. */
function isList({ pathname, searchParams }: URL): boolean {
  if (searchParams.has('before')) return false
  return pathname === '/' || settings.lists.some((list) => pathname.startsWith(list))
}

/** Any size of a picture as it is asked for; without a network the small one. */
async function answerPicture({ request, url }: { request: Request; url: URL }): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(pictureKey(url.pathname) ?? request)) ?? Response.error()
  }
}

/** One thing after the other: two pages may tell us at once what they saved. */
let before: Promise<unknown> = Promise.resolve()

scope.addEventListener('message', (event) => {
  const report = before.then(() => obey(event.data as Message, event))
  before = report.catch(complain)
  const answer = (report: Report | null) => event.ports[0]?.postMessage(report)
  event.waitUntil(report.then(answer, () => answer(null)))
})

async function obey(message: Message, event: ExtendableMessageEvent): Promise<Report> {
  const { reading, saved, looks, isSparing = false } = message
  const { source } = event
  const page = source instanceof Client ? source.id : ''
  if (reading !== undefined) await keepReading(reading, isSparing, event).catch(complain)
  const gone = looks ? await look() : []
  const kept = saved ? await keepSaved(saved.filter(isPath), isSparing) : { missing: [], gone: [] }
  return {
    isCopy: isCopy(page),
    missing: kept.missing,
    gone: [...gone, ...kept.gone],
    words: settings.words,
  }
}

/** A copy that can not be kept is no reason to leave a page without an answer. */
function complain(error: unknown): void {
  console.warn('offline', error)
}
