import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type Page,
  chromium as playwright,
  type Response,
} from 'playwright-core'
import { withFilesInMemory } from './files-in-memory.ts'
import { once } from './once.ts'

/** The Chromium of the npm package: no download, no root. Its own flags switch web security off. */
async function launchBrowser(): Promise<Browser> {
  // Who draws cards for sharing in this process has set its own fonts.
  const { FONTCONFIG_FILE: _, ...env } = process.env
  const executablePath = await chromium.executablePath()
  const launch = () =>
    playwright.launch({
      executablePath,
      env: env as Record<string, string>,
      args: [
        '--no-sandbox',
        '--headless=shell',
        '--disable-gpu',
        '--font-render-hinting=none',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    })
  return withFilesInMemory(launch)
}

/** One for all files of a process: it ends with the process. */
export const theBrowser = once(launchBrowser)

/** Through the whole page, so that everything lazy has come. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight - 100) {
      scrollTo(0, y)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    scrollTo(0, 0)
  })
  await atRest(page)
}

/** Turns the wheel as a thumb does, until the condition holds. */
export async function scrollUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  const isAtEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 2
  while (!(await isThere())) {
    // From the end of the page back up, as a reader does who was faster than the connection.
    await page.mouse.wheel(0, (await page.evaluate(isAtEnd)) ? -2500 : 350)
    // The pace of a thumb: a page that is scrolled at every frame loads nothing.
    await page.waitForTimeout(40)
  }
}

/** The page has been painted with what was done to it: its observers and listeners have run. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

/** Holds back what is asked for at these addresses, until the function that it answers is called. */
export async function held(where: Page | BrowserContext, addresses: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await where.route(addresses, async (route) => {
    await promise
    // The page may have cancelled it, or be gone.
    await route.continue().catch(() => undefined)
  })
  return resolve
}

/**
 * Opens an address, and waits until the page is at rest. A test that presses something needs it: until the
 * fonts have come, what is pressed may move away.
 */
export async function visit(page: Page, address: string): Promise<Response | null> {
  const response = await page.goto(address)
  await atRest(page)
  return response
}

/** Once all has come that loads by itself: fonts, pictures on the screen, and islands that wait for nobody. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => {
    const { classList, dataset } = document.documentElement
    const pictures = [...document.images].filter((picture) => {
      const { top, bottom } = picture.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
    const islands = document.querySelectorAll<HTMLElement>(
      // A page without a service worker waits for one as long as it may.
      '[data-when="idle"]:not([data-island="offline"])',
    )
    return (
      document.fonts.status === 'loaded' &&
      pictures.every(({ complete }) => complete) &&
      (!classList.contains('js') || classList.contains('ready') || classList.contains('lost')) &&
      (!classList.contains('js') ||
        // Those of a reader who saves data wait for a touch.
        dataset.saver === 'on' ||
        [...islands].every(({ dataset: { state } }) => state === 'live' || state === 'lost'))
    )
  })
}
