import { StoredStoryList } from '../components/stored-story-list.tsx'
import type { RenderContext } from '../render/context.ts'
import { unindexedHead } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'

/** In place of a page that cannot be fetched: the stories that are stored on the device. */
export function offlinePage(): PageDefinition {
  return {
    style: 'stored',
    head: (context) => unindexedHead(context, context.strings.offline.title),
    body: (context) => <OfflinePage context={context} />,
  }
}

function OfflinePage({ context }: { context: RenderContext }) {
  const { title, text, again } = context.strings.offline
  return (
    <div class="listing hue">
      <header>
        <h1>{title}</h1>
        <p class="standfirst">{text}</p>
        <p>
          {/* biome-ignore lint/a11y/useValidAnchor: the page stands at the requested address, and an empty link requests it again */}
          <a href="">{again}</a>
        </p>
      </header>
      <StoredStoryList shows="copies" context={context} />
    </div>
  )
}
