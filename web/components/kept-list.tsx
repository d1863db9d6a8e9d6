import { Island } from '../islands/island.tsx'
import type { KeptStoriesProps } from '../islands/kept-stories.tsx'
import { localeOf, type Setting } from '../setting.ts'
import { sectionClass } from './story.tsx'

interface KeptListProps {
  shows: KeptStoriesProps['shows']
  setting: Setting
}

/** The stories that the reader's browser keeps: it alone knows them. */
export function KeptList({ shows, setting }: KeptListProps) {
  const { site, strings } = setting
  const { since, remove, removed } = strings.saved
  const { saved, recent } = strings.offline
  const empty = shows === 'saved' ? strings.saved.empty : strings.offline.empty
  return (
    <Island
      name="kept-stories"
      when="near"
      props={{
        shows,
        words: { empty, since, remove, removed, needsScript: strings.needsScript, saved, recent },
        hues: Object.fromEntries(
          site.sections.map(({ id, name }) => [name, sectionClass(id, setting)]),
        ),
        locale: localeOf(setting),
      }}
    />
  )
}
