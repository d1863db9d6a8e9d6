import type { Correction } from '../../content/model/article.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { FullMoment } from './moment.tsx'

interface CorrectionsProps {
  /** The story's id: one page can contain several stories. */
  id: string
  corrections: Correction[]
  context: RenderContext
}

/** What was corrected after publication, and when. */
export function Corrections({ id, corrections, context }: CorrectionsProps) {
  const { strings } = context
  if (corrections.length === 0) return null
  return (
    <section class="corrections" id={anchorOf(id)}>
      <h2>{strings.corrections}</h2>
      {corrections.map(({ at, kind, text }) => (
        <p>
          <strong>{strings.correctionKinds[kind]}</strong> <FullMoment at={at} context={context} />
          <br />
          <BidiText text={text} />
        </p>
      ))}
    </section>
  )
}

/** At the head of the story: a link to the corrections at its foot. */
export function CorrectionNote({ id, corrections, context }: CorrectionsProps) {
  if (corrections.length === 0) return null
  return (
    <a class="corrected" href={`#${encodeURIComponent(anchorOf(id))}`}>
      {context.strings.corrected}
    </a>
  )
}

function anchorOf(id: string): string {
  return `corrections-${id}`
}
