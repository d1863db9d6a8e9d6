import type { Correction } from '../../content/model/article.ts'
import type { Setting } from '../setting.ts'
import { FullMoment } from './moment.tsx'
import { Plain } from './plain.tsx'

interface CorrectionsProps {
  /** The story's id: several stories may stand on one page. */
  id: string
  corrections: Correction[]
  setting: Setting
}

/** What was put right after publication, and when. */
export function Corrections({ id, corrections, setting }: CorrectionsProps) {
  const { strings } = setting
  if (corrections.length === 0) return null
  return (
    <section class="corrections" id={anchorOf(id)}>
      <h2>{strings.corrections}</h2>
      {corrections.map(({ at, kind, text }) => (
        <p>
          <strong>{strings.correctionKinds[kind]}</strong> <FullMoment at={at} setting={setting} />
          <br />
          <Plain text={text} />
        </p>
      ))}
    </section>
  )
}

/** At the head of the story: that there is something to read at its foot. */
export function CorrectionNote({ id, corrections, setting }: CorrectionsProps) {
  if (corrections.length === 0) return null
  return (
    <a class="corrected" href={`#${encodeURIComponent(anchorOf(id))}`}>
      {setting.strings.corrected}
    </a>
  )
}

function anchorOf(id: string): string {
  return `corrections-${id}`
}
