import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Story } from './story.tsx'

interface ListingProps {
  title: string
  /** What the title names: a topic, an author, a day. */
  label?: string
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
  const { title, label, href, hue, items, older, isFirst, days, empty, context } = props
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
      </header>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <div class={isFirst ? 'stories opened' : 'stories'}>
        {items.map((story, place) => (
          <Story
            story={story}
            context={context}
            rank={isFirst && place === 0 ? 'lead' : 'feature'}
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
