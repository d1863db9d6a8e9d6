import { describe, expect, it } from 'vitest'
import { open, paper, startSample } from './sample-in-browser.ts'
import { violationsOn } from './violations.ts'

startSample()

const q = (text: string) => `/search?q=${encodeURIComponent(text)}`

describe('the search page', () => {
  it('works without script: a form, filters, results with marks, the way on', async () => {
    const { page, complaints, close } = await open('/search', { javaScriptEnabled: false })
    await page.getByRole('searchbox').first().fill('قناة')
    await page.locator('main button[type=submit]').click()
    await page.getByRole('heading', { name: /قناة السويس/ }).waitFor()
    expect(await page.locator('.snippet mark').first().textContent()).toMatch(/قناة/)
    expect(await page.locator('.count').textContent()).toContain('نتيجتان')
    await page.locator('.filters summary').click()
    const languages = page.locator('select[name=language] option')
    expect(await languages.allTextContents()).toEqual(['الكل', 'العربية', 'الإنجليزية'])
    await page.locator('select[name=section]').selectOption('science')
    await page.locator('main button[type=submit]').click()
    await page.locator('.count').waitFor()
    expect(new URL(page.url()).searchParams.get('section')).toBe('science')
    expect(await complaints()).toEqual([])
    await close()
  })

  it('leads to the first word in the story', async () => {
    const { page, close } = await open(q('قناة'))
    const href = await page.locator('.results .headline a').first().getAttribute('href')
    expect(href).toMatch(/^\/article\/[^#]+#:~:text=/)
    await close()
  })

  it('offers what was meant, as a link', async () => {
    const { page, close } = await open(q('rkhm'))
    await page.locator('.corrections a', { hasText: 'قناة' }).click()
    await page.getByRole('heading', { name: /قناة السويس/ }).waitFor()
    await close()
  })

  it('is not indexed, and has no violations, empty or with results', async () => {
    for (const path of ['/search', q('قناة'), q('لاشيءهنا')]) {
      const { page, complaints, close } = await open(path)
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
      expect(await violationsOn(page)).toEqual([])
      expect(await complaints()).toEqual([])
      await close()
    }
  })
})

describe('suggestions', () => {
  it('come while typing, and are chosen by keyboard', async () => {
    const { page, complaints, close } = await open('/search')
    const field = page.locator('main input[name=q]')
    await field.focus()
    await page.locator('main [data-island=suggest][data-state=live]').waitFor()
    await field.pressSequentially('السو')
    const options = page.locator('main [role=option]')
    await options.first().waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowDown')
    const active = await field.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.locator('main [role=listbox]').isVisible()).toBe(false)
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await field.pressSequentially('ي')
    await options.first().waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/search')
    expect(await complaints()).toEqual([])
    await close()
  })

  it('do not come where data is saved', async () => {
    const { page, close } = await open('/search', {}, { saver: 'on' })
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const field = page.locator('main input[name=q]')
    await field.focus()
    await page.locator('main [data-island=suggest][data-state=live]').waitFor()
    await field.pressSequentially('السويس')
    await field.press('Enter')
    await page.locator('.results').waitFor()
    expect(requests.filter((url) => url.includes('/api/v1/suggest'))).toEqual([])
    await close()
  })

  it('a slow answer does not replace a newer one', async () => {
    const { page, close } = await open('/search')
    const held = Promise.withResolvers<void>()
    await page.route('**/api/v1/suggest?q=*', async (route) => {
      const isFirst = decodeURIComponent(route.request().url()).endsWith('=ا')
      if (isFirst) await held.promise
      const text = isFirst ? 'قديم' : 'جديد'
      await route.fulfill({ json: { items: [{ kind: 'article', text, url: '/' }] } })
    })
    const field = page.locator('main input[name=q]')
    await field.focus()
    await page.locator('main [data-island=suggest][data-state=live]').waitFor()
    const first = page.waitForRequest(/v1\/suggest/)
    await field.pressSequentially('ا')
    await first
    await field.pressSequentially('ل')
    await page.locator('main [role=option]', { hasText: 'جديد' }).waitFor()
    const answered = page.waitForResponse(/suggest\?q=%D8%A7$/)
    held.resolve()
    await (await answered).finished()
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(await page.locator('main [role=option]').allTextContents()).toEqual(['جديد'])
    await close()
  })
})

describe('the search of the masthead', () => {
  it('opens at its icon without script, and leads to the results', async () => {
    const { page, close } = await open('/', { javaScriptEnabled: false })
    await page.locator('.search-menu summary').click()
    await page.locator('.search-menu input').fill('الهدهد')
    await page.locator('.search-menu button').click()
    await page.waitForURL(/\/search\?q=/)
    expect(await page.locator('.results .story').count()).toBeGreaterThan(0)
    await close()
  })

  it('is opened by /, but not while something is typed', async () => {
    const { page, close } = await open('/')
    await page.keyboard.press('/')
    const field = page.locator('.search-menu input')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('/')
    expect(await field.inputValue()).toBe('/')
    expect(await violationsOn(page)).toEqual([])
    await close()
  })
})

it('opensearch.xml describes it', async () => {
  const { status, text, headers } = await paper.get('/opensearch.xml')
  expect(status).toBe(200)
  expect(headers.get('Content-Type')).toContain('application/opensearchdescription+xml')
  expect(text).toContain('template="https://hudhud.example/search?q={searchTerms}"')
})
