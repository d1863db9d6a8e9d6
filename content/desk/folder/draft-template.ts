/** What a new draft says in the place of the editor's own text. */
export const DRAFT_STANDFIRST = 'جملة أو جملتان تحت العنوان.'
export const DRAFT_AUTHOR = 'اسم الكاتب'
const PARAGRAPH = 'اكتب هنا الفقرة الأولى.'
const SENTENCE = 'فقرة فيها '

export const DRAFT_BODY = `
${PARAGRAPH}

## عنوان فرعي

${SENTENCE}**كلمة مهمة** و[رابط](https://example.com).
`

const PLACEHOLDERS = new Set([DRAFT_STANDFIRST, DRAFT_AUTHOR, PARAGRAPH, SENTENCE])

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(text)
}
