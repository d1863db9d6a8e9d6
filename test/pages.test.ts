import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atRest, scrollThrough, visit } from './browser.ts'
import { paper, startSample } from './sample-in-browser.ts'
import { violationsOn } from './violations.ts'
import { openPage } from './watched-page.ts'

startSample()

const ARTICLE = '/article/suez-canal'
const PAGES = [
  '/',
  ARTICLE,
  '/article/emergency-numbers',
  '/article/hoopoe-en',
  '/section/culture',
  '/page/about',
  `/topic/${encodeURIComponent('الفلك')}`,
  `/author/${encodeURIComponent('سلمى-العطار')}`,
  '/archive/2026/11/22',
]
const MESSAGES = ['/article/none', '/article/old-clock']

/** Each page is loaded as a phone and as a desktop show it, and then fits another screen too. */
const SCREENS = [{ width: 360, resized: 320, colorScheme: 'dark' }] as const
/** Those that most readers see are loaded at the others as well. */
const MORE_SCREENS = [
  { width: 320, resized: 360, colorScheme: 'light' },
  { width: 768, resized: 1280, colorScheme: 'dark' },
] as const
const isOften = (path: string) => path === '/' || path === ARTICLE

/** Runs in the page. */
const contentWidth = () => document.documentElement.scrollWidth

/** What the page says, but for the islands' own words and the story that comes after. In the page. */
function wordsOf(main: HTMLElement): string {
  const own = [...main.querySelectorAll<HTMLElement>('.island, .next')]
  for (const { style } of own) style.setProperty('display', 'none', 'important')
  const words = main.innerText.replace(/\s+/g, ' ').trim()
  for (const { style } of own) style.removeProperty('display')
  return words
}

/** What is wrong with the page for readers with disabilities, in each theme. */
async function violationsInThemes(page: Page): Promise<Record<string, string[]>> {
  await page.locator('.settings summary').click()
  await page.locator('.panel').waitFor()
  const found = [...(await violationsOn(page)), ...(await page.evaluate(findPaleText))]
  const violations: Record<string, string[]> = { 'as it came': found }
  for (const theme of ['داكن', 'تباين عالٍ', 'فاتح']) {
    await page.getByRole('radio', { name: theme }).check({ force: true })
    // What a theme changes is colours.
    violations[theme] = [
      ...(await violationsOn(page, ['color-contrast'])),
      ...(await page.evaluate(findPaleText)),
    ]
  }
  await page.locator('.settings summary').click()
  return violations
}
const NO_VIOLATIONS = { 'as it came': [], داكن: [], 'تباين عالٍ': [], فاتح: [] }

describe.each(PAGES)('%s', (path) => {
  it('fits a desktop in the light theme, without a shift or a complaint; is accessible in each theme; reads the same without JavaScript', async () => {
    const { page, complaints, close } = await openPage({
      viewport: { width: 1280, height: 800 },
      isFirstVisit: true,
    })
    await visit(page, paper.origin + path)
    const words = await page.locator('main').evaluate(wordsOf)
    expect(await violationsInThemes(page)).toEqual(NO_VIOLATIONS)
    await scrollThrough(page)
    expect(await page.evaluate(contentWidth)).toBeLessThanOrEqual(1280)
    expect(await complaints()).toEqual([])
    await page.setViewportSize({ width: 768, height: 800 })
    expect(await page.evaluate(contentWidth)).toBeLessThanOrEqual(768)
    await close()

    const bare = await openPage({ javaScriptEnabled: false })
    await bare.page.goto(paper.origin + path)
    expect(words.length).toBeGreaterThan(200)
    expect(await bare.page.locator('main').evaluate(wordsOf)).toBe(words)
    await bare.close()
  })

  it.each(isOften(path) ? [...SCREENS, ...MORE_SCREENS] : SCREENS)(
    'fits a screen of $width px and of $resized px in the $colorScheme theme, without a shift or a complaint',
    async ({ width, resized, colorScheme }) => {
      const { page, complaints, close } = await openPage({
        viewport: { width, height: 800 },
        colorScheme,
        isFirstVisit: true,
      })
      await visit(page, paper.origin + path)
      await scrollThrough(page)
      expect(await page.evaluate(contentWidth)).toBeLessThanOrEqual(width)
      expect(await complaints()).toEqual([])
      await page.setViewportSize({ width: resized, height: 800 })
      expect(await page.evaluate(contentWidth)).toBeLessThanOrEqual(resized)
      if (resized === 320) {
        const enlarge = () => document.documentElement.attributeStyleMap.set('font-size', '200%')
        await page.evaluate(enlarge)
        expect(await page.evaluate(contentWidth), 'text twice as large').toBeLessThanOrEqual(320)
      }
      await close()
    },
  )

  it('stays where it is for readers whose fonts do not come', async () => {
    const { page, complaints, close } = await openPage({
      viewport: { width: 360, height: 800 },
    })
    await page.route('**/*.woff2', (route) => route.fulfill({ status: 503 }))
    await visit(page, paper.origin + path)
    await scrollThrough(page)
    expect((await complaints()).filter((one) => one.startsWith('layout shift'))).toEqual([])
    await close()
  })
})

it.each(MESSAGES)('%s is accessible in each theme', async (path) => {
  const { page, close } = await openPage({ viewport: { width: 1280, height: 900 } })
  await visit(page, paper.origin + path)
  expect(await violationsInThemes(page)).toEqual(NO_VIOLATIONS)
  await close()
})

it('would notice a paragraph that is pale', async () => {
  const { page, close } = await openPage()
  await page.goto(paper.origin + ARTICLE)
  await page.evaluate(() =>
    document
      .querySelector<HTMLElement>('.body p:not(:has(b))')
      ?.attributeStyleMap.set('color', '#bbb'),
  )
  expect(await page.evaluate(findPaleText)).toHaveLength(1)
  await close()
})

/** Every text whose contrast with its background is below 4.5 (WCAG 2.2, 1.4.3). Runs in the page. */
function findPaleText(): string[] {
  // Painted, since a computed colour may be in any notation: rgb(), oklab(), color().
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const channels = (color: string) => {
    if (canvas === null) return []
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = ([r = 0, g = 0, b = 0]: number[]) =>
    [r, g, b]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0)
  const background = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255]
    const color = channels(getComputedStyle(element).backgroundColor)
    return color[3] === 255 ? color : background(element.parentElement)
  }
  const pale = new Set<string>()
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent?.trim(),
    )
    if (!own || element.getClientRects().length === 0 || element.closest('.skip')) continue
    const [text, ground] = [channels(getComputedStyle(element).color), background(element)].map(
      luminance,
    )
    const [light, dark] = [Math.max(text ?? 0, ground ?? 0), Math.min(text ?? 0, ground ?? 0)]
    if ((light + 0.05) / (dark + 0.05) < 4.5)
      pale.add(`${element.className}: ${element.textContent?.slice(0, 40)}`)
  }
  return [...pale]
}

describe('the keyboard', () => {
  it.each(['/', ARTICLE, '/section/culture', '/page/about'])(
    'goes through %s in the order of reading, and shows where it is',
    async (path) => {
      const { page, close } = await openPage({ viewport: { width: 360, height: 780 } })
      await visit(page, paper.origin + path)
      const stops: NonNullable<ReturnType<typeof describeFocus>>[] = []
      for (let turn = 0; turn < 60; turn += 1) {
        await page.keyboard.press('Tab')
        const stop = await page.evaluate(describeFocus)
        if (stop === null) break
        stops.push(stop)
      }
      expect(stops.length).toBeGreaterThan(10)
      expect(stops[0]?.name).toBe('انتقل إلى المحتوى')
      expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([])
      // Down the page, and from right to left within a line; what is out of view comes into it.
      const jumps = stops.slice(1).filter((stop, index) => {
        const before = stops[index]
        if (before === undefined || before.isInScroller || stop.isInScroller) return false
        return stop.bottom <= before.top || (stop.top < before.bottom && stop.start < before.start)
      })
      expect(jumps).toEqual([])
      await close()
    },
  )
})

/** The focused element: where it is, and whether it can be seen to be focused. Runs in the page. */
function describeFocus() {
  const element = document.activeElement
  if (element === null || element === document.body) return null
  const box = element.getBoundingClientRect()
  const shown = [element, element.nextElementSibling].map(
    (one) => one && getComputedStyle(one).outlineStyle,
  )
  return {
    name: (element.textContent ?? '').trim().slice(0, 30) || element.className,
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
    /** How far from the side where lines begin. */
    start: innerWidth - box.right,
    /** What scrolls sideways moves under the focus. */
    isInScroller: element.closest('.sections, .cards, .table, .skip') !== null,
    isSeen: shown.some((style) => style !== null && style !== 'none'),
  }
}

describe('the size of the text', () => {
  const sizeOf = () =>
    Number.parseFloat(getComputedStyle(document.querySelector('.body') as Element).fontSize)

  it('is chosen by keyboard, stored, and there before the first paint of the next page', async () => {
    const { page, complaints, close } = await openPage({
      viewport: { width: 360, height: 800 },
    })
    await visit(page, paper.origin + ARTICLE)
    const usual = await page.evaluate(sizeOf)
    const opener = page.locator('.text-size summary').first()
    await opener.focus()
    await page.keyboard.press('Enter')
    const group = page.getByRole('group', { name: 'حجم الخط' })
    await group.getByRole('radio', { name: 'عادي' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await group.getByRole('radio', { name: 'أكبر', exact: true }).isChecked()).toBe(true)
    const large = await page.evaluate(sizeOf)
    expect(large).toBeGreaterThan(usual * 1.2)

    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (document.body === null) return
        observer.disconnect()
        Object.assign(window, { textAtFirst: document.documentElement.dataset.text })
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    await page.reload()
    await atRest(page)
    expect(
      await page.evaluate(() => (window as unknown as { textAtFirst?: string }).textAtFirst),
    ).toBe('3')
    expect(await page.evaluate(sizeOf)).toBe(large)
    await opener.click()
    expect(await page.getByRole('radio', { name: 'أكبر', exact: true }).isChecked()).toBe(true)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('can be chosen where the browser stores nothing', async () => {
    const { page, complaints, close } = await openPage()
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    })
    await visit(page, paper.origin + ARTICLE)
    const usual = await page.evaluate(sizeOf)
    await page.locator('.text-size summary').click()
    await page.getByRole('radio', { name: 'الأكبر' }).check({ force: true })
    expect(await page.evaluate(sizeOf)).toBeGreaterThan(usual * 1.4)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('is not offered without JavaScript, and a lost script leaves the page whole', async () => {
    const bare = await openPage({ javaScriptEnabled: false })
    await bare.page.goto(paper.origin + ARTICLE)
    expect(await bare.page.locator('.choice-text').isVisible()).toBe(false)
    await bare.close()
    const { page, close } = await openPage()
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.goto(paper.origin + ARTICLE)
    expect(await page.locator('.body').innerText()).toContain('قبل الفجر تصطف السفن')
    await close()
  })
})

describe('mixed directions', () => {
  it('frames telephone numbers, signed numbers, sums, handles and names like C++', async () => {
    const { text } = await paper.get('/article/emergency-numbers')
    for (const torn of ['+966 11 123 4567', '-5', '$12.5', 'C++', '@hudhud']) {
      expect(text).toContain(`<span dir="ltr">${torn}</span>`)
    }
    expect(text).toContain('<span lang="en" dir="ltr">GSM</span>')
  })

  it('sets an English article left to right inside the Arabic frame', async () => {
    const { text } = await paper.get('/article/hoopoe-en')
    expect(text).toContain('<html lang="en" dir="rtl">')
    expect(text).toMatch(/<body [^>]*lang="ar"/)
    expect(text).toMatch(/<article class="article[^"]*" lang="en" dir="ltr"/)
    expect(text).toContain(
      '<link rel="alternate" hreflang="ar" href="https://hudhud.example/article/hoopoe"',
    )
  })
})
