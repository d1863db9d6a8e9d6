import { expect, it } from 'vitest'
import { readLiveText } from '../content/desk/updates/read-live-files.ts'

/** The updates of a live story in a Markdown file. */
const read = (text: string, day: string | undefined = '2026-03-05') =>
  readLiveText(text, { file: 'live/final.md', day, timeZone: 'Asia/Riyadh' })
const timesOf = (text: string) => read(text).updates.map(({ id, at }) => [id, at])

it('reads one update from each heading that begins with a time', () => {
  const { updates, findings } = read(
    '## 21:05 البداية\n\nصافرة **البداية**.\n\n- بند\n\n## ٢١:٤٠ **هدف**\n\nسجل.\n\n## 22:00 تصحيح: الدقيقة\n\nفي 41.\n',
  )
  expect(findings).toEqual([])
  expect(updates).toEqual([
    {
      id: '20260305-2105',
      at: '2026-03-05T21:05:00+03:00',
      title: 'البداية',
      body: [
        { type: 'paragraph', text: ['صافرة ', { text: 'البداية', strong: true }, '.'] },
        { type: 'list', ordered: false, items: ['بند'] },
      ],
    },
    {
      id: '20260305-2140',
      at: '2026-03-05T21:40:00+03:00',
      title: 'هدف',
      kind: 'key',
      body: ['سجل.'],
    },
    {
      id: '20260305-2200',
      at: '2026-03-05T22:00:00+03:00',
      title: 'تصحيح: الدقيقة',
      kind: 'correction',
      body: ['في 41.'],
    },
  ])
})

it('goes on after midnight, and tells updates of one minute apart', () => {
  expect(timesOf('## 23:58\nا\n## 23:58\nب\n## 0:03\nج\n## 2026-03-08 10:00\nد\n')).toEqual([
    ['20260305-2358', '2026-03-05T23:58:00+03:00'],
    ['20260305-2358-2', '2026-03-05T23:58:01+03:00'],
    ['20260306-0003', '2026-03-06T00:03:00+03:00'],
    ['20260308-1000', '2026-03-08T10:00:00+03:00'],
  ])
})

it.each([
  ['كلام\n## 22:40\nا\n', 1, /stands before the first update/],
  ['## الهدف\nا\n', 1, /does not begin with a time/],
  ['## 22:40 x\n\nا <br> ب\n', 3, /HTML/],
  [`## 22:40 ${'ا'.repeat(300)}\nا\n`, 1, /title: has 300 characters/],
])('says what is wrong in %j', (text, line, reason) => {
  expect(read(text).findings).toMatchObject([{ line, message: expect.stringMatching(reason) }])
})

it('asks for a date where nothing says the day', () => {
  const [finding] = readLiveText('## 22:40\nا\n', {
    file: 'live/final.md',
    day: undefined,
    timeZone: 'Asia/Riyadh',
  }).findings
  expect(finding?.message).toContain('has no date')
})
