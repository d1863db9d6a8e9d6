import { describe, expect, test } from 'vitest'
import { analyse } from '../content/arabic/analyse.ts'
import { answersQuery, readTexts } from '../content/arabic/answers-query.ts'
import { otherLayout } from '../content/arabic/keyboard-layout.ts'
import { nearSpellings } from '../content/arabic/near-spellings.ts'
import { isEmptyQuery, parseQuery } from '../content/arabic/parse-query.ts'
import { bestPassage, markWords } from '../content/arabic/passage.ts'

const folded = (text: string) => analyse(text)[0]?.word ?? ''

describe('a query', () => {
  test.each([
    ['وزير الخارجية', { words: ['وزير', 'الخارجيه'], phrases: [], without: [] }],
    ['"رئيس الوزراء" مصر', { words: ['مصر'], phrases: ['رئيس الوزراء'], without: [] }],
    ['«قمة الدوحة»', { words: [], phrases: ['قمه الدوحه'], without: [] }],
    ['“a b”', { words: [], phrases: ['a b'], without: [] }],
    ['النيل -سد', { words: ['النيل'], phrases: [], without: ['سد'] }],
    ['النيل -"سد النهضة"', { words: ['النيل'], phrases: [], without: ['سد النهضه'] }],
    ['كوفيد-19', { words: ['كوفيد19'], phrases: [], without: [] }],
    ['الحرب في غزة', { words: ['الحرب', 'غزه'], phrases: [], without: [] }],
    ['في من', { words: ['في', 'من'], phrases: [], without: [] }],
    ['"غير مغلق', { words: ['غير', 'مغلق'], phrases: [], without: [] }],
    ['\u200Fمصر\u202E مصر', { words: ['مصر'], phrases: [], without: [] }],
    ['', { words: [], phrases: [], without: [] }],
    ['؟ … - "" «»', { words: [], phrases: [], without: [] }],
    ['NEAR( * ^ : OR', { words: ['near'], phrases: [], without: [] }],
    [
      "'; DROP TABLE articles --",
      { words: ['drop', 'table', 'articles'], phrases: [], without: [] },
    ],
  ])('%s', (typed, { words, phrases, without }) => {
    const query = parseQuery(typed)
    const joined = (list: { word: string }[][]) =>
      list.map((tokens) => tokens.map(({ word }) => word).join(' '))
    expect(query.words.map(({ word }) => word)).toEqual(words)
    expect(joined(query.phrases)).toEqual(phrases.map((text) => joined([analyse(text)])[0]))
    expect(joined(query.without)).toEqual(without)
  })

  test('a query too long is cut, and says so', () => {
    const long = Array.from({ length: 500 }, (_, index) => `كلمة${index}`).join(' ')
    expect(parseQuery(long)).toMatchObject({ isCut: true })
    expect(parseQuery(long).words).toHaveLength(12)
    expect(parseQuery('ا'.repeat(5_000))).toMatchObject({ isCut: true, words: [{ parts: [] }] })
    expect(parseQuery('مصر').isCut).toBe(false)
  })

  test('nothing to look for', () => {
    for (const typed of ['', '   ', '\u064B\u0651', '-كلمة', '"', '\uD800', '\u0000']) {
      expect(isEmptyQuery(parseQuery(typed)), typed).toBe(true)
    }
  })
})

test.each([
  ['hgsuv', 'السعر'],
  ['lwv', 'مصر'],
  ['شححمث', 'apple'],
  ['لاقهفثى', 'briten'],
])('%s typed on the other keyboard is %s', (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant)
})

test.each(['', '123', 'مصر x', '؟'])('%s was not meant for the other keyboard', (typed) => {
  const other = otherLayout(typed)
  expect(other === null || analyse(other).length === 0 || other === typed).toBe(true)
})

test.each([
  ['الحظارة', 'الحضارة'],
  ['هاذا', 'هذا'],
  ['اللذي', 'الذي'],
  ['انتخبات', 'انتخابات'],
  ['الرييس', 'الريس'],
  ['محمدعلي', 'محمد علي'],
  ['جمعة', 'جامعة'],
  ['الكتبا', 'الكتاب'],
  ['ministre', 'minister'],
  ['كتاااب', 'كتاب'],
  ['طلبب', 'طلب'],
  ['مدبنة', 'مدينة'],
])('%s may stand for %s', (typed, meant) => {
  const words = analyse(meant).map(({ word }) => word)
  expect(nearSpellings(folded(typed))).toContain(words.join(' '))
})

describe('the passage of a text that answers a query', () => {
  const text = 'بدأ الاجتماع صباحًا. وقال الوزيرُ إنّ «المياه» حقّ للجميع. ثم غادر الوفد المدينة مساءً.'

  test('marks the words as they stand', () => {
    const { marks } = markWords(text, parseQuery('وزير مياه'))
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['الوزيرُ', 'المياه'])
  })

  test('begins with the sentence, and its marks are true', () => {
    const long = `${'كلام قديم طويل. '.repeat(100)}${text}${' كلام جديد.'.repeat(100)}`
    const passage = bestPassage(long, parseQuery('المياه الوزير'))
    expect(passage?.text).toMatch(/^وقال الوزيرُ/)
    expect(passage?.text).toMatch(/…$/)
    expect(passage?.marks.map(([from, to]) => passage.text.slice(from, to))).toEqual([
      'الوزيرُ',
      'المياه',
    ])
  })

  test('ends with the paragraph where it is long enough', () => {
    const body = `${'ماء النهر يجري بين الحقول. '.repeat(5)}\nعنوان جديد\nنص آخر.`
    expect(bestPassage(body, parseQuery('النهر'))?.text).not.toMatch(/عنوان|…/)
    expect(bestPassage('ماء النهر.\nعنوان جديد', parseQuery('النهر'))?.text).toMatch(/عنوان/)
  })

  test('none where the query is not there, whatever the text', () => {
    expect(bestPassage(text, parseQuery('القمر'))).toBeNull()
    expect(bestPassage('', parseQuery('القمر'))).toBeNull()
    expect(bestPassage('\uD800'.repeat(10_000), parseQuery('القمر'))).toBeNull()
  })
})

describe('texts without an index', () => {
  const texts = readTexts([
    'اجتماع الوزراء في الدوحة',
    'ناقش أحمد عبد الله ملف كوفيد-19 وطائرات F-35، وارتفع السعر 3.5 %.',
  ])

  test.each([
    ['وزير', true],
    ['بالدوحة اجتماعات', true],
    ['احمد عبدالله', true],
    ['كوفيد', true],
    ['f 35', true],
    ['f35', true],
    ['f-36', false],
    ['3.5', true],
    ['35.3', false],
    ['"اجتماع الوزراء"', true],
    ['"الوزراء اجتماع"', false],
    ['"الدوحة ناقش"', false],
    ['اجتماع -وزير', false],
    ['اجتماع -"في الدوحة"', false],
    ['اجتماع -النيل', true],
    ['اجتماع النيل', false],
  ])('%s', (typed, isAnswer) => {
    expect(answersQuery(texts, parseQuery(typed))).toBe(isAnswer)
  })
})
