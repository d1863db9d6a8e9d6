import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'

const PHONE = { viewport: { width: 360, height: 780 } }
const ARTICLE = '/article/suez-canal'

let paper: Newspaper
let browser: Browser
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
  await putSample(paper)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await paper?.close()
})

/** A page of the paper, at rest; with what its reader chose earlier. */
async function open(path: string, options = {}, kept: Record<string, string> = {}) {
  const watched = await openPage(browser, { ...PHONE, ...options })
  await watched.page.addInitScript((values) => {
    for (const [name, value] of Object.entries(values))
      localStorage.setItem(`hudhud:${name}`, value)
  }, kept)
  await watched.page.goto(paper.origin + path, { waitUntil: 'networkidle' })
  return watched
}

const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(
    ([where, what]) =>
      getComputedStyle(document.querySelector(where ?? '') as Element).getPropertyValue(what ?? ''),
    [selector, property],
  )

describe('the reading settings', () => {
  it('are reached and changed by keyboard, hold on every page, and are there before the first paint', async () => {
    const { page, complaints, close } = await open(ARTICLE)
    await page.locator('.settings summary').focus()
    await page.keyboard.press('Enter')
    const theme = page.getByRole('group', { name: 'المظهر' })
    await theme.getByRole('radio', { name: 'كالجهاز' }).focus()
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
    await page.goto(`${paper.origin}/section/culture`, { waitUntil: 'networkidle' })
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
    const { page, complaints, close } = await open(ARTICLE)
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
    await page.reload({ waitUntil: 'networkidle' })
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
    const { page, close } = await openPage(browser, PHONE)
    const fetched: string[] = []
    page.on('requestfinished', (request) => {
      if (request.url().includes('/media/')) fetched.push(request.url())
    })
    // A slow line, for which the setting is made.
    await page.route('**/media/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue().catch(() => {})
    })
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    await page.goto(paper.origin + ARTICLE, { waitUntil: 'networkidle' })
    expect(fetched).toEqual([])
    expect(await box(page)).toEqual(usual)
    const button = page.getByRole('button', { name: 'اعرض الصورة' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => fetched.length).toBe(1)
    expect(await box(page)).toEqual(usual)
    await close()
  })

  it('are left alone by garbage that something else kept under their names', async () => {
    const { page, complaints, close } = await open(
      ARTICLE,
      {},
      { theme: '"><script>', text: '99', face: '', spacing: 'null', saver: '{', dismissed: '"]' },
    )
    expect(await styleOf(page, 'html', 'background-color')).toBe('rgb(251, 248, 242)')
    await page.locator('.settings summary').click()
    expect(await page.getByRole('radio', { name: 'كالجهاز' }).isChecked()).toBe(true)
    expect(await complaints()).toEqual([])
    await close()
  })
})

describe('the next story', () => {
  /** Scrolls as a thumb does, until the condition holds or the page has been scrolled far enough. */
  async function scrollUntil(page: Page, isDone: () => Promise<boolean>) {
    for (let turn = 0; turn < 120 && !(await isDone()); turn += 1) {
      await page.mouse.wheel(0, 350)
      await page.waitForTimeout(40)
    }
  }
  const stories = (page: Page) => page.locator('main article.article').count()

  it('comes whole below the one just read, and address, title and shared links follow what is read', async () => {
    const { page, complaints, close } = await open(ARTICLE)
    const title = await page.title()
    await scrollUntil(page, async () => page.url() !== paper.origin + ARTICLE)
    const second = page.locator('main .next article.article').first()
    const headline = await second.locator('h1').innerText()
    expect(await page.title()).toContain(headline)
    expect(await page.title()).not.toBe(title)
    const path = new URL(page.url()).pathname
    expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
      `https://hudhud.example${path}`,
    )
    expect(await second.locator('.share a').first().getAttribute('href')).toContain(
      encodeURIComponent(`https://hudhud.example${path}`),
    )
    // Whole: the same words as on its own page.
    const own = await open(path)
    expect(await second.locator('.body').innerText()).toBe(
      await own.page.locator('.body').innerText(),
    )
    await own.close()
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForFunction((first) => location.pathname === first, ARTICLE)
    expect(await page.title()).toBe(title)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('comes by itself three times, then on request, and leaves the foot of the page to be reached', async () => {
    const { page, complaints, close } = await open(ARTICLE)
    const footer = page.locator('body > footer')
    await scrollUntil(page, () =>
      footer.evaluate((foot) => {
        const { bottom } = foot.getBoundingClientRect()
        return bottom <= innerHeight + 1
      }),
    )
    expect(await stories(page)).toBe(4)
    const button = page.getByRole('button', { name: 'اقرأ الخبر هنا' })
    expect(await button.count()).toBe(1)
    await button.focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('main article.article').length === 5)
    // The reader who asked for it by keyboard stands at its headline.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    const hrefs = await page.locator('main article.article h1').allInnerTexts()
    expect(new Set(hrefs).size).toBe(5)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('is announced to screen readers, and has no second set of reading settings', async () => {
    const { page, close } = await open(ARTICLE)
    await scrollUntil(page, async () => (await stories(page)) > 1)
    const headline = await page.locator('.next h1').first().innerText()
    const status = page.locator('.next > [role="status"]').first()
    await page.waitForFunction(() => document.querySelector('.next > [role="status"]')?.textContent)
    expect(await status.textContent()).toContain(headline)
    expect(await page.locator('.choice-text').count()).toBe(1)
    await close()
  })

  it('lets a reader come back to the place where a link was followed', async () => {
    const { page, close } = await open(ARTICLE)
    await scrollUntil(page, async () => page.url() !== paper.origin + ARTICLE)
    await page.mouse.wheel(0, 500)
    await page.waitForTimeout(200)
    const path = new URL(page.url()).pathname
    // The paragraph at the top of the screen.
    const read = await page.evaluate(() => {
      const paragraphs = [...document.querySelectorAll('.next .body > p')]
      return paragraphs.find((one) => one.getBoundingClientRect().top > 60)?.textContent
    })
    await page.goto(`${paper.origin}/section/culture`)
    await page.goBack({ waitUntil: 'networkidle' })
    expect(new URL(page.url()).pathname).toBe(path)
    const offset = await page.evaluate((text) => {
      const found = [...document.querySelectorAll('.body > p')].find(
        (one) => one.textContent === text,
      )
      return found?.getBoundingClientRect().top ?? -1
    }, read)
    expect(offset).toBeGreaterThan(0)
    expect(offset).toBeLessThan(780)
    await close()
  })

  it('keeps the place through a reload, and the later place when a reader comes back again', async () => {
    const { page, close } = await open(ARTICLE)
    await scrollUntil(page, async () => page.url() !== paper.origin + ARTICLE)
    await page.mouse.wheel(0, 300)
    // The place is written down when the scrolling has come to rest.
    await page.waitForFunction(() => history.state?.place > 0)
    const into = () =>
      page.evaluate(() => {
        const story = [...document.querySelectorAll('main article.article')].find(
          (one) => one.getBoundingClientRect().bottom > 0,
        )
        return Math.round(-(story?.getBoundingClientRect().top ?? 0))
      })
    const first = await into()
    await page.reload({ waitUntil: 'networkidle' })
    expect(Math.abs((await into()) - first)).toBeLessThan(20)
    await page.evaluate(() => scrollBy(0, 250))
    await page.waitForTimeout(500)
    const later = await into()
    await page.goto(`${paper.origin}/section/culture`)
    await page.goBack({ waitUntil: 'networkidle' })
    expect(Math.abs((await into()) - later)).toBeLessThan(20)
    await close()
  })

  it('is a plain link without JavaScript, and a button for readers who save data', async () => {
    const bare = await open(ARTICLE, { javaScriptEnabled: false })
    const link = bare.page.locator('.next .headline a')
    expect(await link.getAttribute('href')).toMatch(/^\/article\//)
    await bare.close()
    const { page, close } = await open(ARTICLE, {}, { saver: 'on' })
    await page.locator('.next').first().scrollIntoViewIfNeeded()
    const button = page.getByRole('button', { name: 'اقرأ الخبر هنا' })
    await button.waitFor()
    await page.waitForTimeout(500)
    expect(await stories(page)).toBe(1)
    await button.click()
    await page.waitForFunction(() => document.querySelectorAll('main article.article').length === 2)
    await close()
  })

  it('stays a link where it can not be had', async () => {
    const { page, close } = await open(ARTICLE)
    await page.route('**/article/**', (route) => route.abort())
    await page.locator('.next').first().scrollIntoViewIfNeeded()
    await page.waitForTimeout(600)
    expect(await stories(page)).toBe(1)
    expect(await page.locator('.next .headline a').isVisible()).toBe(true)
    await close()
  })
})

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
    const { page, complaints, close } = await openPage(browser, PHONE)
    await page.addInitScript(() => {
      Object.assign(navigator, {
        share: (data: ShareData) => {
          Object.assign(window, { shared: data })
          return Promise.reject(new DOMException('closed', 'AbortError'))
        },
      })
    })
    await page.goto(paper.origin + ARTICLE, { waitUntil: 'networkidle' })
    const button = page.getByRole('button', { name: 'شارك عبر الجهاز' })
    await page.locator('.share').first().scrollIntoViewIfNeeded()
    await button.click()
    expect(await page.evaluate(() => (window as unknown as { shared: ShareData }).shared)).toEqual({
      title: 'قناة السويس: كيف تعبر سفينة طولها 400 متر ممرًا عرضه مئات الأمتار',
      url: `https://hudhud.example${ARTICLE}`,
    })
    expect(await complaints()).toEqual([])
    await close()
  })

  it('asks nobody else for anything', async () => {
    const { page, close } = await openPage(browser, PHONE)
    const others: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(paper.origin)) others.push(request.url())
    })
    await page.goto(paper.origin + ARTICLE, { waitUntil: 'networkidle' })
    await page.locator('.share').first().scrollIntoViewIfNeeded()
    await page.waitForLoadState('networkidle')
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

describe('the front page while it is open', () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

  it('says how long ago the newest stories came, and keeps that true', async () => {
    await paper.put('five-minutes-old', {
      headline: 'خبر وصل قبل قليل',
      publishedAt: minutesAgo(5.2),
    })
    const { page, complaints, close } = await openPage(browser, PHONE)
    await page.clock.install()
    await page.goto(paper.origin, { waitUntil: 'networkidle' })
    await page.clock.runFor(3000)
    const time = page.locator('.latest li', { hasText: 'خبر وصل قبل قليل' }).locator('time')
    expect(await time.innerText()).toBe('قبل 5 دقائق')
    await page.clock.fastForward('07:00')
    expect(await time.innerText()).toBe('قبل 12 دقيقة')
    const absolute = await time.getAttribute('title')
    expect(absolute).toMatch(/^\d\d:\d\d$/)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('tells of new stories by a conditional request and moves nothing', async () => {
    const { page, complaints, close } = await openPage(browser, PHONE)
    await page.clock.install()
    const asked: (string | undefined)[] = []
    page.on('request', async (request) => {
      if (!request.url().endsWith('/api/v1/front')) return
      asked.push((await request.allHeaders())['if-none-match'])
    })
    await page.goto(paper.origin, { waitUntil: 'networkidle' })
    await page.clock.runFor(3000)
    await page
      .locator('[data-island="new-stories"][data-state="live"]')
      .waitFor({ state: 'attached' })
    await page.evaluate(() => scrollTo(0, 700))
    const top = () =>
      page
        .locator('.block')
        .first()
        .evaluate((one) => one.getBoundingClientRect().top)
    const before = await top()
    await page.clock.fastForward('02:10')
    await expect.poll(() => asked.length).toBe(1)
    expect(await page.locator('.news button').count()).toBe(0)
    await paper.put('new-one', { headline: 'خبر أول جديد', publishedAt: minutesAgo(0) })
    await paper.put('new-two', { headline: 'خبر ثان جديد', publishedAt: minutesAgo(0) })
    await page.clock.fastForward('02:10')
    const notice = page.getByRole('button', { name: 'خبران جديدان' })
    await notice.waitFor()
    expect(await top()).toBe(before)
    // The first answer is what the second asks to be spared.
    expect(asked[1]).toMatch(/^W\/"/)
    expect(await complaints()).toEqual([])
    await Promise.all([page.waitForEvent('load'), notice.click()])
    await page.getByText('خبر ثان جديد').first().waitFor()
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await close()
  })

  it('does not ask in the background, and not for readers who save data', async () => {
    const { page, close } = await openPage(browser, PHONE)
    await page.clock.install()
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/front')) asked += 1
    })
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    await page.goto(paper.origin, { waitUntil: 'networkidle' })
    await page.clock.runFor(3000)
    await page.clock.fastForward('10:00')
    await page.waitForTimeout(200)
    expect(asked).toBe(0)
    await close()
  })

  it('has a strip of breaking news that is announced, can be closed, and stays closed until there are others', async () => {
    await paper.put('urgent', {
      headline: 'زلزال خفيف',
      publishedAt: minutesAgo(1),
      breaking: true,
    })
    const { page, complaints, close } = await open('/')
    const strip = page.getByRole('region', { name: 'عاجل' })
    await strip.locator('[role="status"]', { hasText: 'زلزال خفيف' }).waitFor({ state: 'attached' })
    await strip.getByRole('button', { name: 'أغلق شريط العاجل' }).focus()
    await page.keyboard.press('Enter')
    await strip.waitFor({ state: 'hidden' })
    await page.reload({ waitUntil: 'networkidle' })
    expect(await strip.isVisible()).toBe(false)
    expect(await complaints()).toEqual([])
    await paper.put('urgent-too', {
      headline: 'انتهى الزلزال',
      publishedAt: minutesAgo(0),
      breaking: true,
    })
    await page.reload({ waitUntil: 'networkidle' })
    await strip.getByText('انتهى الزلزال').first().waitFor()
    // Both closed, one ends: what is left was closed already.
    await page.locator('.breaking [data-state="live"]').waitFor({ state: 'attached' })
    await strip.getByRole('button', { name: 'أغلق شريط العاجل' }).click()
    await paper.kv.delete('article:urgent-too')
    await page.reload({ waitUntil: 'networkidle' })
    expect(await strip.isVisible()).toBe(false)
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
    const { page, close } = await openPage(browser, PHONE)
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
    const { page, close } = await openPage(browser, PHONE)
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
    const response = await page.goto(paper.origin + ARTICLE, { waitUntil: 'networkidle' })
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
    const { page, close } = await openPage(browser, PHONE)
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
    })
    await page.goto(paper.origin, { waitUntil: 'networkidle' })
    expect(await hasRules(page)).toBe(0)
    await close()
  })

  it.each([
    ['no-preference', true],
    ['reduce', false],
  ] as const)(
    'passes from page to page with motion %s: a transition is %s',
    async (reducedMotion, expected) => {
      const { page, close } = await openPage(browser, { ...PHONE, reducedMotion })
      await page.addInitScript(() => {
        addEventListener('pagereveal', (event) => {
          Object.assign(window, {
            hasTransition: (event as PageRevealEvent).viewTransition !== null,
          })
        })
      })
      await page.goto(paper.origin, { waitUntil: 'networkidle' })
      await page.locator('.sections a').first().click()
      await page.waitForURL(/\/section\//)
      await page.waitForFunction(() => 'hasTransition' in window)
      expect(
        await page.evaluate(() => (window as unknown as { hasTransition: boolean }).hasTransition),
      ).toBe(expected)
      await close()
    },
  )

  it('loads no island before it is needed', async () => {
    const { page, close } = await openPage(browser, PHONE)
    const scripts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url())
    })
    await page.goto(`${paper.origin}/article/girih-patterns`, { waitUntil: 'networkidle' })
    const named = (name: string) => scripts.some((url) => url.includes(`/${name}-`))
    expect(named('load')).toBe(true)
    for (const name of ['reading-settings', 'open-gallery', 'next-story']) {
      expect(named(name), name).toBe(false)
    }
    await page.locator('.settings summary').hover()
    await page.waitForLoadState('networkidle')
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
    const link = page.getByRole('link', { name: 'صُحّح هذا الخبر' })
    await link.click()
    expect(await page.locator('.corrections:target').innerText()).toContain('النهر هو النيل.')
    await close()
  })
})
