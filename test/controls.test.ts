import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { held, visit } from './browser.ts'
import { paper, startSample } from './sample-in-browser.ts'
import { openOwnPage, openPage } from './watched-page.ts'

startSample()

const STORY = '/article/suez-canal'
const GALLERY = '/article/girih-patterns'
const CONTROLS =
  '.choice input, .settings summary, .save button, .share button, .next > button, .breaking button'
const LIMIT_MS = 11_000

/** The controls that a reader sees. */
function visibleControls(page: Page): Promise<string[]> {
  return page.locator(CONTROLS).evaluateAll((controls) =>
    controls
      .filter((control) => {
        const { visibility, display } = getComputedStyle(control)
        return visibility !== 'hidden' && display !== 'none' && control.getClientRects().length > 0
      })
      .map((control) => control.outerHTML.slice(0, 60)),
  )
}

describe('a control that is visible works', () => {
  it('is hidden where the loader is blocked', async () => {
    const { page, close } = await openPage()
    await page.route('**/load-*.js', (route) => route.abort())
    await page.goto(paper.origin + STORY)
    await page.locator('html.lost').waitFor({ state: 'attached' })
    expect(await visibleControls(page)).toEqual([])
    await close()
  })

  it('is hidden where the loader never comes, and comes back with it', async () => {
    const { page, close } = await openOwnPage()
    await page.clock.install()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/load-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(paper.origin + STORY, { waitUntil: 'commit' })
    await page.locator('.save button').waitFor()
    await page.clock.fastForward(LIMIT_MS)
    await page.locator('html.lost').waitFor({ state: 'attached' })
    expect(await visibleControls(page)).toEqual([])
    release()
    await page.locator('html.ready:not(.lost)').waitFor({ state: 'attached' })
    await close()
  })

  it('is hidden where the code of the islands is cut off', async () => {
    const { page, close } = await openPage()
    await page.route('**/{save,share-buttons,preact,text-size}-*.js', (route) => route.abort())
    await page.goto(paper.origin + STORY)
    await page
      .locator('html.lost, .island[data-state="lost"]')
      .first()
      .waitFor({ state: 'attached' })
    await expect
      .poll(async () => {
        const visible = await visibleControls(page)
        return visible.filter((control) => !control.startsWith('<summary'))
      })
      .toEqual([])
    await close()
  })

  it('follows the link where the next story hangs, and says so', async () => {
    const { page, close } = await openOwnPage()
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    await page.clock.install()
    await page.goto(paper.origin + STORY)
    await page.locator('.next').scrollIntoViewIfNeeded()
    await page.locator('.next[data-state="live"]').waitFor()
    const link = await page.locator('.next .headline a').getAttribute('href')
    let isAsked = false
    await page.route(`**${link}`, async (route) => {
      if (route.request().resourceType() === 'fetch') isAsked = true
      else await route.continue()
    })
    await page.locator('.next > button').click()
    await expect.poll(() => isAsked).toBe(true)
    await page.clock.fastForward(LIMIT_MS)
    await page.waitForURL(`**${link}`)
    await close()
  })
})

/** Each script takes so many milliseconds. */
const slowScripts = (page: Page, latency: number) =>
  page.route('**/assets/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, latency))
    await route.continue()
  })

describe('the first tap on a button', () => {
  it.each(['at once', 'after it'])('is heard where scripts come %s', async (when) => {
    const { page, close } = await openPage({ hasTouch: true, isMobile: true })
    await page.addInitScript(() => localStorage.setItem('hudhud:saver', 'on'))
    const release = await held(page, '**/assets/*.js')
    if (when === 'at once') release()
    await page.goto(paper.origin + STORY, { waitUntil: 'commit' })
    // Twice, because nothing moves.
    if (when === 'after it') await page.locator('.save button').tap()
    await page.locator('.save button').tap()
    await page.locator('.next > button').tap()
    release()
    await page.locator('.save button[aria-pressed="true"]').waitFor()
    await expect.poll(() => page.locator('main article.article').count()).toBe(2)
    await close()
  })
})

describe('what happens before the script has come is not lost', () => {
  /** Holds the loader back until the reader has acted. */
  async function actFirst(path: string, act: (page: Page) => Promise<unknown>) {
    const opened = await openPage({ viewport: { width: 360, height: 780 } })
    const release = await held(opened.page, '**/load-*.js')
    await opened.page.goto(paper.origin + path, { waitUntil: 'commit' })
    await act(opened.page)
    expect(await opened.page.locator('html.ready').count()).toBe(0)
    release()
    return opened
  }

  it.each([
    ['.settings', '.panel'],
    ['.text-size', '.steps'],
  ])('a menu that is open gets its code: %s', async (menu, content) => {
    const { page, close } = await actFirst(STORY, (page) => page.locator(`${menu} summary`).click())
    await page.locator(`${menu}[open] ${content}`).waitFor()
    await close()
  })

  it('a picture under the pointer gets its viewer', async () => {
    const { page, close } = await actFirst(GALLERY, (page) =>
      page.locator('.gallery a.enlarge').first().hover(),
    )
    await page.locator('.gallery[data-state="live"]').waitFor()
    await close()
  })

  it('a page that is scrolled has its bar', async () => {
    const { page, close } = await actFirst(STORY, async (page) => {
      await page.locator('.next').waitFor({ state: 'attached' })
      await page.evaluate(() => scrollTo(0, 1500))
    })
    await page.locator('.bar[data-state="live"]').waitFor({ state: 'attached' })
    await close()
  })

  it('a search that is typed has its suggestions', async () => {
    const { page, close } = await actFirst('/search', (page) =>
      page.locator('main input[type="search"]').fill('قناة'),
    )
    await page.locator('main [role="option"]').first().waitFor()
    await close()
  })
})

describe('the first tap on a picture of a gallery', () => {
  it.each([0, 300, 1500])('opens the viewer where scripts take %i ms', async (latency) => {
    const { page, close } = await openPage({ hasTouch: true, isMobile: true })
    await slowScripts(page, latency)
    await page.goto(paper.origin + GALLERY, { waitUntil: 'commit' })
    await page.locator('.gallery a.enlarge').first().tap()
    await page.locator('.viewer[open]').waitFor()
    expect(new URL(page.url()).pathname).toBe(GALLERY)
    await close()
  })

  it.each(['load', 'open-gallery'])('leads to the picture where %s is lost', async (script) => {
    const { page, close } = await openPage({ hasTouch: true })
    await page.route(`**/${script}-*.js`, (route) => route.abort())
    await page.goto(paper.origin + GALLERY)
    await page.locator('.gallery a.enlarge').first().tap()
    await page.waitForURL('**/media/**')
    await close()
  })
})

describe('on a page that others change', () => {
  /** Not what the others do themselves: they move text, and the policy blocks their styles. */
  const isFault = (complaint: string) => !/^layout shift|style-src/.test(complaint)

  /** As Google Translate does: each text becomes an element of its own. */
  const translate = (page: Page) =>
    page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        if (text.data.trim() === '' || text.parentElement?.closest('script,style')) continue
        const font = document.createElement('font')
        font.append(document.createElement('font'))
        font.firstElementChild?.append(`[${text.data}]`)
        text.replaceWith(font)
      }
    })

  it('words that change after translation still change', async () => {
    const { page, complaints, close } = await openPage()
    await visit(page, paper.origin + STORY)
    await page.locator('[data-island="save"][data-state="live"]').waitFor()
    await translate(page)
    const button = page.locator('.save button')
    expect(await button.innerText()).toBe('[احفظ]')
    for (const word of ['محفوظ', 'احفظ', 'محفوظ']) {
      await button.click()
      await expect.poll(() => button.innerText()).toBe(word)
    }
    // Of this story: the next one may come below it.
    const share = page.locator('.share').first()
    await share.scrollIntoViewIfNeeded()
    await share.locator('[data-state="live"] button').click()
    await expect.poll(() => share.locator('.said').innerText()).not.toBe('')
    expect((await complaints()).filter(isFault)).toEqual([])
    await close()
  })

  it('elements that an extension inserts break nothing', async () => {
    const { page, complaints, close } = await openPage()
    await page.addInitScript(() => {
      const insert = () => {
        document.head?.prepend(document.createElement('style'))
        for (const island of document.querySelectorAll('.island, main, body')) {
          island.prepend(document.createElement('grammarly-extension'))
          island.append(document.createElement('grammarly-extension'))
        }
      }
      document.addEventListener('readystatechange', insert, { once: true })
    })
    await visit(page, paper.origin + STORY)
    await page.locator('[data-island="save"][data-state="live"]').waitFor()
    await page.locator('.save button').click()
    await expect.poll(() => page.locator('.save button').innerText()).toBe('محفوظ')
    // Where elements were inserted before them, Preact moves its own: a press at that moment is lost.
    const press = async (island: string) => {
      const summary = page.locator(`[data-island="${island}"] summary`).first()
      await summary.hover()
      await page.locator(`[data-island="${island}"][data-state="live"]`).first().waitFor()
      await summary.click()
    }
    await press('text-size')
    await page.locator('.text-3 input').check({ force: true })
    expect(await page.evaluate(() => document.documentElement.dataset.text)).toBe('3')
    await press('reading-settings')
    await page.locator('.panel').waitFor()
    expect((await complaints()).filter(isFault)).toEqual([])
    await close()
  })
})
