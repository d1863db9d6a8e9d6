import { afterAll, beforeAll, expect, it } from 'vitest'
import { directionOf } from '../web/strings/direction.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

const RIGHT_TO_LEFT =
  'ar ar-EG fa prs fa-AF ur he yi ps ckb ug sd dv ks syr ku-Arab pa-Arab pa-PK az-Arab ms-Arab uz-AF arz apc glk mzn bal nqo ff-Adlm rhg man-Nkoo sd-PK ar-Arab-SA'
const LEFT_TO_RIGHT =
  'en ku tr pa ks-Deva sd-Deva ar-Latn az ms uz ff fr ru el hi ja zh-Hant ha am x-unknown ckb-Latn dv-Latn he-Latn'

it.each(RIGHT_TO_LEFT.split(' '))('writes %s from right to left', (tag) => {
  expect(directionOf(tag)).toBe('rtl')
})
it.each(LEFT_TO_RIGHT.split(' '))('writes %s from left to right', (tag) => {
  expect(directionOf(tag)).toBe('ltr')
})

let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper?.close())

it.each(['prs', 'ku-Arab', 'pa-Arab', 'ks', 'syr'])(
  'in workerd as well: a story in %s',
  async (tag) => {
    await paper.put('story', {
      language: tag,
      body: [{ type: 'paragraph', text: ['x', { text: 'y', lang: tag }] }],
    })
    const { text, headers } = await paper.get('/article/story')
    expect(text).toContain(`lang="${tag}" dir="rtl"`)
    expect(text).toContain(`<span lang="${tag}" dir="rtl">`)
    expect(headers.get('Content-Language')).toBe(tag)
  },
)
