import { topicPath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Story } from './story.tsx'

interface ListingProps {
  title: string
  /** What the title names: a topic, an author, a day. */
  label?: string
  /** What a section covers. */
  description?: string
  /** Topics that several of its stories have. */
  topics?: string[]
  /** The list's first page. */
  href: string
  hue: string
  items: Summary[]
  /** The page of older stories. */
  older: string | null
  isFirst: boolean
  /** Of a day's list: the days before and after it. */
  days?: { previous: string; next: string | null }
  /** Shown if there are no stories. */
  empty: string
  context: RenderContext
}

/** A list of stories: the newest one large, the others below it. Older pages have no large story. */
export function Listing(props: ListingProps) {
  const {
    title,
    label,
    description,
    topics = [],
    href,
    hue,
    items,
    older,
    isFirst,
    days,
    empty,
    context,
  } = props
  const { strings } = context
  return (
    <div class={`listing ${hue}`}>
      <header>
        {label && <p class="kicker">{label}</p>}
        <h1>
          <bdi>
            <BidiText text={title} />
          </bdi>
        </h1>
        {description && (
          <p class="standfirst">
            <BidiText text={description} />
          </p>
        )}
        {topics.length > 0 && (
          <ul class="of-week" aria-label={strings.topicsOfWeek}>
            {topics.map((topic) => (
              <li>
                <a href={topicPath(topic) ?? undefined}>
                  <bdi>
                    <BidiText text={topic} />
                  </bdi>
                </a>
              </li>
            ))}
          </ul>
        )}
      </header>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <div class={isFirst ? 'stories opened' : 'stories'}>
        {items.map((story, place) => (
          <Story
            story={story}
            context={context}
            rank={rankAt(place, isFirst)}
            isFirst={place === 0}
            level={2}
            showsSection={label !== undefined}
          />
        ))}
      </div>
      {days && (
        <nav class="pager" aria-label={strings.archive}>
          <a href={days.previous}>{strings.previousDay}</a>{' '}
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
          )}{' '}
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

/** On the first page a lead and two more in the same face; the rest are cards. */
function rankAt(place: number, isFirst: boolean) {
  if (!isFirst || place > 2) return 'card'
  return place === 0 ? 'lead' : 'feature'
}
