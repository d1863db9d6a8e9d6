import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { atRest, scrollThrough, theBrowser, visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { putPhotographed, putSample } from './sample.ts'
import { openPage } from './watched-page.ts'

/**
 * Takes a picture of every kind of page, and of front pages of 1 to 60 stories with photographs:
 * `npm run screenshots` writes them to test/screenshots/. With the names of some, only those.
 */
interface Shot {
  path: string
  /** What a reader does first. */
  act?: (page: Page) => Promise<void>
  /** Shown whole, as far as it goes. */
  isWhole?: true
}

const PAGES: Record<string, Shot> = {
  front: { path: '/' },
  'front-whole': { path: '/', isWhole: true },
  article: { path: '/article/umm-al-qura-calendar' },
  'article-whole': { path: '/article/suez-canal', isWhole: true },
  settings: {
    path: '/article/umm-al-qura-calendar',
    act: async (page) => {
      await page.locator('.settings summary').click()
      await page.locator('.panel').waitFor()
    },
  },
  gallery: {
    path: '/article/girih-patterns',
    act: async (page) => {
      const link = page.locator('.gallery a.enlarge').first()
      await link.hover()
      await page.locator('.gallery[data-state="live"]').waitFor()
      await link.click()
      await page.locator('.viewer').waitFor()
      await atRest(page)
    },
  },
  mixed: { path: '/article/emergency-numbers' },
  english: { path: '/article/hoopoe-en' },
  section: { path: '/section/culture' },
  topic: { path: `/topic/${encodeURIComponent('الفلك')}` },
  author: { path: `/author/${encodeURIComponent('سلمى-العطار')}` },
  archive: { path: '/archive/2026/11/22' },
  standing: { path: '/page/about' },
  corrections: { path: '/corrections' },
  reference: { path: '/api' },
  saved: {
    path: '/article/umm-al-qura-calendar',
    act: async (page) => {
      for (const path of ['/article/suez-canal', '/article/girih-patterns', '/article/oud']) {
        await visit(page, new URL(path, page.url()).href)
        await page.locator('[data-island="save"][data-state="live"]').waitFor()
        await page.locator('.save button').click()
      }
      await visit(page, new URL('/saved', page.url()).href)
    },
  },
  offline: { path: '/offline' },
  missing: { path: '/article/none' },
  gone: { path: '/article/old-clock' },
}
const THEMES = ['light', 'dark', 'contrast'] as const
const SCREENS = {
  phone: { width: 360, height: 780 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 960 },
  wide: { width: 1920, height: 1080 },
}
const FRONTS = [1, 3, 12, 35, 60]
const folder = join(import.meta.dirname, 'screenshots')
const wanted = process.argv.slice(2)

await mkdir(folder, { recursive: true })
const vars = { LOCAL: 'true', ORIGIN: 'https://hudhud.example' }
if (isWanted(Object.keys(PAGES))) {
  const paper = await startNewspaper(vars)
  await putSample(paper)
  for (const [name, shot] of Object.entries(PAGES)) await take(paper, name, shot)
  await paper.close()
}
const fronts = FRONTS.map((count) => ({ count, name: `front-of-${count}` }))
if (isWanted(fronts.map(({ name }) => name))) {
  for (const { count, name } of fronts) {
    if (!isWanted([name])) continue
    const paper = await startNewspaper(vars)
    await putPhotographed(paper, count)
    await take(paper, name, { path: '/', isWhole: true })
    if (count === Math.max(...FRONTS)) {
      await take(paper, 'section-of-photographs', { path: '/section/culture', isWhole: true })
      await take(paper, 'article-of-photographs', { path: '/article/story-2', isWhole: true })
    }
    await paper.close()
  }
}
await (await theBrowser()).close()

function isWanted(names: string[]): boolean {
  return (
    wanted.length === 0 || wanted.some((one) => names.some((name) => one.startsWith(`${name}-`)))
  )
}

async function take(paper: Newspaper, name: string, { path, act, isWhole }: Shot): Promise<void> {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const theme of THEMES) {
      const file = `${name}-${screen}-${theme}`
      if (wanted.length > 0 && !wanted.includes(file)) continue
      const { page, close } = await openPage({ viewport, reducedMotion: 'reduce' })
      await page.addInitScript((chosen) => localStorage.setItem('hudhud:theme', chosen), theme)
      // The body's font is optional: the first visit fetches it, the second shows it.
      for (let visits = 0; visits < 2; visits += 1) await visit(page, paper.origin + path)
      if (isWhole) {
        await scrollThrough(page)
        await page.waitForFunction(() => [...document.images].every(({ complete }) => complete))
      }
      await act?.(page)
      await page.screenshot({
        path: join(folder, `${file}.jpg`),
        type: 'jpeg',
        quality: 80,
        fullPage: isWhole === true,
      })
      await close()
    }
  }
}
