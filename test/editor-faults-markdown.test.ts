import { expect, it } from 'vitest'
import { readMarkdownSource } from '../content/source/markdown-source.ts'

/** Faults of Markdown that editors make, by kind. The text begins at line 4 of the file. */
const FIELDS = '---\nheadline: خبر\n---\n'

function read(text: string) {
  const { value, problems } = readMarkdownSource(FIELDS + text)
  const { body } = value as { body: unknown[] }
  const said = problems.map(
    ({ place, severity = 'error', message }) =>
      `${place?.line}:${place?.column} ${severity} ${message}`,
  )
  return { body, said }
}

/** A text is reported once, at this place, in these words. */
function expectReport(text: string, place: string, words: string): void {
  const { said } = read(text)
  expect(said).toHaveLength(1)
  expect(said[0]).toContain(`${place} `)
  expect(said[0]).toContain(words)
}

it.each([
  ['![صورة](my photo.jpg)', '4:1', 'rename the file if its name has spaces'],
  ['انظر ![خريطة](خريطة البلاد.png) هنا', '4:6', 'looks like a picture'],
  ['![[map.png]]', '4:1', 'looks like a picture'],
  ['[رابط](https://example.com/a b)', '4:6', 'no spaces in the address'],
  ['[رابط](../my file.md) ثم', '4:6', 'no spaces in the address'],
  ['سطر\nثم [[صفحة أخرى]]', '5:4', 'looks like a link'],
  ['قال_نعم_ ثم', '4:4', 'contains _ that has no effect'],
  ['و_كلمة_ مهمة', '4:2', 'contains _ that has no effect'],
  ['*«كلمة»*ف', '4:1', 'contains * that has no effect'],
  ['** كلمة ** مهمة', '4:1', 'contains ** that has no effect'],
  ['ب__كلمة__ مهمة', '4:2', 'contains __ that has no effect'],
  ['##عنوان', '4:1', 'write a space after the #'],
  ['سطر\n###عنوان آخر', '5:1', 'write a space after the #'],
  ['نص ::embed[x]{url="https://example.com"}', '4:4', 'write it on its own line'],
  ['انظر :::gallery', '4:6', 'write it on its own line'],
  ['كلمة &foo; أخرى', '4:6', 'is an HTML entity'],
  ['أ&amp;nbsp;ب', '4:2', 'is an HTML entity'],
  ['كلمة&nbsp ثم', '4:5', 'is an HTML entity'],
  ['قال &lt;b&gt;نعم&lt;/b&gt;', '4:5', 'is an HTML tag'],
  ['[gallery ids="1,2"]', '4:1', 'is a shortcode'],
  ['[caption id="a" width="300"]تعليق[/caption]', '4:1', 'is a shortcode'],
  ['نص [embed]https://example.com[/embed]', '4:4', 'is a shortcode'],
  ['{{< figure src="a.jpg" >}}', '4:1', 'is a template tag'],
  ['{% youtube abc %}', '4:1', 'is a template tag'],
  ['عنوان {: .class}', '4:7', 'is a template tag'],
  ['## عنوان {#intro}', '4:10', 'is an attribute list'],
  ['نص {.wide #a}', '4:4', 'is an attribute list'],
  ['نص %% للتحرير %% آخر', '4:4', 'is a comment'],
  ['[b]كلمة[/b]', '4:1', 'is BBCode'],
  ['نص ==مهم== هنا', '4:4', 'contains =='],
  ['نص **مهم** ثم ~~لا~~', '4:15', 'strikes words out'],
  ['عنوان\n---', '4:1', 'because of the line of hyphens below it'],
  ['| أ | ب |\n| 1 | 2 |', '4:1', 'looks like a table'],
])('reports the mark that has no effect in %j', expectReport)

it.each([
  'وسم #غزة_الآن_عاجل هنا',
  'حساب @bbc_arabic_news وملف my_file_name',
  'رابط https://example.com/a_b_c*d*e هنا',
  'حاصل 5 * 3 * 2، و**كلمة** و*كلمة*',
  'نجمة \\*هكذا\\* وشرطة \\_هكذا\\_ و\\[b]',
  '#هاشتاغ في أول السطر',
  'الساعة 10:30 ونسبة 3:2',
  'شركة AT&T وR&D، و5 < 6',
  'أ&nbsp;ب &mdash; ج',
  '[صورة](https://example.com/a%20b) و[أ][ب]\n\n[ب]: https://example.com',
])('reports nothing in %j', (text) => {
  expect(read(text).said).toEqual([])
})

it.each([
  ['> قال **الوزير** — وهو مصيب — إن الحل قريب.', undefined],
  ['> سئل [الخبير](https://example.com) -- مرة أخرى', undefined],
  ['> *نعم* – ولا', undefined],
  ['> — لن أذهب.', undefined],
  ['> نص\n> — **فلان**، وزير', 'فلان، وزير'],
  ['> نص\n> ― فلان', 'فلان'],
  ['> قال — ثم سكت\n>\n> -- [فلان](https://example.com)', 'فلان'],
  ['> — أين أنت؟\n> — فلان', 'فلان'],
])('reads in %j who said it', (text, attribution) => {
  const { body, said } = read(text)
  expect(said).toEqual([])
  const [quote] = body as { type: string; attribution?: unknown }[]
  expect(quote?.type).toBe('quote')
  expect(plain(quote?.attribution)).toBe(attribution)
})

function plain(text: unknown): unknown {
  if (!Array.isArray(text))
    return typeof text === 'object' && text && 'text' in text ? text.text : text
  return text.map(plain).join('')
}

const LINK = [{ text: 'أ', href: 'https://example.com/1' }]
it.each([
  ['[أ][ب]\n\n> كلام\n>\n> [ب]: https://example.com/1', 0, { type: 'paragraph', text: LINK }],
  [
    ':::fact-box[ص]\n[أ][ب]\n\n[ب]: https://example.com/1\n:::',
    0,
    { type: 'fact-box', title: 'ص', body: [{ type: 'paragraph', text: LINK }] },
  ],
  ['- [أ][ب]\n\n  [ب]: https://example.com/1', 0, { type: 'list', ordered: false, items: [LINK] }],
  [
    ':::table[ت]\n| [أ][ب] |\n| --- |\n| 1 |\n\n[ب]: https://example.com/1\n:::',
    0,
    { type: 'table', caption: 'ت', head: [LINK], rows: [['1']] },
  ],
])('finds the definition wherever it is in %j', (text, index, block) => {
  const { body, said } = read(text)
  expect(said).toEqual([])
  expect(body[index]).toEqual(block)
})

it('takes the first of two definitions, and reports the second', () => {
  const text =
    '[أ][ب]\n\n[ب]: https://example.com/1\n\n:::fact-box[ص]\nنص\n\n[ب]: https://example.com/2\n:::'
  expect(read(text).body[0]).toEqual({ type: 'paragraph', text: LINK })
  expectReport(text, '11:1', 'defines [ب] again, after line 6')
})

it.each([
  ['• أول\n• ثان', '4:1', 'write "- " in its place'],
  ['سطر قبلها:\n▪ أول\n▪ ثان', '5:1', 'write "- " in its place'],
  ['> ●\tأول', '4:3', 'write "- " in its place'],
  ['◦أول', '4:1', 'write "- " in its place'],
  ['١. أول\n٢. ثان', '4:1', 'write "1. ", "2. "'],
  ['1- أول\n2- ثان', '4:1', 'write "1. ", "2. "'],
  ['-بند\n-بند', '4:1', 'write a space after the -'],
  ['الميناء\tالسفن\nالسويس\t12', '4:1', 'with | between the cells'],
  ['https://example.com/page', '4:1', '::embed[title]{url="https://example.com/page"}'],
  ['<https://example.com/page>', '4:1', '::embed[title]{url="https://example.com/page"}'],
  [
    '<blockquote class="twitter-tweet"><p lang="ar">نص</p>&mdash; س (@s) <a href="https://twitter.com/s/status/12?ref_src=twsrc%5Etfw">March 5</a></blockquote>',
    '4:1',
    '::embed[title]{url="https://twitter.com/s/status/12" provider="X"}',
  ],
  [
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/AbC/?utm_source=ig_embed&amp;utm_campaign=loading">…</blockquote>',
    '4:1',
    '::embed[title]{url="https://www.instagram.com/p/AbC/" provider="Instagram"}',
  ],
  [
    '<iframe width="560" src="https://www.youtube.com/embed/a-B_c?si=x" allowfullscreen></iframe>',
    '4:1',
    '::embed[title]{url="https://www.youtube.com/watch?v=a-B_c" provider="YouTube"}',
  ],
  ['![][image1]\n\n[image1]: <data:image/png;base64,AAAA>', '4:1', 'save it in media/'],
  ['سطر  \nسطر', '4:4', 'warning breaks the line'],
])('says what to write for what was pasted: %j', expectReport)

it.each([
  ['2026. كان عامًا', ['2026. كان عامًا']],
  ['1948) عام النكبة', ['1948) عام النكبة']],
  ['2025. أول\n2026. ثان', ['2025. أول', '2026. ثان']],
  ['1. أول\n2. ثان', [{ type: 'list', ordered: true, items: ['أول', 'ثان'] }]],
  [
    'انظر https://example.com/a_(b)، ثم (www.example.org).',
    [
      {
        type: 'paragraph',
        text: [
          'انظر ',
          { text: 'https://example.com/a_(b)', href: 'https://example.com/a_(b)' },
          '، ثم (',
          { text: 'www.example.org', href: 'https://www.example.org' },
          ').',
        ],
      },
    ],
  ],
  ['[https://a.example](https://b.example) ثم', expect.anything()],
])('reads %j as it is meant', (text, blocks) => {
  const { body, said } = read(text)
  expect(said).toEqual([])
  expect(body).toEqual(blocks)
})

it('passes what Google Docs exports as Markdown', () => {
  const text = [
    '# **خبر**',
    '',
    '## **عنوان فرعي**',
    '',
    'نص **غليظ** و*مائل* و***كلاهما*** و[رابط](https://example.com)\\.',
    '',
    '* بند \\- أول  ',
    '* بند ثان',
    '',
    '1. أول  ',
    '2. ثان',
    '',
    '| أ | ب |',
    '| :---- | :----: |',
    '| 1 | 2 |',
    '',
    '---',
    '',
    'عام 2026\\! ختام\\_',
  ].join('\n')
  const { body, said } = read(text)
  expect(said).toEqual(['4:1 warning repeats the headline; it is left out'])
  expect(
    body.map((block) => (typeof block === 'string' ? 'text' : (block as { type: string }).type)),
  ).toEqual(['heading', 'paragraph', 'list', 'list', 'table', 'divider', 'text'])
  expect(body.at(-1)).toBe('عام 2026! ختام_')
})

it.each([
  ['| أ | ب |\n| --- | --- |\n| 1 | 2 |\nسطر تحت الجدول', '7:1', 'leave an empty line before it'],
  ['| أ | ب |\n| --- | --- |\n| 1 |', '6:1', 'has 1 cell, but the head has 2'],
  ['| أ |\n| --- |\n| 1 | 2 |', '6:1', 'has 2 cells, but the head has 1'],
  [':::table[ت]\n| أ | ب |\n| --- | --- |\n| 1 | 2 | 3 |\n:::', '7:1', 'has 3 cells'],
])('warns of rows that do not fit their table: %j', expectReport)
