import type { Correction } from '../../content/model/article.ts'
import type { Setting } from '../setting.ts'
import { FullMoment } from './moment.tsx'
import { Plain } from './plain.tsx'

interface CorrectionsProps {
  corrections: Correction[]
  setting: Setting
}

/** What was put right after publication, and when. */
export function Corrections({ corrections, setting }: CorrectionsProps) {
  const { strings } = setting
  if (corrections.length === 0) return null
  return (
    <section class="corrections">
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
