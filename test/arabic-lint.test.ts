import { expect, it } from 'vitest'
import { lintText } from '../content/arabic/arabic-lint.ts'
import { historyEntry } from '../content/desk/kv/history-entry.ts'
import { kvLimitProblems } from '../content/desk/kv/kv-limits.ts'
import { stamp } from '../content/desk/kv/stamp.ts'

// Invisible characters, and those that look like others, are written as escapes.
it.each([
  ['a mark that turns the direction', 'خبر\u200f', 'warning', 'a direction mark (U+200F)'],
  ['an isolate', '\u2067خبر\u2069', 'warning', 'a direction mark (U+2067)'],
  ['a space without width', 'خبر\u200bعاجل', 'warning', 'an invisible character (U+200B)'],
  ['two spaces', 'خبر  عاجل', 'warning', 'two spaces in a row'],
  ['a space and one that does not break', 'خبر \u00a0عاجل', 'warning', 'two spaces in a row'],
  ['tatweel', 'عـــاجل', 'warning', 'write «عاجل»'],
  ['presentation forms', '\ufe8d\ufedf\ufea8\ufe92\ufeae', 'error', 'write «الخبر»'],
  ['the ligature of lam and alef', '\ufefbعب', 'error', 'write «لا»'],
  ['a Persian yeh', 'عل\u06cc', 'warning', 'in Arabic it is ي or ى'],
  ['a Persian kaf', '\u06a9تاب', 'warning', 'in Arabic it is ك'],
  ['an Urdu heh', '\u06c1ذا', 'warning', 'in Arabic it is ه'],
  ['a heh of two eyes', '\u06beذا', 'warning', 'in Arabic it is ه'],
  ['a Kurdish heh', 'مدرس\u06d5', 'warning', 'in Arabic it is ه or ة'],
  ['an Urdu yeh', 'عل\u06d2', 'warning', 'in Arabic it is ي'],
  ['an Urdu noon', 'م\u06ba', 'warning', 'in Arabic it is ن'],
  ['an Urdu full stop', 'انتهى\u06d4', 'warning', 'in Arabic it is .'],
  ['Persian digits', 'عام ۱۴۴۷', 'warning', 'write ١٤٤٧'],
  ['a Latin letter in a word', 'الخبpر', 'warning', 'joins an Arabic letter to a Latin one'],
  ['a Latin comma', 'نعم, ثم', 'warning', 'a Latin , in Arabic text; write ،'],
  ['one after harakat', 'كتابٌ, ثم', 'warning', 'a Latin , in Arabic text; write ،'],
  ['one after a quotation', '«نعم», ثم', 'warning', 'a Latin , in Arabic text; write ،'],
  ['one that begins a run', ', ثم', 'warning', 'a Latin , in Arabic text; write ،'],
  ['one after a Latin name', 'قال John, ثم', 'warning', 'a Latin , in Arabic text; write ،'],
  ['a Latin semicolon', 'نعم; ثم', 'warning', 'write ؛'],
  ['a Latin question mark', 'من?', 'warning', 'write ؟'],
  ['straight quotes', 'قال "نعم" ثم', 'warning', 'write «…»'],
])('finds %s', (_what, text, severity, words) => {
  const found = lintText(text, true)
  expect(found.map((message) => message.severity)).toContain(severity)
  expect(found.map(({ message }) => message).join('\n')).toContain(words)
})

it.each([
  'ارتفع السعر 1,250 دولارًا، و50% منه لها.',
  'قال النبي ﷺ، وكتب ﷲ.',
  'شاهد «الجزيرة»؛ ثم مضى: نعم؟',
  'شركة Apple الأميركية (Apple, Inc).',
])('finds nothing in %j', (text) => {
  expect(lintText(text, true)).toEqual([])
})

it('leaves other languages their own marks', () => {
  expect(lintText('این کتاب, یا "آن" است', false)).toEqual([])
})

it('lists each kind once, with how often it is there, and none is hidden by another', () => {
  const messages = lintText('عل\u06cc و\u06a9تاب وعل\u06cc, نعم, لا', true).map(
    ({ message }) => message,
  )
  expect(messages).toHaveLength(3)
  expect(messages.filter((message) => message.endsWith('(2 times)'))).toHaveLength(2)
})

it.each([
  ['key', { key: 'ا'.repeat(257), value: '' }, 'a key of 514 bytes; KV takes 512'],
  ['value', { key: 'x', value: 'ا'.repeat(13 * 2 ** 20 + 1) }, '26.0 MiB; KV takes 25'],
  [
    'picture',
    { key: 'x', value: Buffer.alloc(25 * 2 ** 20 + 1).toString('base64'), base64: true as const },
    '25.0 MiB; KV takes 25',
  ],
  ['metadata', { key: 'x', value: '', metadata: { title: 'ا'.repeat(507) } }, 'of 1026 bytes'],
])('names a %s that KV would refuse', (_what, entry, words) => {
  expect(kvLimitProblems(entry)).toEqual([expect.stringContaining(words)])
})

it('writes nothing beside a value that KV would refuse', () => {
  const text = JSON.stringify({ headline: '😀"'.repeat(300) })
  const name = '𞤀'.repeat(120)
  const entries = [
    { key: `article:${name}`, value: text, metadata: stamp(text, { not: 'f'.repeat(16) }) },
    historyEntry(name, { text, stamp: stamp(text) }),
  ]
  expect(entries.flatMap(kvLimitProblems)).toEqual([])
})
