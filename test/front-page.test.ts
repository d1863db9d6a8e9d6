import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scrollThrough, visit } from './browser.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { openPage } from './watched-page.ts'

/** The front page with what real days bring: one story, five hundred, long headlines, no pictures. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({ LOCAL: 'true', SYNC_READS: '1000', SYNC_CHANGES: '1000' })
})
afterAll(() => paper?.close())

const LONG =
  'وزراء مالية إحدى وعشرين دولة يتفقون بعد مفاوضات استمرت ثلاثة أيام على تأجيل الموعد النهائي لتوحيد معايير الفوترة الإلكترونية بين الهيئات المستقلة إلى العام المقبل'
const UNBROKEN = 'والمستعمراتالمستقلةالمتحدةبلافواصل'.repeat(3)

function story(number: number, fields: Record<string, unknown>): [id: string, object] {
  const minute = String(number % 60).padStart(2, '0')
  const hour = String(Math.floor(number / 60) % 24).padStart(2, '0')
  return [`story-${number}`, { publishedAt: `2026-03-05T${hour}:${minute}:00+03:00`, ...fields }]
}

async function put(number: number, fields: Record<string, unknown>): Promise<void> {
  await paper.putStamped(Object.fromEntries([story(number, fields)]))
}

async function look(width: number) {
  const { page, complaints, close } = await openPage({
    viewport: { width, height: 800 },
    isFirstVisit: true,
  })
  await visit(page, paper.origin)
  await scrollThrough(page)
  const seen = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    stories: document.querySelectorAll('main .story').length,
    height: document.documentElement.scrollHeight,
    repeated: [...document.querySelectorAll<HTMLAnchorElement>('main .headline a')]
      .filter((link) => !link.closest('.breaking'))
      .map(({ pathname }) => pathname)
      .filter((path, index, all) => all.indexOf(path) < index),
    // A headline that is cut off or runs over its neighbour is wider than its own box.
    torn: [...document.querySelectorAll('main .headline')].filter(
      (one) => one.scrollWidth > one.clientWidth + 1,
    ).length,
  }))
  const heard = await complaints()
  await close()
  return { ...seen, heard }
}

describe('the front page', () => {
  it('says so when there is nothing yet', async () => {
    const { text } = await paper.get('/')
    expect(text).toContain('لم يُنشر أي خبر بعد')
  })

  it.each([320, 1280])('stands with a single story, at %i px', async (width) => {
    await put(0, { headline: 'خبر وحيد' })
    expect(await look(width)).toMatchObject({ overflow: 0, torn: 0, heard: [], stories: 1 })
  })

  it.each([320, 768, 1280])(
    'holds long, short and unbroken headlines without pictures, at %i px',
    async (width) => {
      await put(1, { headline: LONG, placement: 'lead', kicker: 'اتفاق' })
      await put(2, { headline: UNBROKEN, section: 'world' })
      await put(3, { headline: 'قمة', section: 'culture', standfirst: LONG })
      await put(4, { headline: LONG, section: 'world', placement: 'top' })
      expect(await look(width)).toMatchObject({ overflow: 0, torn: 0, repeated: [], heard: [] })
    },
  )

  it('grows no further with five hundred stories', async () => {
    const stories = Array.from({ length: 500 }, (_, index) =>
      story(index + 10, {
        headline: index % 7 === 0 ? LONG : `خبر رقم ${index}`,
        section: ['world', 'science', 'culture'][index % 3],
      }),
    )
    await paper.putStamped(Object.fromEntries(stories))
    await paper.tick()
    const { stories: shown, height, ...rest } = await look(1280)
    expect(rest).toMatchObject({ overflow: 0, torn: 0, repeated: [], heard: [] })
    expect(shown).toBeGreaterThan(20)
    expect(shown).toBeLessThan(60)
    expect(height).toBeLessThan(6000)
  })
})
