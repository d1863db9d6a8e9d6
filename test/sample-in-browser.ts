import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser, visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'
import { openPage } from './watched-page.ts'

/** The sample newspaper and a browser to read it in; set by `startSample()`. */
export let paper: Newspaper
export let browser: Browser

/** Starts both before the first test of the file that calls this, and closes them after the last. */
export function startSample(): void {
  beforeAll(async () => {
    paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
    await putSample(paper)
    // Locally a list takes everything in; before that no story knows its neighbours.
    await paper.get('/')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await paper?.close()
  })
}

export const PHONE = { viewport: { width: 360, height: 780 } }

/** A page of the site, at rest; with what its reader chose earlier. */
export async function open(path: string, options = {}, stored: Record<string, string> = {}) {
  const watched = await openPage(browser, { ...PHONE, ...options })
  await watched.page.addInitScript((values) => {
    for (const [name, value] of Object.entries(values))
      localStorage.setItem(`hudhud:${name}`, value)
  }, stored)
  await visit(watched.page, paper.origin + path)
  return watched
}

export function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate(
    ([where, what]) =>
      getComputedStyle(document.querySelector(where ?? '') as Element).getPropertyValue(what ?? ''),
    [selector, property],
  )
}
