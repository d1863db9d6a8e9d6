const INLINE = new Set(
  'a abbr b bdi bdo button cite code em i label mark q s small span strong sub sup time u'.split(
    ' ',
  ),
)
const ARABIC = '[\\p{Script=Arabic}\\u0640\\u064b-\\u065f]'
const LAST_WORD = new RegExp(`${ARABIC}+$`, 'u')
const FIRST_WORD = new RegExp(`^${ARABIC}+`, 'u')

/**
 * Where Arabic words of two elements would join to one: an inline element ends and nothing but tags of
 * inline elements stands between its last letter and the next. (A mark inside a word of the story's
 * text is meant: only seams after an end tag count, outside the body's own text.)
 */
export function joinedSeams(html: string): string[] {
  const seams: string[] = []
  let before = ''
  let hasEnd = false
  for (const [, comment, slash, name, text] of html.matchAll(
    /(<!--[\s\S]*?-->)|<(\/?)([a-z][\w-]*)(?:"[^"]*"|[^">])*>|([^<]+)/gi,
  )) {
    if (comment !== undefined) continue
    if (name !== undefined) {
      if (!INLINE.has(name.toLowerCase())) before = ''
      else if (slash) hasEnd = true
      continue
    }
    const [word] = FIRST_WORD.exec(text ?? '') ?? []
    if (before && hasEnd && word) seams.push(`${before}|${word}`)
    before = LAST_WORD.exec(text ?? '')?.[0] ?? ''
    hasEnd = false
  }
  return seams
}
