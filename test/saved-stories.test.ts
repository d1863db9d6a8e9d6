import { describe, expect, it } from 'vitest'
import { previewLink } from '../content/model/preview-link.ts'
import { visit } from './browser.ts'
import {
  cachedPaths,
  complaints,
  context,
  listed,
  MOON,
  page,
  RECENT,
  read,
  SAVED,
  SUEZ,
  save,
  settled,
  startOfflineReader,
} from './offline-reader.ts'
import { paper, SECRET } from './sample-in-browser.ts'
import { violationsOn } from './violations.ts'
import { openPage } from './watched-page.ts'

startOfflineReader()

const FOREIGN = [
  'javascript:alert(1)',
  '//evil.example/x',
  '/\\evil.example',
  'https://evil.example',
]
const SCREENS = [
  [320, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const
const BROKEN_LISTS = {
  'no JSON': '{"',
  'no list': '{"a":1}',
  numbers: '[1,null,"x",[]]',
  'half a story': '[{"path":"/article/x"}]',
  'foreign addresses': JSON.stringify(
    FOREIGN.map((path) => ({ path, headline: 'x', section: 'y', savedAt: 1 })),
  ),
}

describe('the save button', () => {
  it('is worked by keyboard, says its state, and remembers it', async () => {
    await read(SUEZ)
    const button = page.locator('[data-island="save"][data-state="live"] button')
    await button.waitFor()
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await button.focus()
    await page.keyboard.press('Enter')
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(await button.innerText()).toBe('محفوظ')
    await settled()
    expect(await cachedPaths(SAVED)).toContain(SUEZ)
    await read(SUEZ)
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
    await button.focus()
    await page.keyboard.press('Space')
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await settled()
    expect(await cachedPaths(SAVED)).toEqual([])
    expect(await complaints()).toEqual([])
  })

  it('shows what was saved in another tab', async () => {
    await read(SUEZ)
    const other = await context.newPage()
    await visit(other, paper.origin + SUEZ)
    await other.locator('[data-island="save"][data-state="live"] button').click()
    await page.getByRole('button', { name: 'محفوظ' }).waitFor()
  })

  it.each([
    ['blocked', 'SecurityError'],
    ['full', 'QuotaExceededError'],
  ])('says politely that the browser’s storage is %s', async (_what, name) => {
    await page.addInitScript((name) => {
      Storage.prototype.setItem = () => {
        throw new DOMException('no', name)
      }
      if (name !== 'SecurityError') return
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', name)
        },
      })
    }, name)
    await visit(page, paper.origin + SUEZ)
    const button = page.locator('[data-island="save"][data-state="live"] button')
    await button.click()
    await page.getByRole('status').getByText('تعذّر الحفظ').waitFor()
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    expect(await complaints()).toEqual([])
  })

  it('says so where there is no room for a copy', async () => {
    await read(SUEZ)
    await context.setOffline(true)
    await page.evaluate(async (name) => (await caches.open(name)).delete(location.pathname), RECENT)
    await page.getByRole('button', { name: 'احفظ', exact: true }).click()
    await page.getByRole('status').getByText('غير متاح دون اتصال').waitFor()
    expect(await page.getByRole('button', { name: 'محفوظ' }).isVisible()).toBe(true)
  })

  it('works without a service worker: the story is on the list', async () => {
    const { page, complaints, close } = await openPage()
    await visit(page, paper.origin + SUEZ)
    await page.locator('[data-island="save"][data-state="live"] button').click()
    await page.goto(`${paper.origin}/saved`)
    await page.getByRole('link', { name: /قناة السويس/ }).waitFor()
    expect(await complaints()).toEqual([])
    await close()
  })

  it('is not on a preview, which registers nothing either', async () => {
    const preview = await paper.get(await previewLink('suez-canal', Date.now() + 60_000, SECRET))
    expect(preview.status).toBe(200)
    expect(preview.text).not.toContain('data-island="save"')
    expect(preview.text).not.toContain('data-island="offline"')
    const { text } = await paper.get(SUEZ)
    expect(text).toContain('data-island="save"')
    expect(text).toContain('data-island="offline"')
  })
})

describe('the list', () => {
  it('loses a story by keyboard, and focus stays in the list', async () => {
    await read(SUEZ)
    await save()
    await read(MOON)
    await save()
    await read('/saved')
    const buttons = page.locator('.stored-stories button')
    await buttons.first().waitFor()
    expect(await listed()).toHaveLength(2)
    expect(await buttons.first().getAttribute('aria-label')).toMatch(/^احذف: .*الشهر الهجري/)
    await buttons.first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(listed).toEqual([expect.stringContaining('قناة السويس')])
    await page.getByRole('status').getByText('حُذف من').waitFor({ state: 'attached' })
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^احذف: .*قناة السويس/)
    await page.keyboard.press('Enter')
    await page.locator('.stored-stories .empty').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className))
      .toBe('stored-stories')
    await settled()
    expect(await cachedPaths(SAVED)).toEqual([])
    expect(await complaints()).toEqual([])
  })

  it('is not broken by what may be in its storage, and works again once a story is saved', async () => {
    await read(SUEZ)
    for (const [what, text] of Object.entries(BROKEN_LISTS)) {
      await page.evaluate(
        async ([text, copies]) => {
          localStorage.setItem('hudhud:saved', text)
          await caches.delete(copies)
        },
        [text, SAVED] as const,
      )
      await page.goto(`${paper.origin}/saved`)
      await page.locator('.stored-stories .empty').waitFor()
      expect(await listed(), what).toEqual([])
      await visit(page, paper.origin + SUEZ)
      await save()
      expect(await cachedPaths(SAVED), what).toContain(SUEZ)
      await page.goto(`${paper.origin}/saved`)
      await expect.poll(listed, { message: what }).toEqual([expect.stringContaining('قناة السويس')])
    }
    // Without a saved story the one that was just read.
    await page.evaluate(() => localStorage.setItem('hudhud:saved', '{"'))
    await page.goto(`${paper.origin}/offline`)
    await expect.poll(listed).toEqual([expect.stringContaining('قناة السويس')])
    expect(await complaints()).toEqual([])
  })

  it.each(['/saved', '/offline'])('says without JavaScript what it needs: %s', async (path) => {
    const { page, close } = await openPage({ javaScriptEnabled: false })
    await page.goto(paper.origin + path)
    expect(await page.getByText('ويلزم تشغيل جافا سكربت').isVisible()).toBe(true)
    await close()
  })

  it('fits every screen in both themes, and is accessible', async () => {
    await read(MOON)
    await read(SUEZ)
    await save()
    for (const path of ['/saved', '/offline']) {
      await read(path)
      await page.locator('.stored-stories .headline').first().waitFor()
      for (const [width, colorScheme] of SCREENS) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        const content = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(content, path).toBeLessThanOrEqual(width)
        expect(await violationsOn(page), path).toEqual([])
      }
    }
    expect(await complaints()).toEqual([])
  })
})
