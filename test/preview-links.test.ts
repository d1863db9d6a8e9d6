import { describe, expect, it, vi } from 'vitest'
import { isPreviewValid, previewLink } from '../content/model/preview-link.ts'
import { AFTER, live, NOON, paper, SECRET, startLife } from './one-life.ts'

startLife()

describe('previews', () => {
  const now = { 'Test-Now': NOON }
  const until = Date.parse(AFTER)

  it('show a draft to everyone with the link, are never cached and never indexed', async () => {
    await live({ status: 'draft' })
    const answer = await paper.get(await previewLink('life', until, SECRET), now)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('سيرة خبر')
    expect(answer.text).toContain('معاينة: هذا النص لم يُنشر')
    expect(answer.text).toContain('<meta name="robots" content="noindex"/>')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
    expect(answer.headers.get('Cache-Tag')).toBeNull()
  })

  it('answer a bad link as if there were nothing, and read nothing', async () => {
    const link = await previewLink('life', until, SECRET)
    const missing = await paper.get('/preview/none', now)
    const look = ({ text }: { text: string }, path: string) =>
      text.replaceAll(path.replaceAll('&', '&amp;'), '')
    const bad = [
      link.replace('life', 'neighbour'),
      link.replace(/expires=\d+/, `expires=${Math.floor(until / 1000) + 1}`),
      link.slice(0, -2),
      `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      link.replace(/&signature=.*/, ''),
      '/preview/life',
      await previewLink('life', until, 'another secret'),
      await previewLink('life', Date.parse(NOON), SECRET),
      link.replace(/signature=.*/, `signature=${'x'.repeat(4000)}`),
      link.replace(/expires=\d+/, 'expires=never'),
      link.replace(/signature=/, 'signature=%00'),
    ]
    for (const path of bad) {
      const answer = await paper.get(path, now)
      expect(answer.status, path).toBe(404)
      expect(look(answer, path)).toBe(look(missing, '/preview/none'))
      expect(answer.cost).toEqual(missing.cost)
      expect(answer.cost).toMatchObject({ kvReads: 1, d1Trips: 0 })
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      expect(answer.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
      expect(answer.headers.get('Cache-Tag')).toBeNull()
    }
  })

  it('verify a signature whatever is wrong with the link', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const good = new URL(await previewLink('life', until, SECRET), 'https://x.example').searchParams
    const expires = good.get('expires') ?? ''
    const signature = good.get('signature') ?? ''
    const valid = (link: { expires: string; signature: string }, at = Date.parse(NOON)) =>
      isPreviewValid('life', link, SECRET, at)
    const answers = [
      await valid({ expires, signature }),
      await valid({ expires, signature }, until),
      await valid({ expires: '', signature }),
      await valid({ expires, signature: '' }),
      await valid({ expires, signature: signature.slice(1) }),
      await valid({ expires: '9'.repeat(40), signature: '='.repeat(43) }),
    ]
    expect(answers).toEqual([true, false, false, false, false, false])
    expect(verify).toHaveBeenCalledTimes(answers.length)
    verify.mockRestore()
  })

  it('show an embargoed and a withdrawn story too, and 404 for one that is not there', async () => {
    for (const fields of [{ publishedAt: AFTER }, { status: 'withdrawn' }]) {
      await live(fields)
      expect((await paper.get(await previewLink('life', until, SECRET), now)).status).toBe(200)
    }
    const answer = await paper.get(await previewLink('nothing', until, SECRET), now)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })
})
