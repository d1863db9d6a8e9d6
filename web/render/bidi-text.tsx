import { bidiRuns } from './bidi.ts'

/** A text with isolation around what the bidirectional algorithm would tear apart in Arabic. */
export function BidiText({ text }: { text: string }) {
  const runs = bidiRuns(text)
  if (runs.length === 1 && !runs[0]?.isIsolated) return text
  return runs.map(({ text, isIsolated }) => (isIsolated ? <bdi dir="ltr">{text}</bdi> : text))
}
