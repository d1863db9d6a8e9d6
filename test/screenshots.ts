import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser, openPage, scrollThrough } from './browser.ts'
import { startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'

/**
 * Takes a picture of every kind of page: `npm run screenshots` writes them to test/screenshots/.
 * With the names of some, only those.
 */
const PAGES: Record<string, string> = {
  front: '/',
  article: '/article/umm-al-qura-calendar',
  mixed: '/article/emergency-numbers',
  english: '/article/hoopoe-en',
  section: '/section/culture',
  topic: `/topic/${encodeURIComponent('الفلك')}`,
  standing: '/page/about',
  missing: '/article/none',
  gone: '/article/old-clock',
}
const SCREENS = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 960 } }
const folder = join(import.meta.dirname, 'screenshots')
const wanted = process.argv.slice(2)

await mkdir(folder, { recursive: true })
const paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
await putSample(paper)
const browser = await launchBrowser()
for (const [name, path] of Object.entries(PAGES)) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const file = `${name}-${screen}-${colorScheme}`
      if (wanted.length > 0 && !wanted.includes(file)) continue
      const { page, close } = await openPage(browser, { viewport, colorScheme })
      await page.goto(paper.origin + path, { waitUntil: 'networkidle' })
      await scrollThrough(page)
      await page.screenshot({ path: join(folder, `${file}.jpg`), type: 'jpeg', quality: 80 })
      await close()
    }
  }
}
await browser.close()
await paper.close()
