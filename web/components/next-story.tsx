import type { Summary } from '../../content/model/summary.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { languageAttributes, type RenderContext } from '../render/context.ts'
import { Story, sectionClass } from './story.tsx'

/** The card of the next story; the browser replaces it with the whole story. Reader views leave out an `aside`; it is no landmark. */
export function NextStory({ story, context }: { story: Summary; context: RenderContext }) {
  const { strings } = context
  return (
    <aside
      role="none"
      class={`next extra ${sectionClass(story.section.id, context)}`}
      {...languageAttributes(context)}
      {...behaviour(
        'next-story',
        { arrived: strings.arrived, failed: strings.readHereFailed },
        'near',
      )}
    >
      <a class="skip" href="#footer">
        {strings.toFooter}
      </a>
      <h2>
        <span>
          {strings.next} · <BidiText text={story.section.name} />
        </span>{' '}
        <a class="previous" href="#content" title={strings.previous} aria-label={strings.previous}>
          ↑
        </a>
      </h2>
      <Story story={story} context={context} rank="lead" />
      <button type="button">{strings.readHere}</button>
    </aside>
  )
}
