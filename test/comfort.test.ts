import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atRest, visit } from './browser.ts'
import { open, PHONE, paper, startSample } from './sample-in-browser.ts'
import { openPage } from './watched-page.ts'

startSample()

const ARTICLE = '/article/suez-canal'

describe('sharing', () => {
  it('copies the link and says so', async () => {
    const { page, close } = await open(ARTICLE, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const button = page.getByRole('button', { name: 'انسخ الرابط' }).first()
    await button.scrollIntoViewIfNeeded()
    await page.locator('.share [data-state="live"]').first().waitFor()
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByText('نُسخ الرابط').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `https://hudhud.example${ARTICLE}`,
    )
    await close()
  })

  it('shows the address where the clipboard is closed', async () => {
    const { page, complaints, close } = await open(ARTICLE)
    await page.evaluate(() => {
      navigator.clipboard.writeText = () =>
        Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    const button = page.getByRole('button', { name: 'انسخ الرابط' }).first()
    await button.scrollIntoViewIfNeeded()
    await page.locator('.share [data-state="live"]').first().waitFor()
    await button.click()
    await page
      .locator('.share [role="status"]')
      .first()
      .getByText(`https://hudhud.example${ARTICLE}`)
      .waitFor()
    expect(await complaints()).toEqual([])
    await close()
  })

  it('opens the device’s own sheet where there is one, and a closed sheet is no error', async () => {
    const { page, complaints, close } = await openPage(PHONE)
    await page.addInitScript(() => {
      Object.assign(navigator, {
        share: (data: ShareData) => {
          Object.assign(window, { shared: data })
          return Promise.reject(new DOMException('closed', 'AbortError'))
        },
      })
    })
    await visit(page, paper.origin + ARTICLE)
    const button = page.locator('.tools').getByRole('link', { name: 'شارك' })
    await button.hover()
    await page.locator('.tools [data-island="share"][data-state="live"]').waitFor()
    await button.click()
    expect(await page.evaluate(() => (window as unknown as { shared: ShareData }).shared)).toEqual({
      title: 'قناة السويس: كيف تعبر سفينة طولها 400 متر ممرًا عرضه مئات الأمتار',
      url: `https://hudhud.example${ARTICLE}`,
    })
    expect(await complaints()).toEqual([])
    await close()
  })

  it('asks nobody else for anything', async () => {
    const { page, close } = await openPage(PHONE)
    const others: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(paper.origin)) others.push(request.url())
    })
    await visit(page, paper.origin + ARTICLE)
    await page.locator('.share').first().scrollIntoViewIfNeeded()
    await atRest(page)
    expect(others).toEqual([])
    await close()
  })

  it('leaves copied text as it was selected', async () => {
    const { page, close } = await open(ARTICLE, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const text = await page.evaluate(() => {
      const paragraph = document.querySelector('.body > p') as Element
      getSelection()?.selectAllChildren(paragraph)
      document.execCommand('copy')
      return paragraph.textContent
    })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    await close()
  })
})

describe('a gallery', () => {
  const GALLERY = '/article/girih-patterns'
  async function openViewer(page: Page) {
    const link = page.locator('.gallery a.enlarge').first()
    await link.scrollIntoViewIfNeeded()
    await link.hover()
    await page.locator('.gallery[data-state="live"]').waitFor()
    await link.focus()
    await page.keyboard.press('Enter')
    const viewer = page.getByRole('dialog', { name: 'معرض الصور' })
    await viewer.waitFor()
    return viewer
  }

  it('opens over the page, turns by keyboard in the direction of reading, and gives the focus back', async () => {
    const { page, complaints, close } = await open(GALLERY, { reducedMotion: 'reduce' })
    const viewer = await openViewer(page)
    await viewer.getByText('1 من 4').waitFor()
    await page.keyboard.press('ArrowLeft')
    await viewer.getByText('2 من 4').waitFor()
    await page.keyboard.press('ArrowRight')
    await viewer.getByText('1 من 4').waitFor()
    expect(await viewer.getByRole('button', { name: 'السابقة' }).isDisabled()).toBe(true)
    await viewer.getByRole('button', { name: 'التالية' }).click()
    await viewer.getByText('2 من 4').waitFor()
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('enlarge')
    expect(await complaints()).toEqual([])
    await close()
  })

  it('turns by a swipe', async () => {
    const { page, close } = await open(GALLERY, { reducedMotion: 'reduce' })
    const viewer = await openViewer(page)
    await viewer.locator('.row').evaluate((row) => row.scrollBy({ left: -row.clientWidth }))
    await viewer.getByText('2 من 4').waitFor()
    await close()
  })

  it('is a link to each picture without JavaScript', async () => {
    const { page, close } = await open(GALLERY, { javaScriptEnabled: false })
    const href = await page.locator('.gallery a.enlarge').first().getAttribute('href')
    const answer = await paper.get(href ?? '')
    expect(answer.headers.get('content-type')).toMatch(/^image\//)
    await close()
  })
})

describe.each([320, 768, 1280])('on a screen of %i px', (width) => {
  it.each(['light', 'dark'] as const)(
    'every comfort fits and works in the %s theme',
    async (theme) => {
      const viewport = { width, height: 780 }
      const { page, complaints, close } = await open(
        '/article/girih-patterns',
        { viewport, reducedMotion: 'reduce' },
        { theme },
      )
      const isWithin = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => {
            const { left, right } = element.getBoundingClientRect()
            return left >= 0 && right <= innerWidth
          })
      await page.locator('.settings summary').click()
      await page.locator('.panel').waitFor()
      expect(await isWithin('.panel')).toBe(true)
      await page.getByRole('radio', { name: 'واسع' }).check()
      await page.locator('.settings summary').click()
      const link = page.locator('.gallery a.enlarge').first()
      await link.hover()
      await page.locator('.gallery[data-state="live"]').waitFor()
      await link.click()
      const viewer = page.getByRole('dialog', { name: 'معرض الصور' })
      await viewer.waitFor()
      for (const control of await viewer.locator('button').all()) {
        expect(
          await control.evaluate((one) => one.getBoundingClientRect().right <= innerWidth),
        ).toBe(true)
      }
      await viewer.getByRole('button', { name: 'أغلق' }).click()
      await page.locator('.share').first().scrollIntoViewIfNeeded()
      await page.locator('.next article.article').waitFor()
      expect(await isWithin('.next article.article')).toBe(true)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await complaints()).toEqual([])
      await close()
    },
  )
})

describe('touch', () => {
  const TOUCH = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

  it('opens the settings and changes them', async () => {
    const { page, complaints, close } = await open(ARTICLE, TOUCH)
    await page.locator('.settings summary').tap()
    await page.getByRole('radio', { name: 'داكن' }).tap()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    expect(await complaints()).toEqual([])
    await close()
  })

  it('finds every control of a story large enough for a finger', async () => {
    const { page, close } = await open(ARTICLE, TOUCH)
    await page.locator('.settings summary').tap()
    await page.locator('.panel').waitFor()
    await page.locator('.text-size summary').first().tap()
    await page.locator('.text-size .choice').first().waitFor()
    // What a closed menu holds is not laid out.
    await page.evaluate(() => {
      for (const menu of document.querySelectorAll('details')) menu.open = true
    })
    await page.locator('.section-menu > ul').waitFor()
    await page.locator('.text-size .choice').first().waitFor()
    // WCAG 2.2, 2.5.8: 24 by 24 pixels; links inside sentences are excepted.
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, summary, .choice label, .share a, .topics a, nav a')]
        .map((control) => ({ control, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ control }) => control.outerHTML.slice(0, 80)),
    )
    expect(small).toEqual([])
    await close()
  })
})

describe('tables', () => {
  it('scroll inside themselves, by keyboard too, and leave the page as wide as the screen', async () => {
    const row = Array.from({ length: 12 }, (_, index) => `خانة طويلة ${index}`)
    await paper.put('wide-table', { body: [{ type: 'table', head: row, rows: [row] }] })
    const { page, close } = await open('/article/wide-table', {
      viewport: { width: 320, height: 700 },
    })
    const table = page.locator('.table')
    await table.focus()
    const scrolled = () => table.evaluate(({ scrollLeft }) => Math.abs(scrollLeft))
    await page.keyboard.press('ArrowLeft')
    await expect.poll(scrolled).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await close()
  })
})

describe('speed that is felt', () => {
  const hasRules = (page: Page) => page.locator('script[type="speculationrules"]').count()

  it('shows the whole story before any script, font or picture has come', async () => {
    const { page, close } = await openPage(PHONE)
    await page.route(/\.(js|woff2)$|\/media\//, () => {
      // Never answered: the line is that bad.
    })
    await page.goto(paper.origin + ARTICLE, { waitUntil: 'commit' })
    await page.getByText('قبل الفجر تصطف السفن').waitFor()
    const paragraph = page.locator('.body > p').last()
    await paragraph.scrollIntoViewIfNeeded()
    expect(await paragraph.isVisible()).toBe(true)
    await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint').length === 1,
    )
    await close()
  })

  it('does nothing that keeps a page out of the back/forward cache', async () => {
    const { page, close } = await openPage(PHONE)
    await page.addInitScript(() => {
      const heard: string[] = []
      const listen = window.addEventListener
      Object.assign(window, {
        heard,
        addEventListener(type: string, ...rest: [never]) {
          heard.push(type)
          listen.call(window, type, ...rest)
        },
      })
    })
    const response = await visit(page, paper.origin + ARTICLE)
    await page.locator('.settings summary').click()
    await page.evaluate(() => document.querySelector('.share')?.scrollIntoView())
    await page.locator('.share [data-state="live"]').first().waitFor({ state: 'attached' })
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    expect(heard).toContain('pageshow')
    expect(heard.filter((type) => /unload/.test(type))).toEqual([])
    expect(await response?.headerValue('cache-control')).not.toContain('no-store')
    await close()
  })

  it('prefetches a page once a pointer rests on its link, not before', async () => {
    const { page, complaints, close } = await open('/')
    expect(await hasRules(page)).toBe(1)
    const rules = JSON.parse(
      (await page.locator('script[type="speculationrules"]').textContent()) ?? '',
    ) as { prefetch: { eagerness: string }[] }
    expect(rules.prefetch.map(({ eagerness }) => eagerness)).toEqual(['moderate'])
    expect(Object.keys(rules)).toEqual(['prefetch'])
    expect(await complaints()).toEqual([])
    await close()
  })

  it('prefetches nothing for readers who save data', async () => {
    const chosen = await open('/', {}, { saver: 'on' })
    expect(await hasRules(chosen.page)).toBe(0)
    await chosen.close()
    const { page, close } = await openPage(PHONE)
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
    })
    await visit(page, paper.origin)
    expect(await hasRules(page)).toBe(0)
    await close()
  })

  it.each([
    ['no-preference', true],
    ['reduce', false],
  ] as const)(
    'passes from page to page with motion %s: a transition is %s',
    async (reducedMotion, expected) => {
      const { page, close } = await openPage({ ...PHONE, reducedMotion })
      await page.addInitScript(() => {
        addEventListener('pagereveal', (event) => {
          Object.assign(window, {
            hasTransition: (event as PageRevealEvent).viewTransition !== null,
          })
        })
      })
      await visit(page, paper.origin)
      await page.locator('.sections > ul a').first().click()
      await page.waitForURL(/\/section\//)
      await page.waitForFunction(() => 'hasTransition' in window)
      expect(
        await page.evaluate(() => (window as unknown as { hasTransition: boolean }).hasTransition),
      ).toBe(expected)
      await close()
    },
  )

  it('loads no island before it is needed', async () => {
    const { page, close } = await openPage(PHONE)
    const scripts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url())
    })
    await visit(page, `${paper.origin}/article/girih-patterns`)
    const named = (name: string) => scripts.some((url) => url.includes(`/${name}-`))
    expect(named('load')).toBe(true)
    for (const name of ['reading-settings', 'open-gallery', 'next-story']) {
      expect(named(name), name).toBe(false)
    }
    await page.locator('.settings summary').hover()
    await atRest(page)
    expect(named('reading-settings')).toBe(true)
    await page.locator('.share').first().scrollIntoViewIfNeeded()
    await expect.poll(() => named('next-story')).toBe(true)
    expect(named('open-gallery')).toBe(false)
    await close()
  })
})

describe('corrections', () => {
  it('are named at the head of the story, by a link to its foot', async () => {
    await paper.put('corrected', {
      corrections: [
        { at: '2026-03-06T08:00:00+03:00', kind: 'correction', text: 'النهر هو النيل.' },
      ],
    })
    const { page, close } = await open('/article/corrected', { javaScriptEnabled: false })
    const link = page.getByRole('link', { name: 'جرى تصحيح هذا الخبر' })
    await link.click()
    expect(await page.locator('.corrections:target').innerText()).toContain('النهر هو النيل.')
    await close()
  })
})
