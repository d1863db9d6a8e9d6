import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { visit } from './browser.ts'
import { paper, startSample } from './sample-in-browser.ts'
import { openPage } from './watched-page.ts'

startSample()

/** In contrast themes of Windows colours are replaced: every state is still seen. */
const SCHEMES = ['light', 'dark'] as const

/** What the eye can tell an element by, with what is drawn before it. */
function looks(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const seen = (style: CSSStyleDeclaration) => [
        style.color,
        style.backgroundColor,
        style.borderBlockStartColor,
        style.borderBlockEndWidth,
        style.borderBlockEndColor,
        style.outlineStyle,
        style.outlineColor,
        style.clipPath,
        style.textDecorationLine,
        style.opacity,
      ]
      return JSON.stringify([
        ...seen(getComputedStyle(element)),
        ...seen(getComputedStyle(element, '::before')),
      ])
    })
}

async function open(colorScheme: (typeof SCHEMES)[number], path: string) {
  const opened = await openPage({ colorScheme, forcedColors: 'active' })
  await visit(opened.page, paper.origin + path)
  return opened
}

it.each(SCHEMES)('shows the chosen text size in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/article/suez-canal')
  await page.locator('.text-size summary').click()
  await page.locator('.text-size .steps').waitFor()
  const letter = (size: number) => `.text-${size} > span:first-of-type`
  expect(await looks(page, letter(1))).not.toBe(await looks(page, letter(0)))
  await page.locator('.text-3 input').check({ force: true })
  expect(await looks(page, letter(3))).not.toBe(await looks(page, letter(1)))
  await close()
})

it.each(SCHEMES)('shows every choice of the panel in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/section/culture')
  await page.locator('.settings summary').click()
  await page.locator('.panel').waitFor()
  for (const group of ['theme', 'face', 'spacing', 'saver']) {
    const chosen = `.panel .choice-${group} :checked + span`
    const other = `.panel .choice-${group} input:not(:checked) + span`
    expect(await looks(page, chosen), group).not.toBe(await looks(page, other))
  }
  await close()
})

it.each(SCHEMES)('shows the current section in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/section/culture')
  const other = await looks(page, '.sections a:not([aria-current])')
  expect(await looks(page, '.sections [aria-current]')).not.toBe(other)
  await close()
})

it.each(SCHEMES)('shows that a story is saved in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/article/suez-canal')
  await page.locator('[data-island="save"][data-state="live"]').waitFor()
  const before = await looks(page, '.save button')
  const mark = () =>
    page.locator('.save button svg').evaluate((drawing) => getComputedStyle(drawing).stroke)
  const paperColour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(await mark()).not.toBe(paperColour)
  await page.locator('.save button').click()
  expect(await looks(page, '.save button')).not.toBe(before)
  await close()
})

it.each(SCHEMES)('shows the focus and the mark of the site in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/article/suez-canal')
  const link = '.sections > ul li:nth-child(2) a'
  const before = await looks(page, link)
  await page.locator('.sections > ul li:first-child a').focus()
  await page.keyboard.press('Tab')
  expect(await looks(page, link)).not.toBe(before)
  const [fill, ground] = await page.evaluate(() => [
    getComputedStyle(document.querySelector('.masthead .head') as Element).fill,
    getComputedStyle(document.documentElement).backgroundColor,
  ])
  expect(fill).not.toBe(ground)
  await close()
})

it.each(SCHEMES)('shows the end of a gallery in the %s scheme', async (scheme) => {
  const { page, close } = await open(scheme, '/article/girih-patterns')
  const gallery = page.locator('.gallery')
  if ((await gallery.count()) > 0) {
    await gallery.locator('a.enlarge').first().click()
    await page.locator('.viewer').waitFor()
    const buttons = '.viewer button'
    const disabled = await looks(page, `${buttons}[aria-disabled="true"]`)
    expect(disabled).not.toBe(await looks(page, `${buttons}[aria-disabled="false"]`))
  }
  await close()
})
