import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { once } from './once.ts'
import { putSample } from './sample.ts'
import { openPage } from './watched-page.ts'

export const SECRET = 'secret'

/** The sample newspaper, to be read in a browser; set by `startSample()`. */
export let paper: Newspaper

interface Sample {
  paper: Newspaper
  /** The keys of the sample. */
  keys: Set<string>
}

/** One for all files of a process, which ends with it: to start it takes three seconds of a processor. */
const theSample = once(async (): Promise<Sample> => {
  const paper = await startNewspaper({
    LOCAL: 'true',
    ORIGIN: 'https://hudhud.example',
    PREVIEW_SECRET: SECRET,
  })
  await putSample(paper)
  return { paper, keys: new Set(await keysOf(paper)) }
})

/** Has it before the first test of the file that calls this. What the file puts is deleted after the last. */
export function startSample(): void {
  beforeAll(async () => {
    paper = (await theSample()).paper
    // Locally a list takes everything in; before that no story knows its neighbours.
    await paper.get('/')
  })
  afterAll(async () => {
    const { keys } = await theSample()
    const added = (await keysOf(paper)).filter((key) => !keys.has(key))
    await Promise.all(added.map((key) => paper.kv.delete(key)))
  })
}

async function keysOf({ kv }: Newspaper): Promise<string[]> {
  const { keys, list_complete } = await kv.list()
  expect(list_complete).toBe(true)
  return keys.map(({ name }) => name)
}

export const PHONE = { viewport: { width: 360, height: 780 } }

/** A page of the site, at rest; with what its reader chose earlier. */
export async function open(path: string, options = {}, stored: Record<string, string> = {}) {
  const watched = await openPage({ ...PHONE, ...options })
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
