import type { Summary } from '../../content/model/summary.ts'
import { languageAttributes, type RenderContext } from '../render/context.ts'
import { Story } from './story.tsx'

/** Stories to read besides this one. Reader views leave out an `aside`; it is no landmark. */
export function Related({ stories, context }: { stories: Summary[]; context: RenderContext }) {
  if (stories.length === 0) return null
  return (
    <aside class="related" role="none" {...languageAttributes(context)}>
      <h2>{context.strings.related}</h2>
      <div>
        {stories.map((story) => (
          <Story story={story} context={context} rank="feature" showsSection />
        ))}
      </div>
    </aside>
  )
}
