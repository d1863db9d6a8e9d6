import { SEARCH_PATH } from '../../content/model/path.ts'
import { Island } from '../islands/island.tsx'
import { StoredStories, type StoredStoriesProps } from '../islands/stored-stories.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
import { sectionClass } from './story.tsx'

interface StoredStoryListProps {
  shows: StoredStoriesProps['shows']
  context: RenderContext
}

/** The stories that are stored on the reader's device. Only the browser can list them. */
export function StoredStoryList({ shows, context }: StoredStoryListProps) {
  const { site, strings } = context
  const { since, remove, removed } = strings.saved
  const { saved, recent } = strings.offline
  const { inSaved, noneSaved, results } = strings.search
  const empty = shows === 'saved' ? strings.saved.empty : strings.offline.empty
  return (
    <Island
      name="stored-stories"
      component={StoredStories}
      when="near"
      props={{
        shows,
        words: {
          ...{ empty, since, remove, removed, needsScript: strings.needsScript, saved, recent },
          ...{ search: inSaved, results, none: noneSaved },
        },
        searchPath: SEARCH_PATH,
        hues: Object.fromEntries(
          site.sections.map(({ id, name }) => [name, sectionClass(id, context)]),
        ),
        locale: localeOf(context),
      }}
    />
  )
}
