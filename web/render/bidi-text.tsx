import { bidiRuns } from './bidi.ts'

/**
 * A text of the publication: every text that readers see goes through this component. It isolates
 * what the bidirectional algorithm would tear apart in Arabic.
 */
export function BidiText({ text }: { text: string }) {
  const runs = bidiRuns(text)
  if (runs.length === 1 && !runs[0]?.isIsolated) return text
  return runs.map(({ text, isIsolated }) => (isIsolated ? <Isolated text={text} /> : text))
}

/** Groups of Arabic-Indic digits change places even inside an isolate: they need an override. */
function Isolated({ text }: { text: string }) {
  return /[\u0660-\u0669]/u.test(text) ? <bdo dir="ltr">{text}</bdo> : <bdi dir="ltr">{text}</bdi>
}
