import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { openPage } from './watched-page.ts'

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
  const site = {
    name: 'Hoopoe',
    tagline: 'Sure news',
    language: 'en',
    sections: [{ id: 'science', name: 'Science' }],
    publisher: 'The Hoopoe Press',
  }
  await paper.kv.put(SITE_KEY, JSON.stringify(site))
  for (const number of [1, 2, 3]) {
    await paper.put(`story-${number}`, {
      headline: `Story number ${number}`,
      topics: ['Rivers'],
      authors: [{ name: 'Salma Al-Attar' }],
      updatedAt: '2026-03-06T08:00:00+03:00',
      corrections: [{ at: '2026-03-06T08:00:00+03:00', kind: 'correction', text: 'A name.' }],
      body: ['The river rose at night.', { type: 'heading', text: 'Why', level: 2 }],
    })
  }
  await paper.put('arabic-story', { language: 'ar', topics: ['النيل'] })
})
afterAll(() => paper?.close())

const ARABIC = /[\u0600-\u06ff]/

describe('a paper in English', () => {
  it.each(['/article/story-2', '/topic/rivers', '/author/salma-al-attar', '/article/none'])(
    'has no Arabic word of its own on %s',
    async (path) => {
      const { text } = await paper.get(path)
      expect(text).toContain('<html lang="en" dir="ltr">')
      const [, body = ''] = text.split('<body>')
      expect(body).toContain('Skip to content')
      expect(body.replace(/<article class="story[\s\S]*?<\/article>/g, '')).not.toMatch(ARABIC)
    },
  )

  it('sets an Arabic story right to left inside the left-to-right frame, in Arabic words', async () => {
    const { text } = await paper.get('/article/arabic-story')
    expect(text).toContain('<html lang="ar" dir="ltr">')
    expect(text).toMatch(/<body [^>]*lang="en"/)
    expect(text).toMatch(/<article class="article[^"]*" lang="ar" dir="rtl"/)
    expect(text).toContain('نُشر')
    expect(text).toContain('5 مارس 2026')
    expect(text).toContain('Related')
  })

  it.each([320, 1280])('fits a screen of %i px without a shift or a complaint', async (width) => {
    const { page, complaints, close } = await openPage({
      viewport: { width, height: 800 },
      isFirstVisit: true,
    })
    for (const path of ['/', '/article/story-2', '/section/science']) {
      await visit(page, paper.origin + path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(await complaints()).toEqual([])
    }
    await close()
  })

  it('has reading settings in English', async () => {
    const { page, close } = await openPage()
    await visit(page, `${paper.origin}/article/story-2`)
    await page.locator('.settings summary').click()
    await page
      .getByRole('group', { name: 'Appearance' })
      .getByRole('radio', { name: 'Dark' })
      .check()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await close()
  })
})
