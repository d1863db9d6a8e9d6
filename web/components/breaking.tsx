import type { Summary } from '../../content/model/summary.ts'
import { CloseBreaking } from '../islands/close-breaking.tsx'
import { Island } from '../islands/island.tsx'
import { plainBidi } from '../render/bidi.ts'
import type { RenderContext } from '../render/context.ts'
import { Story } from './story.tsx'

const MOST = 2

/** The strip of breaking news. A reader can close it; other breaking news shows it again. */
export function Breaking({ stories, context }: { stories: Summary[]; context: RenderContext }) {
  const { strings } = context
  const shown = stories.slice(0, MOST)
  if (shown.length === 0) return null
  return (
    <section class="breaking" aria-label={strings.breaking}>
      <strong>{strings.breaking}</strong>
      {shown.map((story) => (
        <Story story={story} context={context} rank="line" />
      ))}
      <Island
        name="close-breaking"
        component={CloseBreaking}
        when="idle"
        props={{
          news: idsShown(stories).join(' '),
          close: strings.closeBreaking,
          announcement: [
            strings.breaking,
            ...shown.map(({ headline }) => plainBidi(headline)),
          ].join(': '),
        }}
      />
    </section>
  )
}

/** Hides the strip before the first paint, for readers who closed everything in it. */
export function closedRule(stories: Summary[]): string {
  const closed = idsShown(stories).map((id) => `[data-dismissed~="${id}"]`)
  return closed.length === 0 ? '' : `${closed.join('')} .breaking{display:none}`
}

/** Ids contain letters, marks, digits and hyphens only, so they are safe inside a style sheet. */
function idsShown(stories: Summary[]): string[] {
  return stories.slice(0, MOST).map(({ id }) => id)
}
