import type { Summary } from '../../content/model/summary.ts'
import { Story } from '../components/story.tsx'
import type { Setting } from '../setting.ts'

interface ListPageProps {
  title: string
  /** What the title is: a topic, an author. */
  label?: string
  /** The list's first page. */
  href: string
  hue: string
  items: Summary[]
  /** Where older stories are. */
  older: string | null
  isFirst: boolean
  /** With a day: the days before and after it. */
  days?: { previous: string; next: string | null }
  /** What stands where there are no stories. */
  empty: string
  setting: Setting
}

/** A list of stories: its newest large, the others below. Older pages have no large one. */
export function ListPage(props: ListPageProps) {
  const { title, label, href, hue, items, older, isFirst, days, empty, setting } = props
  const { strings } = setting
  return (
    <div class={`listing ${hue}`}>
      <header>
        {label && <p class="kicker">{label}</p>}
        <h1>
          <bdi>{title}</bdi>
        </h1>
      </header>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <div class={isFirst ? 'stories opened' : 'stories'}>
        {items.map((story, place) => (
          <Story
            story={story}
            setting={setting}
            rank={isFirst && place === 0 ? 'lead' : 'feature'}
            isFirst={place === 0}
            level={2}
            showsSection={label !== undefined}
          />
        ))}
      </div>
      {days && (
        <nav class="pager" aria-label={strings.archive}>
          <a href={days.previous}>{strings.previousDay}</a>
          {days.next && (
            <a href={days.next} rel="next">
              {strings.nextDay}
            </a>
          )}
        </nav>
      )}
      {(older || !isFirst) && (
        <nav class="pager" aria-label={title}>
          {!isFirst && (
            <a href={href} rel="prev">
              {strings.newest}
            </a>
          )}
          {older && (
            <a href={older} rel="next">
              {strings.older}
            </a>
          )}
        </nav>
      )}
    </div>
  )
}
