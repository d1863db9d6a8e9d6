import { StoredStoryList } from '../components/stored-story-list.tsx'
import type { RenderContext } from '../render/context.ts'
import { unindexedHead } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'

/** The stories that the reader saved for later. */
export function savedPage(): PageDefinition {
  return {
    style: 'stored',
    head: (context) => unindexedHead(context, context.strings.saved.title),
    body: (context) => <SavedPage context={context} />,
  }
}

function SavedPage({ context }: { context: RenderContext }) {
  const { site, strings } = context
  const { title, text, offline } = strings.saved
  return (
    <div class="listing hue">
      <header>
        <h1>{title}</h1>
        <p class="standfirst">{site.offline ? `${text} ${offline}` : text}</p>
      </header>
      <StoredStoryList shows="saved" context={context} />
    </div>
  )
}
