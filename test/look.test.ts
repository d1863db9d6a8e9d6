import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { openPage } from './watched-page.ts'

/** What the design promises in numbers, on a day with 35 stories, photographs and breaking news. */
let paper: Newspaper

const SECTIONS = ['world', 'science', 'culture']
const HEADLINE = 'المتحف الوطني يعيد فتح قاعاته أمام الزوار بعد ترميم استمر سبع سنوات'
const STANDFIRST =
  'قاعات عمرها ثلاثة قرون، وألوان أُعيدت كما كانت تُصنع، وجدل لم ينته عن حدود الترميم.'
const STORIES = 35

beforeAll(async () => {
  paper = await startNewspaper({
    LOCAL: 'true',
    ORIGIN: 'https://hudhud.example',
    SYNC_READS: '1000',
    SYNC_CHANGES: '1000',
  })
  const photo = { create: { width: 600, height: 400, channels: 3, background: '#6a8' } } as const
  await paper.kv.put('media:photo.jpg', new Uint8Array(await sharp(photo).jpeg().toBuffer()))
  const stories = Array.from({ length: STORIES }, (_, number) => [`story-${number}`, story(number)])
  await paper.putStamped(Object.fromEntries(stories))
  await paper.tick()
  await paper.get('/')
})
afterAll(() => paper?.close())

function story(number: number): Record<string, unknown> {
  const image = {
    src: 'photo.jpg',
    alt: 'قاعة المتحف',
    caption: 'القاعة الكبرى صباح الافتتاح.',
    credit: 'هدهد',
    width: 1000,
    height: number === 0 ? 667 : 1250,
    ...(number > 0 && { focus: number % 2 === 0 ? [0.45, 0.4] : [0.5, 0.02] }),
  }
  return {
    headline: number === 0 ? HEADLINE : `خبر رقم ${number} من أخبار اليوم في المدينة القديمة`,
    standfirst: STANDFIRST,
    section: SECTIONS[number % SECTIONS.length],
    publishedAt: new Date(Date.now() - (number + 1) * 1_200_000).toISOString(),
    authors: [{ name: 'سلمى العطار', role: 'مراسلة' }],
    dateline: 'بيروت',
    source: 'أ.ف.ب',
    body: Array.from({ length: 12 }, () => `${STANDFIRST} ${STANDFIRST} ${STANDFIRST}`),
    ...(number === 0 && { placement: 'lead' }),
    ...((number === 5 || number === 6) && { breaking: true }),
    ...(number % 5 !== 4 && { image }),
  }
}

async function open(path: string, width: number, height: number, text?: string) {
  const watched = await openPage({ viewport: { width, height }, isFirstVisit: true })
  if (text) {
    await watched.page.addInitScript((size) => localStorage.setItem('hudhud:text', size), text)
  }
  await watched.page.goto(paper.origin + path, { waitUntil: 'load' })
  return watched
}

const boxOf = (page: Page, selector: string) =>
  page.evaluate((where) => {
    const { top, bottom, height } = (
      document.querySelector(where) as Element
    ).getBoundingClientRect()
    return { top: top + scrollY, bottom: bottom + scrollY, height }
  }, selector)

describe('the front page', () => {
  it.each([
    [1366, 768],
    [1280, 800],
  ])(
    'shows the whole lead headline below the strip in the first screen of %i x %i',
    async (width, height) => {
      const { page, close } = await open('/', width, height)
      expect(await page.locator('.breaking .urgent').isVisible()).toBe(true)
      expect((await boxOf(page, '.lead .headline')).bottom).toBeLessThan(height)
      expect((await boxOf(page, '.masthead')).height).toBeLessThanOrEqual(110)
      await close()
    },
  )

  it('has a short masthead on a phone, and ends soon', async () => {
    const { page, complaints, close } = await open('/', 360, 780)
    expect((await boxOf(page, '.masthead')).height).toBeLessThanOrEqual(96)
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    expect(height).toBeLessThanOrEqual(5500)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('shows a story once; breaking news does not count', async () => {
    const { page, close } = await open('/', 1280, 800)
    const shown = await page
      .locator('main .story:not(.breaking .story) .headline a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(shown.length).toBeGreaterThan(20)
    expect(new Set(shown).size).toBe(shown.length)
    await close()
  })
})

describe('an article on a phone', () => {
  it('starts its picture and its text in the first screen under a headline of three lines', async () => {
    const { page, complaints, close } = await open('/article/story-0', 360, 780)
    expect((await boxOf(page, '.article > .figure img')).top).toBeLessThanOrEqual(400)
    expect((await boxOf(page, '.body')).top).toBeLessThanOrEqual(780)
    expect(await page.locator('.body > p').first().innerText()).toMatch(/^بيروت – أ.ف.ب: /)
    expect(await complaints()).toEqual([])
    await close()
  })

  it('has a bar with its tools after scrolling up, and moves nothing', async () => {
    const { page, complaints, close } = await open('/article/story-0', 360, 780)
    const bar = page.locator('.bar')
    const scroll = (by: number) => page.evaluate((y) => scrollBy(0, y), by)
    await scroll(1500)
    await page.locator('.bar[data-state="live"]').waitFor({ state: 'attached' })
    expect(await bar.isVisible()).toBe(false)
    await scroll(-100)
    await bar.getByText(HEADLINE).waitFor()
    await bar.locator('.text-size summary').click()
    await bar.getByRole('radio', { name: 'الأكبر' }).check({ force: true })
    expect(await page.evaluate(() => document.documentElement.dataset.text)).toBe('4')
    await page
      .locator('h1')
      .first()
      .evaluate((heading) => {
        ;(document.activeElement as HTMLElement).blur()
        return heading.textContent
      })
    await scroll(60)
    await bar.waitFor({ state: 'hidden' })
    expect(await page.locator('.facts .tools').count()).toBe(1)
    expect(await complaints()).toEqual([])
    await close()
  })
})

describe('the size of the text', () => {
  it.each([
    ['/', '.lead .headline, .feature .headline, .line .headline, .meta'],
    ['/section/world', '.lead .headline, .card .headline, .standfirst, .meta'],
    ['/article/story-0', 'h1, .standfirst, .body, figcaption, .times, .byline'],
  ])('reaches every kind of text on %s', async (path, selectors) => {
    const sizes = async (text: string) => {
      const { page, close } = await open(path, 360, 780, text)
      const found = await page.evaluate(
        (names) =>
          names.map((name) =>
            Number.parseFloat(
              getComputedStyle(document.querySelector(`main ${name}`) as Element).fontSize,
            ),
          ),
        selectors.split(', '),
      )
      await close()
      return found
    }
    const [small, large] = [await sizes('0'), await sizes('4')]
    for (const [place, size] of large.entries()) {
      expect(size / Number(small[place]), selectors.split(', ')[place]).toBeGreaterThan(1.25)
    }
  })
})

describe('pictures', () => {
  it('keep the focus in the middle of every crop, or as near as the edge allows', async () => {
    const { page, close } = await open('/', 1280, 800)
    const crops = await page.locator('img.focused').evaluateAll((images) =>
      images.map((image) => {
        const style = getComputedStyle(image)
        const { width, height } = image.getBoundingClientRect()
        // The pictures are portraits: as wide as the box, and higher.
        const shown = width / Number(style.getPropertyValue('--ratio'))
        const share = Number.parseFloat(style.objectPosition.split(' ')[1] ?? '') / 100
        const focus = Number(style.getPropertyValue('--y')) * shown - (shown - height) * share
        return { focus: focus / height, share, position: style.objectPosition }
      }),
    )
    expect(crops.length).toBeGreaterThanOrEqual(2)
    for (const { focus, share, position } of crops) {
      const isAtEdge = share === 0 || share === 1
      expect(isAtEdge || Math.abs(focus - 0.5) < 0.05, `${focus} at ${position}`).toBe(true)
    }
    expect(crops.some(({ share }) => share === 0)).toBe(true)
    expect(crops.some(({ share }) => share > 0)).toBe(true)
    await close()
  })
})

it('has a menu of everything that opens without script', async () => {
  const { page, close } = await openPage({
    viewport: { width: 360, height: 780 },
    javaScriptEnabled: false,
  })
  await visit(page, `${paper.origin}/article/story-0`)
  await page.locator('.section-menu summary').click()
  expect(await page.locator('.section-menu a:visible').count()).toBeGreaterThan(SECTIONS.length)
  await close()
})

it('moves nothing when the headlines’ face arrives late', async () => {
  const { page, close } = await openPage({ viewport: { width: 360, height: 780 } })
  let release = () => {}
  const painted = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/*.woff2', async (route) => {
    await painted
    await route.continue().catch(() => undefined)
  })
  await page.addInitScript(() => {
    // As on a later page: on a first one, what would move is not replaced.
    localStorage.setItem('hudhud:fonts', '')
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        Object.assign(window, {
          shift:
            ((window as { shift?: number }).shift ?? 0) +
            (entry as unknown as { value: number }).value,
        })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${paper.origin}/article/story-0`, { waitUntil: 'commit' })
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length === 1,
  )
  release()
  await page.waitForFunction(() => document.fonts.check('700 32px "Hudhud Naskh"', 'نص'))
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  expect(await page.evaluate(() => (window as { shift?: number }).shift ?? 0)).toBe(0)
  await close()
})
