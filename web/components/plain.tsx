import { framed } from '../bidi.ts'

/** A text of the paper, with frames round what would be torn apart between Arabic words. */
export function Plain({ text }: { text: string }) {
  const runs = framed(text)
  if (runs.length === 1 && !runs[0]?.isFramed) return text
  return runs.map(({ text, isFramed }) => (isFramed ? <bdi dir="ltr">{text}</bdi> : text))
}
