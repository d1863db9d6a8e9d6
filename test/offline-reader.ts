import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import type { Message } from '../web/offline/message.ts'
import { atRest } from './browser.ts'
import { paper, startSample } from './sample-in-browser.ts'
import { openOwnPage } from './watched-page.ts'

export const SUEZ = '/article/suez-canal'
export const MOON = '/article/umm-al-qura-calendar'
export const SAVED = 'hudhud-saved-1'
export const RECENT = 'hudhud-recent-1'

export let site: Record<string, unknown>
export let page: Page
export let context: BrowserContext
export let complaints: () => Promise<string[]>

/** A reader of the sample with a service worker, on a phone, with a page of its own for each test. */
export function startOfflineReader(): void {
  startSample()
  beforeAll(async () => {
    site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  })
  beforeEach(async () => {
    const watched = await openOwnPage({
      viewport: { width: 360, height: 800 },
      serviceWorkers: 'allow',
    })
    page = watched.page
    context = page.context()
    // Fonts that come late on a busy machine move things; pages.test.ts watches that.
    complaints = async () =>
      (await watched.complaints()).filter(
        (one) => !/^layout shift(?!.*(?:stored|island|notice))/.test(one),
      )
  })
  afterEach(() => context.close())
}

/** Opens a page and waits until the service worker has done what the page told it. */
export async function read(path: string): Promise<void> {
  await page.goto(paper.origin + path)
  await page.locator('[data-island="offline"][data-state="live"]').waitFor({ state: 'attached' })
  await settled()
  // Leaving a page earlier cancels what it loads.
  await atRest(page)
}

/** The service worker does one thing after the other: what it answers now, it answers last. */
export const settled = () => tell({})

/** Sends messages to the service worker as pages do, and waits until it has done what they say. */
export function tell(...messages: Message[]): Promise<void> {
  return page.evaluate(async (messages) => {
    const { active } = await navigator.serviceWorker.ready
    const answers = messages.map((message) => {
      const { port1, port2 } = new MessageChannel()
      active?.postMessage(message, [port2])
      return new Promise((resolve) => {
        port1.onmessage = resolve
      })
    })
    await Promise.all(answers)
  }, messages)
}

export async function save(): Promise<void> {
  // The next story, below a short one, has a button of its own.
  const story = page.locator('article.article').first()
  await story
    .locator('[data-island="save"][data-state="live"]')
    .getByRole('button', { name: 'احفظ', exact: true })
    .click()
  await settled()
}

export function cachedPaths(cache: string): Promise<string[]> {
  return page.evaluate(
    async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
    cache,
  )
}

export function cacheNames(): Promise<string[]> {
  return page.evaluate(() => caches.keys())
}

export const listed = () => page.locator('.stored-stories .headline').allInnerTexts()
export const headline = () => page.locator('h1').first().innerText()

/** Without a network the pictures of stories that were not read are not there. */
export function isNoMissingPicture(complaint: string): boolean {
  return !/^failed: \S+\/media\/|^Failed to load resource: net::ERR_FAILED$/.test(complaint)
}

/** How wide the story's picture really is, once it has loaded; 0 where it has not. */
export function pictureWidth(): Promise<number> {
  return page.evaluate(async () => {
    const img = document.querySelector<HTMLImageElement>('.article > figure img')
    await img?.decode().catch(() => undefined)
    return img?.naturalWidth ?? 0
  })
}
