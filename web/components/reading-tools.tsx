import { Island } from '../islands/island.tsx'
import { ReadingSettings, type ReadingSettingsProps } from '../islands/reading-settings.tsx'
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
      props={{ title: strings.readingSettings, words: wordsIn(strings) }}
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

function wordsIn(strings: Strings): ReadingSettingsProps['words'] {
  return {
    text: [strings.textSize, ...strings.textSizes],
    theme: [strings.theme, ...strings.themes],
    face: [strings.face, ...strings.faces],
    spacing: [strings.spacing, ...strings.spacings],
    saver: [strings.saver, ...strings.savers],
  }
}
