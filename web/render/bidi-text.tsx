import { bidiRuns } from './bidi.ts'

/** A text of the paper, with frames round what would be torn apart between Arabic words. */
export function BidiText({ text }: { text: string }) {
  const runs = bidiRuns(text)
  if (runs.length === 1 && !runs[0]?.isIsolated) return text
  return runs.map(({ text, isIsolated }) => (isIsolated ? <bdi dir="ltr">{text}</bdi> : text))
}
