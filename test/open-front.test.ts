import { describe, expect, it } from 'vitest'
import { atRest, visit } from './browser.ts'
import { open, PHONE, paper, startSample } from './sample-in-browser.ts'
import { openOwnPage } from './watched-page.ts'

startSample()

describe('the front page while it is open', () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

  it.each([
    ['right', 0],
    ['ahead', 125],
    ['behind', -1500],
  ])(
    'says how long ago the newest stories came, and keeps that true, by a clock that is %s',
    async (_name, ahead) => {
      await paper.put('five-minutes-old', {
        headline: 'خبر وصل قبل قليل',
        publishedAt: minutesAgo(5.2),
      })
      const { page, complaints, close } = await openOwnPage(PHONE)
      // Cloudflare dates each answer; the local server does not.
      await page.route(/\/assets\//, (route, request) =>
        request.method() === 'HEAD'
          ? route.fulfill({ headers: { Date: new Date().toUTCString() } })
          : route.continue(),
      )
      await page.clock.install({ time: minutesAgo(-ahead) })
      await visit(page, paper.origin)
      await page.clock.runFor(3000)
      const time = page.locator('main .story', { hasText: 'خبر وصل قبل قليل' }).locator('time')
      await expect.poll(() => time.innerText()).toBe('قبل 5 دقائق')
      await page.clock.fastForward('07:00')
      expect(await time.innerText()).toBe('قبل 12 دقيقة')
      const absolute = await time.getAttribute('title')
      expect(absolute).toMatch(/^\d\d:\d\d$/)
      expect(await complaints()).toEqual([])
      await close()
    },
  )

  it('tells of new stories by a conditional request and moves nothing', async () => {
    const { page, complaints, close } = await openOwnPage(PHONE)
    await page.clock.install()
    const asked: (string | undefined)[] = []
    page.on('request', async (request) => {
      if (!request.url().endsWith('/api/v1/front')) return
      asked.push((await request.allHeaders())['if-none-match'])
    })
    await visit(page, paper.origin)
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
    const { page, close } = await openOwnPage(PHONE)
    await page.clock.install()
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/front')) asked += 1
    })
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    await visit(page, paper.origin)
    await page.clock.runFor(3000)
    await page.clock.fastForward('10:00')
    // Whatever had been asked for has been sent before this answer.
    await page.evaluate(() => fetch('/robots.txt'))
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
    await strip.getByRole('button', { name: 'أغلق شريط الأخبار العاجلة' }).focus()
    await page.keyboard.press('Enter')
    await strip.waitFor({ state: 'hidden' })
    await page.reload()
    await atRest(page)
    expect(await strip.isVisible()).toBe(false)
    expect(await complaints()).toEqual([])
    await paper.put('urgent-too', {
      headline: 'انتهى الزلزال',
      publishedAt: minutesAgo(0),
      breaking: true,
    })
    await page.reload()
    await atRest(page)
    await strip.getByText('انتهى الزلزال').first().waitFor()
    // Both closed, one ends: what is left was closed already.
    await page.locator('.breaking [data-state="live"]').waitFor({ state: 'attached' })
    await strip.getByRole('button', { name: 'أغلق شريط الأخبار العاجلة' }).click()
    await paper.kv.delete('article:urgent-too')
    await page.reload()
    await atRest(page)
    expect(await strip.isVisible()).toBe(false)
    await close()
  })
})
