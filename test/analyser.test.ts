import { describe, expect, test } from 'vitest'
import { analyse, meet } from '../content/arabic/analyse.ts'
import { LEXICON } from '../content/arabic/lexicon.ts'
import {
  APART,
  JUDGED,
  LAST,
  LAST_APART,
  LATER,
  LATER_APART,
  quality,
  tokenOf,
} from './search/judge.ts'

const meets = (one: string, other: string) => meet(tokenOf(one), tokenOf(other))

describe('words that a reader takes for one', () => {
  test.each([
    ['احمد', 'أحمد'],
    ['الوزير', 'وزير'],
    ['ووزرائها', 'الوزير'],
    ['كتاب', 'الكتب'],
    ['مُحَمَّدٌ', 'محمد'],
    ['محمد', 'مُحـــمّد'],
    ['مسئول', 'المسؤولين'],
    ['فتى', 'فتي'],
    ['مدرسة', 'مدرسه'],
    ['رحمٰن', 'رحمن'],
    ['می‌خواهم', 'ميخواهم'],
    ['کتاب', 'كتاب'],
    ['گاز', 'كاز'],
    ['پاریس', 'باريس'],
    ['ﻻجئ', 'لاجئ'],
    ['سيعلن', 'أعلنوا'],
    ['شؤون', 'شؤون'.normalize('NFD')],
    ['عبدالله', 'عبد'],
    ['ابوظبي', 'ظبي'],
    ['بن', 'ابن'],
    ['٢٠٢٦', '2026'],
    ['۲۰۲۶', '2026'],
    ['F-35', 'f35'],
    ['F-35', '35'],
    ['كوفيد-19', 'كوفيد'],
    ['كوفيد-١٩', '19'],
    ['#غزة', 'غزة'],
    ['#وسم_آخر', 'آخر'],
    ['G20', 'g-20'],
    ['2026/11/27', '27'],
    ['الـCIA', 'cia'],
    ['Élysée', 'elysee'],
    ['ministers', 'minister'],
    ['cities', 'city'],
  ])('%s meets %s', (one, other) => {
    expect(meets(one, other)).toBe(true)
  })

  test.each([
    ['ولد', 'والد'],
    ['لبنان', 'لبن'],
    ['سلطان', 'سلطة'],
    ['زيتون', 'زيت'],
    ['وزير', 'زير'],
    ['3.5', '35'],
    ['#غزة', '#رفح'],
  ])('%s does not meet %s', (one, other) => {
    expect(meets(one, other)).toBe(false)
  })

  test('names of two words are found as they are joined, and the reverse', () => {
    expect(analyse('عبد الله')[0]?.forms).toContain(tokenOf('عبدالله').word)
    expect(analyse('أبو ظبي')[0]?.forms).toContain(tokenOf('أبوظبي').word)
  })
})

test('a word has its place in the text, harakat and all', () => {
  const text = '«قَالَ» الوزيرُ: 3.5 %'
  expect(analyse(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'قَالَ',
    'الوزيرُ',
    '3.5',
  ])
})

test('without harakat finds with harakat, and the reverse, for every judged form', () => {
  for (const form of JUDGED.flat()) {
    const voweled = [...form].map((letter) => `${letter}\u064E\u0651`).join('')
    expect(meets(form, voweled), form).toBe(true)
  }
})

test.each([
  ['nothing', '', 0],
  ['marks alone', '\u064B\u0651\u0654', 0],
  ['signs alone', '؟ … «» - #', 0],
  ['lone surrogates', '\uD800كتاب\uDC00'.repeat(1_000), 1_000],
  ['a megabyte of one letter', 'ا'.repeat(1_000_000), 1],
  ['a heap of marks on one letter', `ع${'\u0651\u0650\u0301\u0323'.repeat(250_000)}`, 1],
  ['a megabyte of hamza marks', `و${'\u0654\u0655'.repeat(500_000)}`, 1],
  ['a ligature of eighteen letters, often', 'ﷺ'.repeat(100_000), 1],
  ['one sign between every two digits', '1-'.repeat(100_000), 1],
  ['controls', '\u0000\u0007\u202Eكتاب\u202C', 1],
])('%s is read, and no word is longer than any word is', (_, text, words) => {
  const tokens = analyse(text)
  expect(tokens).toHaveLength(words)
  for (const { word, forms } of tokens) {
    expect(Math.max(word.length, ...forms.map((form) => form.length))).toBeLessThan(64)
    expect(forms.length).toBeLessThan(40)
  }
})

describe('quality on the judged sets', () => {
  test('the sets are large enough', () => {
    expect(JUDGED.length).toBeGreaterThanOrEqual(250)
    expect(JUDGED.flat().length).toBeGreaterThanOrEqual(1_500)
    expect(APART.length).toBeGreaterThanOrEqual(300)
  })

  test('no word of the list of families is in them', () => {
    const judged = [JUDGED, APART, LATER, LATER_APART, LAST, LAST_APART].flat(2)
    const listed = judged.filter((form) => LEXICON.has(tokenOf(form).word))
    expect(listed).toEqual([])
  })

  test.each(['tuning', 'unseen', 'later', 'last'] as const)(
    'recall and precision on the %s part',
    (part) => {
      for (const lexicon of [LEXICON, new Map()]) {
        const { f1, precision } = quality(lexicon, part)
        expect(f1).toBeGreaterThanOrEqual(90)
        expect(precision).toBeGreaterThanOrEqual(85)
      }
    },
  )
})
