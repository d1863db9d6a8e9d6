import { Choice, type ChoiceProps } from '../islands/choice.tsx'
import { Island } from '../islands/island.tsx'
import { ReadingSettings } from '../islands/reading-settings.tsx'
import type { RenderContext } from '../render/context.ts'
import type { Strings } from '../strings/strings.ts'

/** The reading settings other than the text size. */
export function ReadingTools({ context: { strings } }: { context: RenderContext }) {
  return (
    <Island
      name="reading-settings"
      component={ReadingSettings}
      when="touch"
      props={{ title: strings.readingSettings, choices: choicesIn(strings) }}
    />
  )
}

/** The text size, at the head of a story. */
export function TextSize({ context: { strings } }: { context: RenderContext }) {
  const { textSize, textSizes, textSample } = strings
  return (
    <Island
      name="choice"
      component={Choice}
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
