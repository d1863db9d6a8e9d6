import type { Summary } from '../../content/model/summary.ts'
import { Island } from '../islands/island.tsx'
import type { Setting } from '../setting.ts'
import { Story } from './story.tsx'

const MOST = 2

/** The strip of breaking news. A reader may close it; other news open it again. */
export function Breaking({ stories, setting }: { stories: Summary[]; setting: Setting }) {
  const { strings } = setting
  const shown = stories.slice(0, MOST)
  if (shown.length === 0) return null
  return (
    <section class="breaking" aria-label={strings.breaking}>
      <strong>{strings.breaking}</strong>
      {shown.map((story) => (
        <Story story={story} setting={setting} rank="line" />
      ))}
      <Island
        name="close-breaking"
        when="idle"
        props={{
          news: idsShown(stories).join(' '),
          close: strings.closeBreaking,
          announcement: [strings.breaking, ...shown.map(({ headline }) => headline)].join(': '),
        }}
      />
    </section>
  )
}

/** Hides the strip before it is painted, for readers who closed all that is on it. */
export function closedRule(stories: Summary[]): string {
  const closed = idsShown(stories).map((id) => `[data-dismissed~="${id}"]`)
  return closed.length === 0 ? '' : `${closed.join('')} .breaking{display:none}`
}

/** Ids are letters, digits and hyphens, so they may stand in a style sheet as they are. */
function idsShown(stories: Summary[]): string[] {
  return stories.slice(0, MOST).map(({ id }) => id)
}
