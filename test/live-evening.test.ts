import { brotliCompressSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { articleKey, liveKey } from '../content/model/key.ts'
import { anUpdate } from './live-story.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import { violationsOn } from './violations.ts'
import { openOwnPage } from './watched-page.ts'

/** An evening of a live story: what its readers see while forty updates come, are edited and deleted. */
const ID = 'evening'
const TICK_MS = 21_000
let paper: Newspaper
let updates: ReturnType<typeof anUpdate>[] = []

beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper.close())

/** The last is now; they are a second apart, so that none is in the future. */
const FIRST = Date.now() - 3_600_000
const number = (count: number) =>
  anUpdate(`n-${count}`, FIRST + count * 1000, `حدث رقم ${count}، ${'تفصيل '.repeat(25)}.`)
const put = () => paper.kv.put(liveKey(ID), JSON.stringify(updates))
const putHead = (live: Record<string, unknown> = {}) =>
  paper.kv.put(
    articleKey(ID),
    JSON.stringify(
      anArticle({
        publishedAt: new Date(FIRST).toISOString(),
        live: { startedAt: new Date(FIRST).toISOString(), summary: ['نقطة'], ...live },
      }),
    ),
  )
const shown = (page: Page) =>
  page
    .locator('.updates > .update:not(.deleted)')
    .evaluateAll((items) => items.map(({ id }) => id.slice(2)))
const newestFirst = () =>
  updates.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at)).map(({ id }) => id)
const label = (page: Page) => page.locator('.fresh button')
const live = (page: Page) => page.locator('.live[data-state="live"]').waitFor()
/** Where the update stands on the screen, in whole pixels. */
const placeOf = (page: Page, id: string) =>
  page.locator(`[id="u-${id}"]`).evaluate((item) => Math.round(item.getBoundingClientRect().top))
/** Lets so much time pass on the page, until it has asked and shows what this says. */
async function tick(page: Page, seen: () => Promise<void>) {
  await page.clock.fastForward(TICK_MS)
  await seen()
}
async function openReader(options = {}) {
  const reader = await openOwnPage({ viewport: { width: 400, height: 800 }, ...options })
  const scripts: Promise<number>[] = []
  reader.page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.push(response.body().then((bytes) => brotliCompressSync(bytes).length))
  })
  // The phone's clock is wrong by years.
  await reader.page.clock.install({ time: new Date('2020-01-01T00:00:00Z') })
  await reader.page.goto(`${paper.origin}/article/${ID}`)
  const scriptBytes = async () =>
    (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0)
  return { ...reader, scriptBytes }
}

it('nothing moves, nothing is missed or doubled, and the end is right', async () => {
  await putHead()
  updates = Array.from({ length: 16 }, (_, index) => number(index + 1))
  await put()
  const reader = await openReader()
  const other = await openReader()
  const { page } = reader
  await page.clock.runFor(3000)
  await other.page.clock.runFor(3000)
  await live(page)
  await live(other.page)
  expect(await reader.scriptBytes()).toBeGreaterThan(5_000)
  expect(await reader.scriptBytes()).toBeLessThanOrEqual(12_500)
  expect(await shown(page)).toEqual(newestFirst().slice(0, 15))
  // Ages are by the server's clock.
  await expect
    .poll(() => page.locator('.when').first().textContent())
    .toMatch(/قبل (?:5\d دقيقة|ساعة واحدة)/)
  const said = page.locator('.live [role="status"]')
  await said.evaluate((status) => {
    const all: string[] = []
    Object.assign(window, { said: all })
    new MutationObserver(() => all.push(status.textContent ?? '')).observe(status, {
      childList: true,
    })
  })
  // The reader is in the middle of the list.
  await page.locator('[id="u-n-9"]').scrollIntoViewIfNeeded()
  const [top = 0] = [await placeOf(page, 'n-9')]

  updates.push(...[17, 18, 19].map(number))
  await put()
  await tick(page, () => label(page).getByText('3 تحديثات جديدة').waitFor())
  updates.push(number(20))
  // An edit above what is read makes it longer; a deletion makes it shorter; one is put in between.
  updates[13] = { ...number(14), body: ['نص أطول. '.repeat(60)] }
  updates = updates.filter(({ id }) => id !== 'n-12')
  updates.push(anUpdate('between', FIRST + 12_500, 'وصل متأخرًا.'))
  await put()
  await tick(page, () => label(page).getByText('5 تحديثات جديدة').waitFor())
  await page.locator('[id="u-n-14"]').getByText('نص أطول').waitFor()
  await page.getByText('حُذف هذا التحديث.').waitFor()
  expect(await placeOf(page, 'n-9')).toBe(top)
  // The points above change too: three instead of one, and the update that an editor pinned.
  const points = { summary: ['نقطة', 'نقطة ثانية', 'نقطة ثالثة'], pinned: 'n-19' }
  await putHead(points)
  await tick(page, () => page.locator('.points').getByText('نقطة ثالثة').waitFor())
  expect(await page.locator('.points .pinned').textContent()).toContain('حدث رقم 19')
  // A browser scrolls by whole pixels.
  expect(Math.abs((await placeOf(page, 'n-9')) - top)).toBeLessThanOrEqual(1)
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([
    '3 تحديثات جديدة',
  ])
  const tree = await page.locator('.live').ariaSnapshot()
  expect(tree).toContain('button "5 تحديثات جديدة"')
  expect(tree).toContain('- list')

  await label(page).click()
  expect(await shown(page)).toEqual(newestFirst().slice(0, 19))
  expect(await label(page).isHidden()).toBe(true)

  // The other one was without a network for most of it.
  await other.page.context().setOffline(true)
  for (let count = 21; count <= 40; count += 1) {
    updates.push(number(count))
    if (count % 5 === 0) await put()
  }
  await tick(page, () => label(page).getByText('20 تحديثًا جديدًا').waitFor())
  await label(page).click()
  await other.page.clock.fastForward(TICK_MS * 3)
  expect(await other.page.locator('.fresh button').isHidden()).toBe(true)
  await other.page.context().setOffline(false)
  await tick(other.page, () => label(other.page).getByText('25 تحديثًا جديدًا').waitFor())
  await label(other.page).click()
  expect(await shown(other.page)).toEqual(newestFirst().slice(0, 39))
  expect(await shown(page)).toEqual(newestFirst().slice(0, 39))

  await putHead({ ...points, endedAt: new Date(Date.now() - 1000).toISOString() })
  await tick(page, () => page.locator('.kicker').getByText('انتهت التغطية المباشرة').waitFor())
  expect(await page.getByText('مباشر', { exact: true }).count()).toBe(0)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.clock.fastForward(TICK_MS * 10)
  expect(asked.filter((url) => url.includes('/updates'))).toEqual([])
  expect(await reader.complaints()).toEqual([])

  // Without script: the whole story in its own order, page by page.
  const plain = await openOwnPage({ javaScriptEnabled: false })
  const read: string[] = []
  await plain.page.goto(`${paper.origin}/article/${ID}`)
  for (;;) {
    read.push(...(await shown(plain.page)))
    const next = plain.page.locator('.live .pager [rel="next"]')
    if ((await next.count()) === 0) break
    await next.click()
  }
  expect(read).toEqual(newestFirst().toReversed())
  for (const each of [reader, other, plain]) await each.close()
})

it('asks nothing while it is hidden, and at once when it is back', async () => {
  await putHead()
  const { page, close } = await openReader()
  await page.clock.runFor(3000)
  await live(page)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/updates')) asked.push(request.url())
  })
  const show = (hidden: boolean) =>
    page.evaluate((is) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: is })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await tick(page, () => expect.poll(() => asked.length).toBe(1))
  await show(true)
  for (let turn = 0; turn < 5; turn += 1) await page.clock.fastForward(TICK_MS)
  expect(asked).toHaveLength(1)
  await show(false)
  await expect.poll(() => asked.length).toBe(2)
  await close()
})

it('asks nothing for a reader who saves data; is printed whole, and grows with the text', async () => {
  await putHead()
  const saver = await openOwnPage({ viewport: { width: 400, height: 800 } })
  await saver.page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
  const asked: string[] = []
  saver.page.on('request', (request) => asked.push(request.url()))
  await saver.page.clock.install()
  await saver.page.goto(`${paper.origin}/article/${ID}`)
  await saver.page.clock.runFor(3000)
  // Script comes at the first touch.
  await saver.page.mouse.wheel(0, 10)
  await live(saver.page)
  await saver.page.clock.fastForward(TICK_MS * 5)
  expect(asked.filter((url) => url.includes('/updates'))).toEqual([])
  expect(await saver.page.getByText('حدّث الصفحة').isVisible()).toBe(true)
  expect(await violationsOn(saver.page)).toEqual([])
  const sizes = () =>
    saver.page.evaluate(() =>
      ['.update .body', '.update .when', '.points li', '.live h2'].map((selector) =>
        Number.parseFloat(getComputedStyle(document.querySelector(selector) as Element).fontSize),
      ),
    )
  const usual = await sizes()
  await saver.page.evaluate(() => {
    document.documentElement.dataset.text = '4'
  })
  const larger = await sizes()
  for (const [index, size] of usual.entries()) expect(larger[index]).toBeGreaterThan(size)
  expect(await saver.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
    true,
  )
  await saver.page.emulateMedia({ media: 'print' })
  expect(await saver.page.locator('.updates > .update:visible').count()).toBe(15)
  expect(await saver.page.locator('.points li:visible').count()).toBe(1)
  const controls = saver.page.locator('.live nav, .share-update, .fresh, .again')
  expect(await controls.filter({ visible: true }).count()).toBe(0)
  await saver.close()
})
