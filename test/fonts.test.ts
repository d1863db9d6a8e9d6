import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create } from 'fontkit'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import built from '../dist/build.json' with { type: 'json' }
import { FONT_LETTERS } from '../web/render/letters.ts'
import { pageFonts } from '../web/render/page-fonts.ts'
import { atRest, held, nextFrame } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { openOwnPage } from './watched-page.ts'

/** No word is set from two files: its letters are in one font, of the site or of the device. */

const DIST = join(import.meta.dirname, '../dist/assets')
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper?.close())

function codePoints(ranges: string): number[] {
  return ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range
      .trim()
      .slice(2)
      .split('-')
      .map((code) => Number.parseInt(code, 16))
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  })
}

it.each(built.fonts.faces)('$family $weight claims the $letters that its file holds', (face) => {
  const claimed = /unicode-range:([^}]+)/.exec(face.rule)?.[1] ?? ''
  const file = join(DIST, face.href)
  const letters = new Set(create(readFileSync(file)).characterSet)
  expect(codePoints(claimed).filter((code) => !letters.has(code))).toEqual([])
  expect(codePoints(claimed).length).toBeGreaterThan(10)
})

const blocks = (...ranges: [number, number][]) =>
  ranges.flatMap(([first, last]) => codePoints(`U+${first.toString(16)}-${last.toString(16)}`))
/** A letter or a mark; the mark of direction U+061C is neither. */
const isLetter = (code: number) => /[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(code))
const ARABIC = blocks(
  [0x600, 0x6ff],
  [0x750, 0x77f],
  [0x870, 0x8ff],
  [0xfb50, 0xfdf9],
  [0xfe70, 0xfefc],
  [0x10ec2, 0x10eff],
).filter(isLetter)
const LATIN = blocks([0xc0, 0x36f], [0x1d00, 0x1eff], [0x2c60, 0x2c7f], [0xa722, 0xa7ff]).filter(
  isLetter,
)

describe.each([
  ['Arabic', ARABIC, 'ب'],
  ['Latin', LATIN, 'a'],
] as const)('a page with any letter of the blocks of %s', (_name, codes, neighbour) => {
  it('has a font with the letter and those beside it, or none with either', () => {
    const torn = codes.filter((code) => {
      const word = (neighbour + String.fromCodePoint(code) + neighbour).normalize('NFC')
      const { css } = pageFonts(`<p>${word}</p>`, `<p>${word}</p>`)
      const claims = [...css.matchAll(/unicode-range:([^}]+)/g)].flatMap(([, ranges = '']) =>
        codePoints(ranges),
      )
      const claimed = [...word].filter((letter) => claims.includes(letter.codePointAt(0) ?? 0))
      return claimed.length > 0 && claimed.length < [...word].length
    })
    expect(torn.map((code) => code.toString(16))).toEqual([])
  })
})

/** The fonts of each element, as the browser has chosen them. */
async function fontsOf(page: Page, selector: string): Promise<string[][]> {
  await page.evaluate(() => document.fonts.ready)
  const client: CDPSession = await page.context().newCDPSession(page)
  await client.send('DOM.enable')
  await client.send('CSS.enable')
  const { root } = await client.send('DOM.getDocument')
  const { nodeIds } = await client.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector })
  const found: string[][] = []
  for (const nodeId of nodeIds) {
    const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId })
    found.push(fonts.map(({ familyName, isCustomFont }) => `${familyName} ${isCustomFont}`))
  }
  return found
}

/** A device may have fonts of the same names installed. */
const isOfTheSite = (font: string) => font.endsWith(' true')

const PHONE = { viewport: { width: 360, height: 800 } }

/**
 * As on a reader's second page, which has all fonts. The text waits for them: on a busy machine they
 * are too late for the first paint.
 */
async function openSteady(path: string) {
  const opened = await openOwnPage({ ...PHONE, bypassCSP: true })
  const { page } = opened
  await page.addInitScript(() => localStorage.setItem('hudhud:fonts', ''))
  await page.route(`**${path}`, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replaceAll('font-display:optional', 'font-display:block')
    await route.fulfill({ response, body })
  })
  await page.goto(paper.origin + path)
  return opened
}

it('stay where code brings styles of its own: loaded again, text would move meanwhile', async () => {
  await paper.put('styled', { headline: 'كتاب', body: ['نص الخبر'] })
  const { page, complaints, close } = await openSteady('/article/styled')
  await atRest(page)
  const before = await page.evaluateHandle(() =>
    [...document.fonts].filter(({ status }) => status === 'loaded'),
  )
  expect(await before.evaluate((faces) => faces.length)).toBeGreaterThan(1)
  await page.locator('.text-size summary').click()
  await page.locator('.text-size .steps').waitFor()
  await page.locator('.settings summary').click()
  await page.locator('.panel').waitFor()
  const gone = (faces: FontFace[]) => faces.filter((face) => !document.fonts.has(face)).length
  expect(await before.evaluate(gone)).toBe(0)
  expect(await complaints()).toEqual([])
  await close()
})

describe('the first page of a reader', () => {
  /** With its script held back until `release`. */
  async function openFirst(body: string[]) {
    await paper.put('first', { headline: 'كتاب', body })
    const opened = await openOwnPage(PHONE)
    const { page } = opened
    const fonts: string[] = []
    page.on('request', (one) => one.resourceType() === 'font' && fonts.push(one.url()))
    const release = await held(page, '**/load-*.js')
    await page.goto(`${paper.origin}/article/first`)
    await nextFrame(page)
    expect(fonts).toEqual([])
    expect(await choiceOf(page)).toBe('device')
    return { ...opened, release }
  }
  afterEach(() => paper.kv.delete('article:first'))
  const choiceOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.fonts)
  const fontOf = async (page: Page, selector: string) =>
    (await fontsOf(page, selector)).flat().join()

  it('is in fonts of the device until its script has come, and then in its own where nothing moves', async () => {
    const { page, complaints, release, close } = await openFirst(
      Array.from({ length: 30 }, () => 'نص الخبر'),
    )
    release()
    await expect.poll(() => choiceOf(page)).toBe('text')
    const text = (await fontsOf(page, '.body > p')).flat()
    expect([...new Set(text)]).toEqual(['Noto Naskh Arabic true'])
    const headline = (await fontsOf(page, 'main > article h1')).flat()
    expect(headline.filter(isOfTheSite)).toEqual(['Noto Naskh Arabic true'])
    // Words beside each other would move.
    for (const selector of ['.sections li', '.times time']) {
      expect(isOfTheSite(await fontOf(page, selector)), selector).toBe(false)
    }
    const heard = await complaints()
    expect(heard.filter((text) => text.startsWith('layout shift'))).toEqual([])
    // The second page has them all.
    await page.unrouteAll()
    await page.reload()
    await expect.poll(() => choiceOf(page)).toBe(undefined)
    await close()
  })

  it('has its headline in the face of its letters where they are in the larger file', async () => {
    await paper.put('first', {
      headline: 'ڕێککەوتنی نوێ',
      language: 'ckb',
      body: ['وەزیری دەرەوە'],
    })
    const { page, close } = await openOwnPage(PHONE)
    await page.goto(`${paper.origin}/article/first`)
    await expect.poll(() => fontOf(page, 'main > article h1')).toBe('Noto Sans Arabic true')
    await close()
  })

  it('keeps the device’s font for its text where a line of it would move', async () => {
    const words = Array.from({ length: 40 }, () => 'ثثثثث').join(' ')
    const { page, complaints, release, close } = await openFirst(
      Array.from({ length: 6 }, () => words),
    )
    release()
    await expect.poll(() => choiceOf(page)).toBe('headlines')
    expect(await fontOf(page, 'main > article h1')).toContain('Noto Naskh Arabic true')
    expect(isOfTheSite(await fontOf(page, '.body > p'))).toBe(false)
    const heard = await complaints()
    expect(heard.filter((text) => text.startsWith('layout shift'))).toEqual([])
    await close()
  })

  it('keeps it too where the reader reads already', async () => {
    const { page, release, close } = await openFirst(['نص الخبر'])
    const fonts = await held(page, '**/*.woff2')
    await page.mouse.wheel(0, 50)
    release()
    fonts()
    await expect.poll(() => choiceOf(page)).toBe('headlines')
    await close()
  })

  it('keeps it for all where the fonts do not come', async () => {
    const { page, release, close } = await openFirst(['نص الخبر'])
    await page.route('**/*.woff2', (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (one) => one.resourceType() === 'font')
    release()
    await failed
    await page.locator('html.ready').waitFor()
    await nextFrame(page)
    expect(await choiceOf(page)).toBe('device')
    expect(await page.evaluate(() => localStorage.getItem('hudhud:fonts'))).toBe(null)
    await close()
  })
})

const words = (ranges: string) =>
  codePoints(ranges)
    .filter((code) => ARABIC.includes(code))
    .map((code) => `ب${String.fromCodePoint(code)}ب`)
const { arabic, extendedArabic } = FONT_LETTERS
const standard = words(arabic)
const extended = words(extendedArabic)
const other = ARABIC.map((code) => `ب${String.fromCodePoint(code)}ب`)

it.each([
  ['standard', standard, true],
  ['extended', extended, true],
])('Chromium sets each word with a %s letter in one font of the site', async (name, body) => {
  await paper.put(name, { headline: 'كتاب', body })
  const { page, close } = await openSteady(`/article/${name}`)
  const fonts = await fontsOf(page, '.body > p')
  expect(fonts.length).toBe(body.length)
  expect(body.filter((_, index) => fonts[index]?.join() !== 'Noto Naskh Arabic true')).toEqual([])
  // The headlines' own face has the standard letters.
  const face = name === 'standard' ? 'Noto Naskh Arabic true' : 'Noto Sans Arabic true'
  expect(await fontsOf(page, 'main > article h1')).toEqual([[face]])
  await close()
})

it('Chromium sets words with any other letter in a font of the device', async () => {
  await paper.put('other', { headline: 'كتاب', body: [...standard, ...extended, ...other] })
  const { page, close } = await openSteady('/article/other')
  const fonts = (await fontsOf(page, '.body > p, main > article h1')).flat()
  expect(fonts.filter(isOfTheSite)).toEqual([])
  expect(fonts.length).toBeGreaterThan(100)
  await close()
})

it('loads one file for all Arabic words, within the budget', async () => {
  await paper.put('kurdish', {
    headline: 'ڕێککەوتنی نوێ لە هەولێر',
    language: 'ckb',
    body: ['وەزیری دەرەوە ڕایگەیاند کە گفتوگۆکان ٣ ڕۆژ بەردەوام دەبن، ﴿۝١٢﴾.'],
  })
  const { page, close, complaints } = await openSteady('/article/kurdish')
  expect(await fontsOf(page, 'main > article h1')).toEqual([['Noto Sans Arabic true']])
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.woff2')),
  )
  expect(loaded.length).toBe(4) // Arabic letters and signs, of headline and body.
  const sizes = loaded.map((path) => readFileSync(join(DIST, path)).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(52_000)
  expect(await complaints()).toEqual([])
  await close()
})

describe('text that comes after the page', () => {
  it.each([
    ['Kurdish', 'ڕێککەوتنی نوێ لە هەولێر', 'Noto Sans Arabic true'],
    ['a letter of no file', 'كتاب ࢠ', 'of the device'],
  ])('changes the fonts of the page: %s', async (_name, text, font) => {
    const { page, close, complaints } = await openSteady('/search')
    expect(await fontsOf(page, 'main h1')).toEqual([['Noto Sans Arabic true']])
    await page.evaluate((text) => {
      const late = document.createElement('h2')
      late.textContent = text
      document.querySelector('main h1')?.after(late)
    }, text)
    const fontOf = async (selector: string) => {
      const fonts = (await fontsOf(page, selector)).flat()
      return fonts.some(isOfTheSite) ? fonts.join() : 'of the device'
    }
    await expect.poll(() => fontOf('main h1 + h2')).toBe(font)
    expect(await fontOf('main h1')).toBe(font)
    // What this test inserts moves what is below it.
    const heard = await complaints()
    expect(heard.filter((text) => !text.startsWith('layout shift'))).toEqual([])
    await close()
  })

  it.each(['before', 'after'])('also what a reader types %s the script has come', async (when) => {
    const { page, close } = await openOwnPage(PHONE)
    let release = () => {}
    const typed = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/load-*.js', async (route) => {
      if (when === 'before') await typed
      await route.continue()
    })
    await page.goto(`${paper.origin}/search`, { waitUntil: 'commit' })
    if (when === 'after') await page.locator('html.ready').waitFor()
    const field = page.locator('main input[type="search"]')
    await field.waitFor()
    const arabicFaces = () =>
      [...document.fonts].filter(({ unicodeRange }) => /U\+0*60C\b/i.test(unicodeRange)).length
    expect(await page.evaluate(arabicFaces)).toBeGreaterThan(0)
    // A letter of no file: the device sets every word.
    await field.fill('كتاب ࢠ')
    release()
    await expect.poll(() => page.evaluate(arabicFaces)).toBe(0)
    await close()
  })
})
