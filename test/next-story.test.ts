import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atRest, nextFrame, scrollUntil } from './browser.ts'
import { open, paper, startSample } from './sample-in-browser.ts'

startSample()

const ARTICLE = '/article/suez-canal'

describe('the next story', () => {
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

  it('is announced to screen readers, and has its own text size', async () => {
    const { page, close } = await open(ARTICLE)
    await scrollUntil(page, async () => (await stories(page)) > 1)
    const headline = await page.locator('.next h1').first().innerText()
    const status = page.locator('.next > [role="status"]').first()
    await page.waitForFunction(() => document.querySelector('.next > [role="status"]')?.textContent)
    expect(await status.textContent()).toContain(headline)
    expect(await page.locator('.next .text-size').count()).toBe(1)
    await close()
  })

  it('lets a reader come back to the place where a link was followed', async () => {
    const { page, close } = await open(ARTICLE)
    await scrollUntil(page, async () => page.url() !== paper.origin + ARTICLE)
    await page.mouse.wheel(0, 500)
    await nextFrame(page)
    const path = new URL(page.url()).pathname
    // The paragraph at the top of the screen.
    const read = await page.evaluate(() => {
      const paragraphs = [...document.querySelectorAll('.next .body > p')]
      return paragraphs.find((one) => one.getBoundingClientRect().top > 60)?.textContent
    })
    await page.goto(`${paper.origin}/section/culture`)
    await page.goBack()
    await atRest(page)
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
    await page.waitForFunction(() => history.state?.position > 0)
    const into = () =>
      page.evaluate(() => {
        const story = [...document.querySelectorAll('main article.article')].find(
          (one) => one.getBoundingClientRect().bottom > 0,
        )
        return Math.round(-(story?.getBoundingClientRect().top ?? 0))
      })
    const first = await into()
    await page.reload()
    await atRest(page)
    expect(Math.abs((await into()) - first)).toBeLessThan(20)
    const stored = await page.evaluate(() => history.state?.position)
    await page.evaluate(() => scrollBy(0, 250))
    await page.waitForFunction((before) => history.state?.position > before, stored)
    const later = await into()
    await page.goto(`${paper.origin}/section/culture`)
    await page.goBack()
    await atRest(page)
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
    await nextFrame(page)
    expect(await stories(page)).toBe(1)
    await button.click()
    await page.waitForFunction(() => document.querySelectorAll('main article.article').length === 2)
    await close()
  })

  it('stays a link where it cannot be had', async () => {
    const { page, close } = await open(ARTICLE)
    await page.route('**/article/**', (route) => route.abort())
    const failed = page.waitForEvent('requestfailed')
    await page.locator('.next').first().scrollIntoViewIfNeeded()
    await failed
    await nextFrame(page)
    expect(await stories(page)).toBe(1)
    expect(await page.locator('.next .headline a').isVisible()).toBe(true)
    await close()
  })
})
