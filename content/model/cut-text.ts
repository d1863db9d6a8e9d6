/** Longer than any character that people write: a family of four in skin tones has 15 units. */
const MAX_CHARACTER_LENGTH = 64

let segmenter: Intl.Segmenter | undefined

/**
 * The beginning of a text, at most `most` UTF-16 units: never half a character, so no lone surrogate,
 * no letter without its marks and no torn emoji.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  segmenter ??= new Intl.Segmenter()
  let end = 0
  for (const { index, segment } of segmenter.segment(text.slice(0, most + MAX_CHARACTER_LENGTH))) {
    if (index + segment.length > most) break
    end = index + segment.length
  }
  return text.slice(0, end)
}
