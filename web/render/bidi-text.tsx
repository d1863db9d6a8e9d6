import { bidiRuns } from '../../content/arabic/bidi.ts'

/**
 * A text of the publication: every text that readers see goes through this component. It isolates
 * what the bidirectional algorithm would tear apart in Arabic.
 */
export function BidiText({ text }: { text: string }) {
  const runs = bidiRuns(text)
  if (runs.length === 1 && !runs[0]?.isIsolated) return text
  return runs.map(({ text, isIsolated }) => (isIsolated ? <Isolated text={text} /> : text))
}

/**
 * An element with `dir` isolates as `bdi` does, and programs that extract the text of a page know it:
 * some drop `bdi` with what is in it. Groups of Arabic-Indic digits change places even inside an
 * isolate, unless each of them is isolated too.
 */
function Isolated({ text }: { text: string }) {
  const groups = text.split(/([\u0660-\u0669]+)/u)
  return (
    <span dir="ltr">
      {groups.length === 1
        ? text
        : groups.map((part, place) => (place % 2 === 1 ? <span dir="ltr">{part}</span> : part))}
    </span>
  )
}
