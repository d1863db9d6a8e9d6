import { brotliCompressSync, constants } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atRest, held, visit } from './browser.ts'
import { open, PHONE, paper, startSample, styleOf } from './sample-in-browser.ts'
import { openPage } from './watched-page.ts'

startSample()

const ARTICLE = '/article/suez-canal'

describe('the reading settings', () => {
  it('are reached and changed by keyboard, hold on every page, and are there before the first paint', async () => {
    const { page, complaints, close } = await open(ARTICLE)
    await page.locator('.settings summary').focus()
    await page.keyboard.press('Enter')
    const theme = page.getByRole('group', { name: 'المظهر' })
    await theme.getByRole('radio', { name: 'حسب النظام' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await theme.getByRole('radio', { name: 'داكن' }).isChecked()).toBe(true)
    const dark = await styleOf(page, 'html', 'background-color')
    expect(dark).toBe('rgb(20, 24, 26)')
    expect(await page.locator('meta[name="theme-color"]').first().getAttribute('content')).toBe(
      dark,
    )
    await page
      .getByRole('group', { name: 'تباعد الأسطر' })
      .getByRole('radio', { name: 'واسع' })
      .check()
    expect(await page.evaluate(() => document.documentElement.dataset.spacing)).toBe('2')

    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (document.body === null) return
        observer.disconnect()
        Object.assign(window, { atFirst: { ...document.documentElement.dataset } })
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    await visit(page, `${paper.origin}/section/culture`)
    const atFirst = await page.evaluate(
      () => (window as unknown as { atFirst: DOMStringMap }).atFirst,
    )
    expect(atFirst).toMatchObject({ theme: 'dark', spacing: '2' })
    expect(await styleOf(page, 'html', 'background-color')).toBe(dark)
    expect(await complaints()).toEqual([])
    await close()
  })

  it.each([
    ['light', 'dark', 'rgb(251, 248, 242)'],
    ['dark', 'light', 'rgb(20, 24, 26)'],
    ['contrast', 'light', 'rgb(255, 255, 255)'],
    ['contrast', 'dark', 'rgb(0, 0, 0)'],
  ] as const)(
    'paint the %s theme on a device that is set %s',
    async (theme, colorScheme, paint) => {
      const { page, close } = await open('/', { colorScheme }, { theme })
      expect(await styleOf(page, 'html', 'background-color')).toBe(paint)
      await close()
    },
  )

  it('follow a device that asks for more contrast', async () => {
    const { page, close } = await open('/', { contrast: 'more' })
    expect(await styleOf(page, 'html', 'background-color')).toBe('rgb(255, 255, 255)')
    await close()
  })

  it('fetch the second typeface only when it is chosen, and in time on the next page', async () => {
    const { page, complaints, close } = await open(ARTICLE, { isFirstVisit: true })
    const fonts: string[] = []
    page.on('request', (request) => request.resourceType() === 'font' && fonts.push(request.url()))
    const isSans = () => page.evaluate(() => document.fonts.check('400 19px "Hudhud Sans"', 'نص'))
    expect(await isSans()).toBe(false)
    await page.locator('.settings summary').click()
    await page
      .getByRole('group', { name: 'الخط', exact: true })
      .getByRole('radio', { name: 'حديث' })
      .check()
    await page.waitForFunction(() => document.documentElement.dataset.face === 'sans')
    expect(await isSans()).toBe(true)
    expect(fonts.length).toBeGreaterThan(0)
    expect(await styleOf(page, 'body', 'font-family')).toContain('Hudhud Sans')
    await page.reload()
    await atRest(page)
    expect(await isSans()).toBe(true)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('keep pictures back for readers who save data, in boxes of their own size, until they are asked for', async () => {
    const plain = await open(ARTICLE)
    const box = (page: Page) =>
      page.locator('.article > .figure img').evaluate((img) => {
        const { width, height } = img.getBoundingClientRect()
        return [Math.round(width), Math.round(height)]
      })
    const usual = await box(plain.page)
    await plain.close()
    const { page, close } = await openPage({ ...PHONE, isFirstVisit: true })
    const fetched: string[] = []
    page.on('requestfinished', (request) => {
      if (request.url().includes('/media/')) fetched.push(request.url())
    })
    // A slow line, for which the setting is made.
    const release = await held(page, '**/media/**')
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    await visit(page, paper.origin + ARTICLE)
    expect(fetched).toEqual([])
    expect(await box(page)).toEqual(usual)
    release()
    const button = page.getByRole('button', { name: 'اعرض الصورة' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => fetched.length).toBe(1)
    expect(await box(page)).toEqual(usual)
    await close()
  })

  it.each(['chosen in the settings', 'set in the browser', 'set in the system', 'not saved'])(
    'load few bytes at the first view where data is %s',
    async (where) => {
      const { page, complaints, close } = await openPage({ ...PHONE, isFirstVisit: true })
      await page.addInitScript((where) => {
        if (where === 'chosen in the settings') localStorage.setItem('hudhud:saver', 'on')
        if (where === 'set in the browser') {
          Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
        }
        if (where === 'set in the system') {
          const { matchMedia } = window
          window.matchMedia = (query) =>
            query.includes('prefers-reduced-data')
              ? ({ matches: true } as MediaQueryList)
              : matchMedia(query)
        }
      }, where)
      // A slow line: nothing of the picture at the head has arrived when its request is cancelled.
      const release = await held(page, '**/media/**')
      if (where === 'not saved') release()
      const loaded = await loadedBy(page, paper.origin + ARTICLE)
      release()
      const { document, script = 0, font = 0, image = 0, other = 0 } = loaded
      if (where === 'not saved') {
        expect(font).toBeGreaterThan(0)
        expect(image).toBeGreaterThan(1000)
      } else {
        expect(font).toBe(0)
        // The site's mark in the place of a picture; a picture that had started was cancelled.
        expect(image).toBeLessThan(1000)
        expect(document + script + image + other).toBeLessThanOrEqual(20_000)
        // The same page as everybody's, with the settings' way to change it.
        await page.locator('.settings summary').click()
        expect(await page.getByRole('radio', { name: 'عند الطلب' }).isChecked()).toBe(true)
      }
      expect(await complaints()).toEqual([])
      await close()
    },
  )

  it('are left alone by garbage that something else stored under their names', async () => {
    const { page, complaints, close } = await open(
      ARTICLE,
      {},
      { theme: '"><script>', text: '99', face: '', spacing: 'null', saver: '{', dismissed: '"]' },
    )
    expect(await styleOf(page, 'html', 'background-color')).toBe('rgb(251, 248, 242)')
    await page.locator('.settings summary').click()
    expect(await page.getByRole('radio', { name: 'حسب النظام' }).isChecked()).toBe(true)
    expect(await complaints()).toEqual([])
    await close()
  })
})

/** The bytes of each kind that a first view loads, compressed as Cloudflare does. */
async function loadedBy(page: Page, address: string) {
  const sums: Record<string, number> & { document: number } = { document: 0 }
  const counted: Promise<void>[] = []
  page.on('requestfinished', (request) => {
    const count = async () => {
      const type = request.resourceType()
      const bytes = (await (await request.response())?.body()) ?? Buffer.alloc(0)
      const isText = type === 'document' || type === 'script'
      const size = isText ? brotliCompressSync(bytes, BROTLI_4).length : bytes.length
      sums[type] = (sums[type] ?? 0) + size
    }
    counted.push(count())
  })
  await visit(page, address)
  await Promise.all(counted)
  return sums
}

const BROTLI_4 = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
