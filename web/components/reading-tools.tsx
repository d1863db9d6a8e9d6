import type { ChoiceProps } from '../islands/choice.tsx'
import { Island } from '../islands/island.tsx'
import type { Setting } from '../setting.ts'
import type { Strings } from '../strings/strings.ts'

/** What a reader may set besides the size of the text. */
export function ReadingTools({ setting: { strings } }: { setting: Setting }) {
  return (
    <Island
      name="reading-settings"
      when="touch"
      props={{ title: strings.readingSettings, choices: choicesIn(strings) }}
    />
  )
}

/** TT: the size of the text, at the head of a story. */
export function TextSize({ setting: { strings } }: { setting: Setting }) {
  const { textSize, textSizes, textSample } = strings
  return (
    <Island
      name="choice"
      when="idle"
      props={{ setting: 'text', label: textSize, names: textSizes, sample: textSample }}
    />
  )
}

function choicesIn({ theme, themes, face, faces, spacing, spacings, saver, savers }: Strings) {
  return [
    { setting: 'theme', label: theme, names: themes },
    { setting: 'face', label: face, names: faces },
    { setting: 'spacing', label: spacing, names: spacings },
    { setting: 'saver', label: saver, names: savers },
  ] satisfies ChoiceProps[]
}
