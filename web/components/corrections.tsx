import type { Correction } from '../../content/model/article.ts'
import {
  correctionAnchor,
  correctionMarks,
  correctionsAnchor,
} from '../../content/model/correction-anchor.ts'
import { CORRECTIONS_PATH } from '../../content/model/path.ts'
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
  const marks = correctionMarks(corrections)
  return (
    <section class="corrections" id={correctionsAnchor(id)}>
      <h2>{strings.corrections}</h2>
      {corrections.map(({ at, kind, text }, index) => (
        <p id={correctionAnchor(id, marks[index] ?? '')}>
          <strong>{strings.correctionKinds[kind]}</strong> <FullMoment at={at} context={context} />
          <br />
          <BidiText text={text} />
        </p>
      ))}
      <p>
        <a href={CORRECTIONS_PATH}>{strings.correctionList.all}</a>
      </p>
    </section>
  )
}

/** At the head of the story: a link to the corrections at its foot. */
export function CorrectionNote({ id, corrections, context }: CorrectionsProps) {
  if (corrections.length === 0) return null
  return (
    <a class="corrected" href={`#${encodeURIComponent(correctionsAnchor(id))}`}>
      {context.strings.corrected}
    </a>
  )
}
