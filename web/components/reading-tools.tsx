import type { ChoiceProps } from '../islands/choice.tsx'
import { Island } from '../islands/island.tsx'
import { ReadingSettings } from '../islands/reading-settings.tsx'
import { TextSize } from '../islands/text-size.tsx'
import type { RenderContext } from '../render/context.ts'
import type { Strings } from '../strings/strings.ts'

/** The reading settings, in the masthead. */
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
export function TextSizeTool({ id, context: { strings } }: { id: string; context: RenderContext }) {
  const { textSize, textSizes, textSample } = strings
  return (
    <Island
      name="text-size"
      component={TextSize}
      when="touch"
      props={{ label: textSize, names: textSizes, sample: textSample, group: id }}
    />
  )
}

function choicesIn(strings: Strings) {
  const { textSize, textSizes, theme, themes, face, faces, spacing, spacings, saver, savers } =
    strings
  return [
    { setting: 'text', label: textSize, names: textSizes },
    { setting: 'theme', label: theme, names: themes },
    { setting: 'face', label: face, names: faces },
    { setting: 'spacing', label: spacing, names: spacings },
    { setting: 'saver', label: saver, names: savers },
  ] satisfies ChoiceProps[]
}
