import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { theBrowser } from './browser.ts'

/** The limit of each wait in a page: as with the limits of the tests, a machine may be four times slower. */
const PAGE_TIMEOUT_MS = 120_000

/** A page that remembers what must not happen on it. */
export interface WatchedPage {
  page: Page
  /** Console errors, exceptions, policy violations, failed requests, layout shifts. */
  complaints(): Promise<string[]>
  close(): Promise<void>
}

/** What can be set on a page that is open. */
type Display = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'reducedMotion' | 'forcedColors' | 'contrast'
>

/** A page that was cleared for the next test: a new one takes Chromium as long again as what it loads. */
interface ClearPage {
  page: Page
  client: CDPSession
  /** @returns whether it can be used again */
  clear(): Promise<boolean>
}

interface PageOptions extends BrowserContextOptions {
  /** Nothing of the site is in the browser's cache either: to load it takes a fifth more processor time. */
  isFirstVisit?: boolean
}

/** By the options that cannot be changed. */
const clearPages = new Map<string, ClearPage[]>()

/**
 * A page of a browser in which the site has stored nothing. Scripts, fonts and pictures that another
 * test has loaded may be in its cache.
 * @param options those of a context of Playwright
 */
export async function openPage({
  isFirstVisit = false,
  ...options
}: PageOptions = {}): Promise<WatchedPage> {
  const { viewport, colorScheme, reducedMotion, forcedColors, contrast, ...fixed } = options
  const display = { viewport, colorScheme, reducedMotion, forcedColors, contrast }
  const free = freePages(JSON.stringify(fixed))
  const clearPage = free.pop() ?? (await newClearPage(fixed))
  const { page, client, clear } = clearPage
  if (isFirstVisit) await emptyCache(client)
  await show(page, display)
  return {
    ...watched(page, options.javaScriptEnabled !== false),
    close: async () => {
      if (await clear()) free.push(clearPage)
    },
  }
}

/** The same for a test that changes what cannot be changed back: the page's clock, or its connection. */
export async function openOwnPage(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const page = await newPage(options)
  return {
    ...watched(page, options.javaScriptEnabled !== false),
    close: () => page.context().close(),
  }
}

function freePages(options: string): ClearPage[] {
  const free = clearPages.get(options) ?? []
  clearPages.set(options, free)
  return free
}

async function newPage(options: BrowserContextOptions): Promise<Page> {
  const browser = await theBrowser()
  const context = await browser.newContext({ serviceWorkers: 'block', ...options })
  context.setDefaultTimeout(PAGE_TIMEOUT_MS)
  const page = await context.newPage()
  if (options.javaScriptEnabled !== false) await page.addInitScript(watch)
  return page
}

async function newClearPage(options: BrowserContextOptions): Promise<ClearPage> {
  const page = await newPage(options)
  const client = await page.context().newCDPSession(page)
  return { page, client, clear: clearingOf(page, client, options.javaScriptEnabled !== false) }
}

async function emptyCache(client: CDPSession): Promise<void> {
  await client.send('Network.clearBrowserCache')
  // The memory's own cache is emptied when it is switched off.
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  await client.send('Network.setCacheDisabled', { cacheDisabled: false })
}

/** Notes what tests do to the page, to take it back. */
function clearingOf(page: Page, client: CDPSession, hasScript: boolean): ClearPage['clear'] {
  const scripts: { dispose(): Promise<void> }[] = []
  const add = page.addInitScript.bind(page) as Page['addInitScript']
  page.addInitScript = async (...given: Parameters<typeof add>) => {
    const script = await add(...given)
    scripts.push(script)
    return script
  }
  return async () => {
    for (const event of HEARD) page.removeAllListeners(event)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    for (const script of scripts.splice(0)) await script.dispose()
    const { protocol, origin } = new URL(page.url())
    if (protocol !== 'http:') {
      // It left the site, or never came to it.
      await page.context().close()
      return false
    }
    // An empty page of the same site: for another one, Chromium starts another process.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
    await page.goto(`${origin}/`)
    await page.unrouteAll()
    if (hasScript) await page.evaluate(() => sessionStorage.clear())
    await client.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await page.context().clearCookies()
    await page.setExtraHTTPHeaders({})
    return true
  }
}

/** The events that tests listen to. */
const HEARD = [
  'console',
  'pageerror',
  'request',
  'requestfailed',
  'requestfinished',
  'response',
] as const

async function show(page: Page, { viewport, ...media }: Display): Promise<void> {
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 })
  await page.emulateMedia({
    colorScheme: media.colorScheme ?? 'light',
    reducedMotion: media.reducedMotion ?? null,
    forcedColors: media.forcedColors ?? null,
    contrast: media.contrast ?? null,
  })
}

function watched(page: Page, hasScript: boolean): Omit<WatchedPage, 'close'> {
  const heard: string[] = []
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('requestfailed', (request) => {
    // Leaving a page cancels what it is loading.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return
    heard.push(`failed: ${request.url()}`)
  })
  return {
    page,
    complaints: async () => {
      const seen = hasScript
        ? await page.evaluate(() => (window as unknown as { complaints(): string[] }).complaints())
        : []
      return [...heard, ...seen]
    },
  }
}

interface Source {
  node?: Node
  previousRect: DOMRect
  currentRect: DOMRect
}

/** Runs in the page, before anything of it. */
function watch(): void {
  const complaints: string[] = []
  const shifts: { at: number; text: string }[] = []
  // While an optional font may still come, Chromium lays its text out unseen, in a font of last
  // resort; when it has come, what moves has never been painted. (A test without fonts sees the rest.)
  let fontsCame = 0
  // Not `performance.now()`: a test may have installed a clock of its own.
  const now = () => Number(document.timeline.currentTime)
  const ONE_FRAME_MS = 100
  document.fonts.addEventListener('loadingdone', () => {
    fontsCame = now()
    // On a busy machine the frame that has them is long in coming.
    requestAnimationFrame(() => {
      fontsCame = now()
    })
  })
  Object.assign(window, {
    complaints: () => [
      ...complaints,
      ...shifts.filter(({ at }) => at > fontsCame + ONE_FRAME_MS).map(({ text }) => text),
    ],
  })
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    complaints.push(`policy: ${violatedDirective} ${blockedURI}`)
  })
  const moved = (entry: PerformanceEntry) =>
    ((entry as PerformanceEntry & { sources?: Source[] }).sources ?? [])
      .map(({ node, previousRect: { y }, currentRect }) => {
        const element = node instanceof Element ? node : node?.parentElement
        return `${element?.tagName}.${element?.className} from ${y} to ${currentRect.y}`
      })
      .join(', ')
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      }
      if (value > 0 && !hadRecentInput) {
        shifts.push({ at: entry.startTime, text: `layout shift: ${value} ${moved(entry)}` })
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
