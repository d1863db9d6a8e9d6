import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withMarkdownFields } from '../content/source/front-matter.ts'
import { readMarkdownSource } from '../content/source/markdown-source.ts'

const FIELDS = '---\nheadline: خبر\n---\n'

/** Each markdown/*.md is the text of an article, the *.json beside it the body that it must give. */
const folder = join(import.meta.dirname, 'markdown')
const cases = readdirSync(folder).filter((file) => file.endsWith('.md'))

it.each(cases)('reads %s as the body beside it', (file) => {
  const { value, problems } = readMarkdownSource(FIELDS + readFileSync(join(folder, file), 'utf8'))
  const body = JSON.parse(readFileSync(join(folder, file.replace('.md', '.json')), 'utf8'))
  expect(problems).toEqual([])
  expect(value).toEqual({ headline: 'خبر', body })
})

it.each([
  ['نص <b>غليظ</b>', '4:4', 'write **words**'],
  ['<script>alert(1)</script>', '4:1', 'scripts are not supported'],
  ['<div>\nخبر\n</div>', '4:1', 'is HTML (<div>'],
  ['فقرة.\n\n# عنوان', '6:1', 'write ##'],
  ['#### عنوان', '4:1', 'write ## or ###'],
  ['##', '4:1', 'is an empty heading'],
  ['- أ\n  - ب', '4:1', 'nested lists are not supported'],
  ['3. ثالث', '4:1', 'begins with 3'],
  ['```\ncode\n```', '4:1', 'is code'],
  ['كلمة `code` هنا', '4:6', 'write the words without `'],
  ['نص ثم ![صورة](a.jpg)', '4:7', 'at the beginning of its own paragraph'],
  ['> # عنوان', '4:1', 'is not one paragraph'],
  ['| أ |\n| --- |', '4:1', 'a table without rows'],
  [':::danger\nخطر\n:::', '4:1', ':::danger is unknown'],
  ['::video[x]{url=y}', '4:1', '::video is unknown'],
  [':::gallery\nكلام\n:::', '5:1', 'a gallery contains only'],
  [':::table[x]\nكلام\n:::', '4:1', 'something other than one table'],
  [':::fact-box[x]\n## عنوان\n:::', '5:1', 'is a heading in a fact box'],
  ['::embed[x]{href="https://example.com"}', '4:1', 'it has url, description, provider'],
  ['كلام :اسم[كلام] هنا', '4:6', ':text[words]{lang=en}'],
  ['سطر\\\nسطر', '4:4', 'breaks the line'],
  ['<!-- ملاحظة -->', '4:1', 'delete the comment'],
  ['قال **«نعم»**ثم مضى', '4:5', '«**words**»'],
  ['سعر ~~قديم~~ جديد', '4:5', 'delete them'],
  ['كلمة[^1] أخرى', '4:5', 'is a footnote'],
  ['سطر\nو[كلمة] (https://example.com)', '5:7', 'looks like a link'],
  ['و[كلمة][مرجع]', '4:7', 'looks like a link'],
  [':::fact-box [عنوان]\nفقرة.\n:::', '4:1', 'begins with :: but is not a directive'],
  [':::fact-box[عنوان]\nفقرة.\n\nفقرة.', '4:1', 'does not end'],
  ['فقرة.\n\n:::', '6:1', 'begins with :: but is not a directive'],
  ['- [ ] بند', '4:1', 'is a check box'],
  ['![صورة][خريطة]\n\n[خريطة]: a.png', '4:1', 'at the beginning of its own paragraph'],
  [':::quote\nكلام\n:::', '4:1', ':::quote is unknown'],
])('refuses %j with its place and what to write', (text, place, advice) => {
  const { problems } = readMarkdownSource(FIELDS + text)
  const said = problems.map(
    (problem) => `${problem.place?.line}:${problem.place?.column} ${problem.message}`,
  )
  expect(said[0]).toContain(place)
  expect(said[0]).toContain(advice)
})

it.each([
  ['no fields at all', 'نص بلا حقول.', '1:1', 'begin the file with a line of ---'],
  ['a colon without quotes', '---\nheadline: خبر: تفصيل\n---\n', '2:11', 'in quotes'],
  ['a field twice', '---\nheadline: أ\nheadline: ب\n---\n', '3:1', 'appears twice'],
  ['a field without a colon', '---\nheadline خبر\nsection: x\n---\n', '2:1', 'a colon is missing'],
  ['a star before the text', '---\nheadline: *خبر*\n---\n', '2:11', 'in quotes'],
  ['a quote without an end', '---\nheadline: "خبر\n---\n', '2:15', 'a closing quote'],
  ['a list instead of fields', '---\n- أ\n---\n', '2:1', 'is not a list of fields'],
  ['a tab', '---\nauthors:\n\t- name: x\n---\n', '3:1', 'begins with a tab; use spaces'],
  ['aliases that explode', `---\n${bomb()}\n---\n`, '2:1', 'begins with a mark'],
])('refuses front matter with %s', (_what, text, place, advice) => {
  const [problem] = readMarkdownSource(text).problems
  expect(`${problem?.place?.line}:${problem?.place?.column}`).toBe(place)
  expect(problem?.message).toContain(advice)
})

it('knows where each part stands', () => {
  const text =
    '---\nheadline: خبر\nauthors:\n  - name: ريم\n---\nفقرة.\n\n- أ\n- ب\n\n:::fact-box[ص]\nب.\n:::\n'
  const { places } = readMarkdownSource(text)
  expect(places.find('headline')).toMatchObject({ line: 2, column: 1 })
  expect(places.find('authors[0].name')).toMatchObject({ line: 4, column: 5 })
  expect(places.find('body[1].items[1]')).toMatchObject({ line: 9, column: 1 })
  expect(places.find('body[2].body[0]')).toMatchObject({ line: 12, column: 1 })
})

it('sets fields and leaves the rest of a file as it was written', () => {
  const text =
    '---\n# ملاحظة\nheadline: "خبر: تفصيل"\nstatus: draft # لم يكتمل\n---\n\nفقرة  كما هي.\n'
  const withdrawn = withMarkdownFields(text, { status: 'withdrawn', reason: 'سبب' })
  expect(withdrawn).toBe(
    '---\n# ملاحظة\nheadline: "خبر: تفصيل"\nstatus: withdrawn\nreason: سبب\n---\n\nفقرة  كما هي.\n',
  )
  const restored = withMarkdownFields(withdrawn, { status: undefined, reason: undefined })
  expect(restored).toBe('---\n# ملاحظة\nheadline: "خبر: تفصيل"\n---\n\nفقرة  كما هي.\n')
})

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  for (let depth = 1; depth < 12; depth += 1) {
    const items = Array.from({ length: 9 }, () => `*a${depth - 1}`).join(', ')
    lines.push(`a${depth}: &a${depth} [${items}]`)
  }
  return lines.join('\n')
}
