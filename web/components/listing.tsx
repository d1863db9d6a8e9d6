import { Fragment } from 'preact'
import { topicPath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import type { Strings } from '../strings/strings.ts'
import { Story } from './story.tsx'

interface ListingProps {
  title: string
  /** What the title names: a topic, an author, a day. */
  label?: string
  /** What a section covers. */
  description?: string
  /** What else is to be said of it, in a word or two each. */
  facts?: string[]
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
    facts = [],
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
        {(facts.length > 0 || days) && (
          <div class="about">
            <p class="meta">
              {facts.map((fact, place) => (
                <Fragment>
                  {place > 0 && ' · '}
                  <BidiText text={fact} />
                </Fragment>
              ))}
            </p>
            {days && <DayLinks days={days} strings={strings} />}
          </div>
        )}
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

/** To the days before and after, below the title; in words at the end of the list. */
function DayLinks({ days, strings }: Required<Pick<ListingProps, 'days'>> & { strings: Strings }) {
  return (
    <span class="day-links">
      <a href={days.previous} title={strings.previousDay} aria-label={strings.previousDay}>
        ‹
      </a>{' '}
      {days.next && (
        <a href={days.next} title={strings.nextDay} aria-label={strings.nextDay}>
          ›
        </a>
      )}
    </span>
  )
}

/** On the first page a lead and two more in the same face; the rest are cards. */
function rankAt(place: number, isFirst: boolean) {
  if (!isFirst || place > 2) return 'card'
  return place === 0 ? 'lead' : 'feature'
}
