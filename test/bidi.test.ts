import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bidiRuns } from '../content/arabic/bidi.ts'
import { BidiText } from '../web/render/bidi-text.tsx'
import { theBrowser } from './browser.ts'

/** Tokens are laid out in Arabic by a browser, and must be seen in the order in which they are written. */
let page: Page
beforeAll(async () => {
  page = await (await theBrowser()).newPage()
})
afterAll(() => page.close())

interface Sentence {
  before: string
  token: string
  after: string
}

const inArabic = (token: string): Sentence => ({ before: 'قال إن ', token, after: ' هو المقصود' })

/** Of each sentence: whether its token is seen from left to right as it is written. */
async function seenWhole(sentences: Sentence[], isPlain = false): Promise<boolean[]> {
  const html = sentences.map(({ before, token, after }) => {
    const text = before + token + after
    const body = isPlain ? text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`) : render(text)
    return `<p data-from="${before.length}" data-to="${before.length + token.length}">${body}</p>`
  })
  await page.setContent(
    `<body dir="rtl" lang="ar"><style>p{white-space:nowrap}</style>${html.join('')}`,
  )
  return page.evaluate(() => {
    const isWhole = (paragraph: HTMLElement) => {
      const { from, to } = paragraph.dataset
      const lefts: number[] = []
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
      let at = 0
      while (walker.nextNode()) {
        const node = walker.currentNode as Text
        let offset = 0
        for (const { length } of node.data) {
          const range = document.createRange()
          range.setStart(node, offset)
          range.setEnd(node, offset + length)
          const { left, width } = range.getBoundingClientRect()
          if (at >= Number(from) && at < Number(to) && width > 0) lefts.push(left)
          offset += length
          at += length
        }
      }
      return lefts.every((left, place) => place === 0 || left > (lefts[place - 1] ?? 0))
    }
    return [...document.querySelectorAll('p')].map(isWhole)
  })
}

function render(text: string): string {
  return renderToString(h('span', null, h(BidiText, { text }))).replace(/^<span>|<\/span>$/g, '')
}

async function expectWhole(tokens: string[]): Promise<void> {
  const whole = await seenWhole(tokens.map(inArabic))
  expect(tokens.filter((_, index) => !whole[index])).toEqual([])
}

const TOKENS = {
  telephones: `050 123 4567|+966 11 123 4567|(02) 123 4567|+20 (2) 2345-6789|00971-4-123-4567
    1-800-555-0199|(+1) 555-0100|123 4567|4412 3456|050-1234567|٠٥٠ ١٢٣ ٤٥٦٧|+٩٦٦ ١١ ١٢٣ ٤٥٦٧
    ٠٥٠-١٢٣-٤٥٦٧|(٠٢) ١٢٣ ٤٥٦٧|920 000 123|050.123.4567`,
  money: '$5M|US$ 1.23|€1.5bn|-$3|£1,234.50|12.5€|HK$12|R$ 10,50|₿0.5|$ 1.23|₹1,00,000|+5%|10¢',
  handles: '@bbcarabic|@bbc.arabic|@user@mastodon.social|@_name_|#COP28|#2026|u/name|r/arabic/',
  addresses: `https://example.com/a/|www.example.com/?q=1&b=|/etc/hosts/|~/bin|./run.sh|mail@example.com
    C:\\Windows\\|example.com/#top`,
  names: 'C++|C++17|C++ 17|C#|F#|.NET|Disney+|A*|AT&T|7-Eleven|iPhone 17 Pro+|O-|Notepad++|-Wall',
  versions: 'v2.0-beta|2.0-beta|1.2.3-rc.1+5|≥3.10|~1.4|^2.0.1|1.x+',
  degrees: '25°C|-5°|30°N|30.0444° N, 31.2357° E|-33.86°|40°26′46″N|360°|±0.5°',
  mathematics: '10+5|1920×1080|3×4|5%|−5|2026-03-17|x²+1|4x4-wheel|1 234 567|250 000|<5|<18%|>18',
  abbreviations: 'U.S.|U.S.A.|a.m.|Ph.D.|J.R.R.|N.W.A. Records',
}

describe('inside Arabic a token is seen in the order in which it is written', () => {
  it.each(Object.entries(TOKENS))('%s', async (_kind, list) => {
    await expectWhole(list.split(/\||\n/).map((token) => token.trim()))
  })

  it('as one run where a URL has Arabic in it', () => {
    const runs = bidiRuns('في https://ar.example.org/wiki/القدس/2 وفي www.مثال.com، هنا')
    const isolated = runs.filter(({ isIsolated }) => isIsolated).map(({ text }) => text)
    expect(isolated).toEqual(['https://ar.example.org/wiki/القدس/2', 'www.مثال.com'])
  })

  it('with every currency sign, in front and behind, with letters and units', async () => {
    const signs = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter(
        (sign) => /\p{Sc}/u.test(sign) && !/\p{Script=Arabic}|\p{Script=Nko}|\u{1ecb0}/u.test(sign),
      )
    expect(signs.length).toBeGreaterThan(40)
    await expectWhole(
      signs.flatMap((sign) => [
        `${sign}5`,
        `${sign}5M`,
        `${sign}1,234.50`,
        `-${sign}3.2bn`,
        `US${sign}7`,
        `US${sign} 1.23`,
        `${sign} 12`,
        `12.5${sign}`,
      ]),
    )
  })

  it('whatever the token is made of', async () => {
    const part = fc.constantFrom(...'aZ09@#$%+-./_~&*=°€:'.split(''), 'ab', '12', '1.5', 'C', 'km')
    const token = fc
      .array(part, { minLength: 1, maxLength: 7 })
      .map((parts) => parts.join(''))
      .filter((text) => /[a-z]/i.test(text) && /^[^.:_]/.test(text) && /[^.:_]$/.test(text))
    await expectWhole(fc.sample(token, { numRuns: 3000, seed: 7 }))
  })

  it('beside punctuation of the sentence, which stays outside', async () => {
    const tokens = ['$5M', 'C++', '@bbc.arabic', '+966 11 123 4567', '25°C', '2.0-beta', 'f(x)+']
    const around = [
      ['(', ')'],
      ['«', '»'],
      ['', '،'],
      ['', '.'],
      ['', '!'],
      ['“', '”؛'],
      ['و', ''],
      ['[', '].'],
      ['', ' (بالثواني)'],
      ['(بالعربية) ', ''],
    ]
    const sentences = tokens.flatMap((token) =>
      around.map(([open = '', close = '']) => ({
        before: `قال إن ${open}`,
        token,
        after: `${close} هو المقصود`,
      })),
    )
    const whole = await seenWhole(sentences)
    expect(sentences.filter((_, index) => !whole[index])).toEqual([])
    for (const { before, token, after } of sentences) {
      const isolated = bidiRuns(before + token + after).filter(({ isIsolated }) => isIsolated)
      expect(isolated.map(({ text }) => text)).toEqual([token])
    }
  })
})

describe('what is right without isolation', () => {
  it.each([
    ['a range', 'من 1990-2000 ومن 14:30-16:00'],
    ['a result', 'فاز 3-1'],
    ['years', 'أعوام 2024 2025 2026'],
    ['numbers', 'بلغ 1,234.5 و2026/03/17 و12:30'],
    ['a number that an Arabic word has', 'كوفيد-19 ومقال-5'],
    ['a percent sign in front', 'نسبة %20'],
    ['Arabic-Indic digits', 'نسبة ٥٪ في ١٩٩٠-٢٠٠٠ وسعر ٥ $'],
    ['Latin words', 'شركة Google, Apple وبرنامج C++ 17 وUS$ 1.23'],
    ['a hashtag in Arabic', 'وسم #القدس_2026 هنا'],
  ])('stays as it is: %s', (_what, text) => {
    expect(bidiRuns(text)).toEqual([{ text, isIsolated: false }])
  })

  it('never becomes wrong with it', async () => {
    const word = fc.constantFrom(
      ...[
        'من',
        'عام',
        'iPhone',
        'C++',
        '17',
        '$5',
        'Pro+',
        '2026',
        '-',
        '5%',
        'US$',
        '1.23',
        '@x',
        '،',
      ],
      ...['(Apple)', 'A*', '050', '123', '4567', '25°C', 'Mac/', 'و', 'Google,', '٢٠٢٦', '#a'],
    )
    const texts = fc.sample(fc.array(word, { minLength: 3, maxLength: 7 }), {
      numRuns: 1500,
      seed: 11,
    })
    const sentences = texts.flatMap((words) =>
      words
        .map((token, place) => ({
          before: `قال ${words.slice(0, place).join(' ')} `,
          token,
          after: ` ${words.slice(place + 1).join(' ')} كلمة`,
        }))
        // Brackets and commas belong to the sentence.
        .filter(({ token }) => /[a-z0-9]/i.test(token) && !/[(),]/.test(token)),
    )
    const [plain, isolated] = [await seenWhole(sentences, true), await seenWhole(sentences)]
    expect(sentences.filter((_, index) => plain[index] && !isolated[index])).toEqual([])
  })

  it('takes no time with the longest nonsense', () => {
    for (const text of ['('.repeat(200_000), '1 '.repeat(100_000), '$-'.repeat(100_000)]) {
      expect(
        bidiRuns(text)
          .map(({ text }) => text)
          .join(''),
      ).toBe(text)
    }
  })
})
