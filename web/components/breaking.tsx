import { plainBidi } from '../../content/arabic/bidi.ts'
import type { Summary } from '../../content/model/summary.ts'
import { CloseBreaking } from '../islands/close-breaking.tsx'
import { Island } from '../islands/island.tsx'
import type { RenderContext } from '../render/context.ts'
import { Story } from './story.tsx'

const MAX_STORIES = 2

/**
 * The strip of breaking news: one line with the newest, a second story behind a button. A reader can
 * close it; other breaking news shows it again.
 */
export function Breaking({ stories, context }: { stories: Summary[]; context: RenderContext }) {
  const { strings } = context
  const [first, ...others] = stories.slice(0, MAX_STORIES)
  if (first === undefined) return null
  return (
    <section class="breaking" aria-label={strings.breaking}>
      <strong class="urgent">{strings.breaking}</strong>
      <Story story={first} context={context} rank="line" />
      {others.length > 0 && (
        <details>
          <summary aria-label={strings.alsoBreaking}>
            <bdi dir="ltr">+{others.length}</bdi>
          </summary>
          {others.map((story) => (
            <Story story={story} context={context} rank="line" />
          ))}
        </details>
      )}
      <Island
        name="close-breaking"
        component={CloseBreaking}
        when="idle"
        props={{
          news: idsShown(stories).join(' '),
          close: strings.closeBreaking,
          announcement: [
            strings.breaking,
            ...[first, ...others].map(({ headline }) => plainBidi(headline)),
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
  return stories.slice(0, MAX_STORIES).map(({ id }) => id)
}
