import { clientsClaim } from 'workbox-core'
import { registerRoute } from 'workbox-routing'
import { deleteCopies, isCopy } from './copies.ts'
import type { Message, Report } from './message.ts'
import { pictureKey } from './page-dependencies.ts'
import { cachePageBeingRead, cacheSavedStories, findUnpublished } from './save-copies.ts'
import { scope, settings } from './scope.ts'
import { deletePreviousCaches, fillShell } from './shell.ts'
import { assets, lists, otherPages, stories } from './strategies.ts'

/**
 * Stores saved and recently read stories for reading without a network. While there is a network,
 * every page comes from it: a reader never gets an older page because of this code.
 */

/** Not pages: they are not cached, and need no offline page. */
const NOT_PAGES = /^\/(?:api|preview|media|assets|schema)\b|\.\w+$/

scope.addEventListener('install', (event) => {
  scope.skipWaiting()
  event.waitUntil(fillShell())
})
scope.addEventListener('activate', (event) => {
  // The browser requests the page while this code is still starting.
  const preload = scope.registration.navigationPreload?.enable()
  event.waitUntil(Promise.all([deletePreviousCaches(), preload]))
})
clientsClaim()

registerRoute(({ request, url }) => isPage(request, url) && isStory(url), stories)
registerRoute(({ request, url }) => isPage(request, url) && isList(url), lists)
registerRoute(({ request, url }) => isPage(request, url), otherPages)
registerRoute(({ url }) => isSameOrigin(url) && url.pathname.startsWith('/assets/'), assets)
registerRoute(({ url }) => isSameOrigin(url) && pictureKey(url.pathname) !== null, answerPicture)

/** The list comes from the browser's storage, which can contain anything. */
function isPath(saved: unknown): saved is string {
  return typeof saved === 'string' && saved.startsWith(settings.articles)
}

function isSameOrigin({ origin }: URL): boolean {
  return origin === scope.location.origin
}

function isPage({ mode }: Request, url: URL): boolean {
  return mode === 'navigate' && isSameOrigin(url) && !NOT_PAGES.test(url.pathname)
}

function isStory({ pathname }: URL): boolean {
  return pathname.startsWith(settings.articles)
}

/** The newest page of a list. Older pages are not cached. */
function isList({ pathname, searchParams }: URL): boolean {
  if (searchParams.has('before')) return false
  return pathname === '/' || settings.lists.some((list) => pathname.startsWith(list))
}

/** The requested size of a picture; without a network, the small size. */
async function answerPicture({ request, url }: { request: Request; url: URL }): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(pictureKey(url.pathname) ?? request)) ?? Response.error()
  }
}

scope.addEventListener('message', (event) => {
  const answer = (report: Report | null) => event.ports[0]?.postMessage(report)
  const report = handleMessage(event.data as Message, event)
  event.waitUntil(
    report.then(answer, (error) => {
      warn(error)
      answer(null)
    }),
  )
})

async function handleMessage(message: Message, event: ExtendableMessageEvent): Promise<Report> {
  const changed = inTurn(() => changeCaches(message, event))
  if (!message.checksPublished) return await changed
  // Waits for the network, perhaps for long: other messages do not wait for it.
  const unpublished = await findUnpublished()
  await inTurn(async () => {
    for (const { path } of unpublished) await deleteCopies(path)
  })
  const report = await changed
  const gone = unpublished.filter(({ hasMoved }) => !hasMoved).map(({ path }) => path)
  return { ...report, gone: [...report.gone, ...gone] }
}

/** Caches are changed by one message after the other: the newest list of saved stories counts. */
let previous: Promise<unknown> = Promise.resolve()
function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
  const result = previous.then(change)
  previous = result.catch(() => undefined)
  return result
}

async function changeCaches(
  { reading, saved, savesData = false }: Message,
  event: ExtendableMessageEvent,
): Promise<Report> {
  const { source } = event
  const page = source instanceof Client ? source.id : ''
  if (reading !== undefined) await cachePageBeingRead(reading, savesData, event).catch(warn)
  const report = saved
    ? await cacheSavedStories(saved.filter(isPath), savesData)
    : { missing: [], gone: [] }
  return { isCopy: isCopy(page), ...report, words: settings.words }
}

/** If a copy cannot be stored, the page still gets its answer. */
function warn(error: unknown): void {
  console.warn('offline', error)
}
