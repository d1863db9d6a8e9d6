import { afterEach, describe, expect, it } from 'vitest'
import { articleKey, SITE_KEY } from '../content/model/key.ts'
import { articlePath } from '../content/model/path.ts'
import { held, scrollUntil, visit } from './browser.ts'
import { anArticle } from './newspaper.ts'
import {
  cachedPaths,
  cacheNames,
  complaints,
  context,
  headline,
  isNoMissingPicture,
  listed,
  MOON,
  page,
  pictureWidth,
  RECENT,
  read,
  SAVED,
  SUEZ,
  save,
  settled,
  site,
  startOfflineReader,
  tell,
} from './offline-reader.ts'
import { paper } from './sample-in-browser.ts'
import { violationsOn } from './violations.ts'

startOfflineReader()

describe('a story that was read', () => {
  it('can be read again without a network, with its picture and its tools', async () => {
    await read(SUEZ)
    const title = await headline()
    await context.setOffline(true)
    // A size that the browser has not seen: it would have the other in a cache of its own.
    await page.goto('about:blank')
    await page.setViewportSize({ width: 1280, height: 800 })
    await visit(page, `${paper.origin}${SUEZ}?fbclid=1`)
    expect(await headline()).toBe(title)
    expect(await page.locator('.body').innerText()).toContain('قبل الفجر تصطف السفن')
    expect(await pictureWidth()).toBeGreaterThan(0)
    await page.locator('.text-size summary').first().click()
    await page.locator('.text-size .steps').waitFor()
    await page.getByRole('radio', { name: 'كبير', exact: true }).check()
    expect(await page.evaluate(() => document.documentElement.dataset.text)).toBe('2')
    const notice = page.locator('.notice')
    await notice.getByText('أنت غير متصل').waitFor()
    expect(await notice.evaluate((element) => getComputedStyle(element).position)).toBe('fixed')
    await context.setOffline(false)
    await expect.poll(() => notice.innerText()).toBe('')
    expect((await complaints()).filter(isNoMissingPicture)).toEqual([])
  })

  it('is there with its points and updates where it is a live one', async () => {
    await read('/article/apollo-11')
    await context.setOffline(true)
    await page.goto('about:blank')
    await page.goto(`${paper.origin}/article/apollo-11`)
    expect(await page.locator('.points').innerText()).toContain('بحر السكون')
    const updates = page.locator('.article').first().locator('.updates > .update')
    expect(await updates.count()).toBe(15)
    expect(await updates.nth(5).innerText()).toContain('هبطت «النسر»')
    await context.setOffline(false)
  })

  it('is cached too where it came as the next below another', async () => {
    await read(SUEZ)
    await scrollUntil(page, async () => !page.url().endsWith(SUEZ))
    const path = new URL(page.url()).pathname
    expect(path).not.toBe(SUEZ)
    await expect.poll(() => cachedPaths(RECENT)).toContain(path)
    await settled()
    await context.setOffline(true)
    await page.goto(paper.origin + path)
    expect(await page.locator('.body').innerText()).not.toBe('')
  })

  it('is not among them where the browser only fetched it ahead', async () => {
    await read('/')
    await page.mouse.move(180, 0)
    const link = page.locator('.opening .headline a').first()
    const path = await link.evaluate((element) => (element as HTMLAnchorElement).pathname)
    const ahead = context.waitForEvent('requestfinished', (request) => request.url().endsWith(path))
    await link.hover()
    await ahead
    await settled()
    expect(await cachedPaths(RECENT)).toEqual([])
    await link.click()
    await expect.poll(() => cachedPaths(RECENT)).toEqual([path])
  })

  it('has the small size of its picture cached, and no other', async () => {
    await read(SUEZ)
    const pictures = await cachedPaths('hudhud-pictures-1')
    expect(pictures).toHaveLength(1)
    const width = await page.evaluate(async (key) => {
      const blob = await (await caches.match(key ?? ''))?.blob()
      return blob ? (await createImageBitmap(blob)).width : 0
    }, pictures[0])
    expect(width).toBe(400)
  })

  it('makes place for newer ones, but not while it is saved', async () => {
    await read(SUEZ)
    await save()
    await read(MOON)
    const stories = Array.from({ length: 31 }, (_, number) => `filler-${number}`)
    await paper.putStamped(Object.fromEntries(stories.map((id) => [id, { headline: `خبر ${id}` }])))
    // As for stories that follow one another on a page: to load each takes long.
    await tell(...stories.map((id) => ({ reading: articlePath(id) })))
    await expect.poll(async () => (await cachedPaths(RECENT)).length).toBe(30)
    // The tests after this one have the sample alone.
    await Promise.all(stories.map((id) => paper.kv.delete(articleKey(id))))
    expect(await cachedPaths(RECENT)).not.toContain(SUEZ)
    expect(await cachedPaths(RECENT)).not.toContain(MOON)
    await context.setOffline(true)
    await page.goto(paper.origin + SUEZ)
    expect(await headline()).toContain('قناة السويس')
    expect(await pictureWidth()).toBeGreaterThan(0)
    await page.goto(paper.origin + MOON)
    expect(await headline()).toBe('أنت غير متصل بالإنترنت')
  })
})

describe('without a network', () => {
  it('a page that is not cached says so, and lists what is', async () => {
    await read('/')
    await read(MOON)
    await read(SUEZ)
    await save()
    await context.setOffline(true)
    await page.goto(`${paper.origin}/article/unknown`)
    expect(await headline()).toBe('أنت غير متصل بالإنترنت')
    await page.locator('.stored-stories').waitFor()
    expect(await page.locator('.stored-stories h2').allInnerTexts()).toEqual([
      'الأخبار المحفوظة',
      'أخبار قرأتها مؤخرًا',
    ])
    const [first, second, ...others] = await listed()
    expect(first).toContain('قناة السويس')
    expect(second).toContain('الشهر الهجري')
    expect(others).toEqual([])
    await page.getByRole('link', { name: /الشهر الهجري/ }).click()
    expect(await headline()).toContain('الشهر الهجري')
    await visit(page, paper.origin)
    expect(await page.locator('.opening .headline').count()).toBeGreaterThan(0)
    await page.goto(`${paper.origin}/saved`)
    await expect.poll(listed).toEqual([expect.stringContaining('قناة السويس')])
    expect((await complaints()).filter(isNoMissingPicture)).toEqual([])
  })

  it('saved stories are searched, by the words of their text in any form', async () => {
    await read(MOON)
    await read(SUEZ)
    await save()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(`${paper.origin}/saved`)
    const field = page.getByRole('searchbox', { name: 'ابحث في المحفوظات' })
    await field.waitFor()
    const searching = () => requests.filter((url) => url.includes('/search-stored-'))
    expect(searching()).toEqual([])
    await context.setOffline(true)
    await field.fill('والسفينة')
    await page.locator('.snippet mark').first().waitFor()
    expect(searching()).toHaveLength(1)
    expect(await page.locator('.snippet mark').first().innerText()).toMatch(/السفن|سفينة/)
    expect(await page.locator('.count').innerText()).toBe('نتائج البحث: 1')
    expect(await violationsOn(page)).toEqual([])
    await field.fill('زرافة')
    await page.getByText('لا شيء في المحفوظات يطابق ما كتبت.').waitFor()
    expect(await listed()).toEqual([])
    await field.fill('')
    await expect.poll(listed).toHaveLength(1)
    // The search of the site leads to what is here, recently read stories too.
    await page.goto(`${paper.origin}/search?q=${encodeURIComponent('الهجري')}`)
    await expect.poll(listed).toEqual([expect.stringContaining('الشهر الهجري')])
    expect(await page.locator('.headline mark').first().innerText()).toBe('الهجري')
    expect((await complaints()).filter(isNoMissingPicture)).toEqual([])
  })

  it('the way back is a link to the page that was asked for', async () => {
    await read(MOON)
    await context.setOffline(true)
    await page.goto(paper.origin + SUEZ)
    await context.setOffline(false)
    await page.getByRole('link', { name: 'أعد المحاولة' }).click()
    await expect.poll(headline).toContain('قناة السويس')
  })

  it('nothing of the API or of previews is there', async () => {
    await read(SUEZ)
    const api = `${paper.origin}/api/v1/articles`
    expect(await page.evaluate(async (url) => (await fetch(url)).status, api)).toBe(200)
    const names = await cacheNames()
    const all = (await Promise.all(names.map(cachedPaths))).flat()
    expect(all.filter((path) => /^\/(?:api|preview)/.test(path))).toEqual([])
    await context.setOffline(true)
    await expect(page.evaluate((url) => fetch(url), api)).rejects.toThrow('Failed to fetch')
    await expect(page.goto(`${paper.origin}/preview/x`)).rejects.toThrow(
      'ERR_INTERNET_DISCONNECTED',
    )
  })
})

describe('a server in trouble', () => {
  it('does not delete the offline copy, and is believed where there is none', async () => {
    await read(SUEZ)
    await context.setExtraHTTPHeaders({ 'Test-KV': 'throw', 'Test-D1': 'throw' })
    await page.goto(paper.origin + SUEZ)
    expect(await headline()).toContain('قناة السويس')
    const answer = await page.goto(paper.origin + MOON)
    expect(answer?.status()).toBe(503)
    expect(await headline()).toBe('الصفحة غير متاحة مؤقتًا')
  })
})

describe('a story that was withdrawn', () => {
  const withdraw = (id: string) =>
    paper.kv.put(
      articleKey(id),
      JSON.stringify(anArticle({ status: 'withdrawn', reason: 'خبر غير دقيق' })),
    )

  it('is forgotten once its address says so', async () => {
    await paper.put('hasty', { headline: 'خبر متسرع' })
    await read('/article/hasty')
    await save()
    expect([...(await cachedPaths(SAVED)), ...(await cachedPaths(RECENT))]).toContain(
      '/article/hasty',
    )
    await withdraw('hasty')
    const answer = await page.goto(`${paper.origin}/article/hasty`)
    expect(answer?.status()).toBe(410)
    await expect.poll(() => cachedPaths(SAVED)).not.toContain('/article/hasty')
    expect(await cachedPaths(RECENT)).not.toContain('/article/hasty')
    await context.setOffline(true)
    await page.goto(`${paper.origin}/article/hasty`)
    expect(await page.locator('body').innerText()).not.toContain('خبر متسرع')
  })

  it('is forgotten when the reader comes back to the network, without being opened', async () => {
    await paper.put('rash', { headline: 'خبر متعجل' })
    await read('/article/rash')
    await save()
    await read(SUEZ)
    await context.setOffline(true)
    await withdraw('rash')
    await context.setOffline(false)
    await expect.poll(() => cachedPaths(SAVED)).not.toContain('/article/rash')
    expect(await cachedPaths(RECENT)).not.toContain('/article/rash')
    expect(await cachedPaths(RECENT)).toContain(SUEZ)
    await read('/saved')
    await expect.poll(() => page.locator('.stored-stories .empty').count()).toBe(1)
    expect(await listed()).toEqual([])
  })

  it('is asked for without holding up the pages that are read meanwhile, or undoing what they save', async () => {
    await read(SUEZ)
    const release = await held(context, '**/article/**')
    const asked = context.waitForEvent('request', (request) => request.method() === 'HEAD')
    const check = tell({ saved: [], checksPublished: true })
    await asked
    await tell({ saved: [SUEZ] })
    release()
    await check
    expect(await cachedPaths(RECENT)).toContain(SUEZ)
    expect(await cachedPaths(SAVED)).toContain(SUEZ)
  })

  it('is forgotten where it moved to another address', async () => {
    await paper.put('previous', { headline: 'خبر انتقل' })
    await read('/article/previous')
    expect(await cachedPaths(RECENT)).toContain('/article/previous')
    await paper.kv.delete(articleKey('previous'))
    await paper.put('present', { headline: 'خبر انتقل', aliases: ['previous'] })
    await paper.get('/')
    await page.goto(`${paper.origin}/article/previous`)
    expect(new URL(page.url()).pathname).toBe('/article/present')
    await expect.poll(() => cachedPaths(RECENT)).not.toContain('/article/previous')
  })

  it('stays on the reader’s list where it moved: its address leads on', async () => {
    await paper.put('old-name', { headline: 'خبر محفوظ انتقل' })
    await read('/article/old-name')
    await save()
    await paper.kv.delete(articleKey('old-name'))
    await paper.put('new-name', { headline: 'خبر محفوظ انتقل', aliases: ['old-name'] })
    await paper.get('/')
    await read('/saved')
    await settled()
    await expect.poll(listed).toEqual(['خبر محفوظ انتقل'])
    await page.locator('.stored-stories .headline a').click()
    await page.waitForURL(/new-name$/)
  })
})

describe('an update', () => {
  afterEach(() => paper.kv.put(SITE_KEY, JSON.stringify(site)))

  it('takes over by itself, and every page is the newest', async () => {
    await paper.put('fresh', { headline: 'العنوان الأول' })
    await read('/article/fresh')
    const shells = async () => (await cacheNames()).filter((name) => name.includes('shell'))
    const [before] = await shells()
    await paper.put('fresh', { headline: 'العنوان الثاني' })
    await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, name: 'هدهد الجديد' }))
    await read('/article/fresh')
    expect(await headline()).toBe('العنوان الثاني')
    expect(await page.locator('.nameplate').innerText()).toBe('هدهد الجديد')
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await expect.poll(shells).not.toContain(before)
    await expect.poll(shells).toHaveLength(1)
    await context.setOffline(true)
    await page.goto(`${paper.origin}/article/unknown`)
    expect(await page.locator('.nameplate').innerText()).toBe('هدهد الجديد')
  })

  it('is thrown away whole where a part of it does not come', async () => {
    await read(SUEZ)
    const before = await cacheNames()
    await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, name: 'هدهد المعطوب' }))
    await context.route('**/offline?revision=*', (route) => route.fulfill({ status: 500 }))
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      const update = await registration?.update()
      const { installing } = update as ServiceWorkerRegistration
      await new Promise((resolve) => installing?.addEventListener('statechange', resolve))
    })
    await context.setOffline(true)
    await page.goto(`${paper.origin}/article/unknown`)
    expect(await page.locator('.nameplate').innerText()).toBe('هدهد')
    expect(await cacheNames()).toEqual(expect.arrayContaining(before))
  })
})

describe('the switch of the editor', () => {
  afterEach(() => paper.kv.put(SITE_KEY, JSON.stringify(site)))
  const registrations = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)

  it('takes the service worker and all that it stored out of a reader’s browser', async () => {
    await read(SUEZ)
    await save()
    expect(await registrations()).toBe(1)
    expect(await cacheNames()).not.toEqual([])
    await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, offline: false }))
    await page.goto(`${paper.origin}/`)
    await expect.poll(registrations).toBe(0)
    await page.goto(paper.origin + MOON)
    await page.locator('[data-island="offline"][data-state="live"]').waitFor({ state: 'attached' })
    await expect.poll(cacheNames).toEqual([])
    expect(await registrations()).toBe(0)
    // The list stays: it is the reader's, and needs no copies.
    await page.goto(`${paper.origin}/saved`)
    await expect.poll(listed).toEqual([expect.stringContaining('قناة السويس')])
  })

  it('works where pages cannot say it, from the address of the service worker alone', async () => {
    await read(SUEZ)
    await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, offline: false }))
    const address = page.url()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await expect.poll(registrations).toBe(0)
    await expect.poll(cacheNames).toEqual([])
    expect(page.url()).toBe(address)
  })
})
