import { type Day, showMonth, showWeekdays } from '../../content/model/date.ts'
import { ARCHIVE_PATH, dayPath, monthPath } from '../../content/model/path.ts'
import type { RenderContext } from '../render/context.ts'
import { listHead } from '../render/list-head.ts'
import type { PageDefinition } from '../render/page.ts'

interface ArchiveDay {
  day: Day
  /** How many articles it has. */
  count: number
}

export interface ArchivePageProps {
  year: number
  month: number
  /** From the first of the month to the last, or to today. */
  days: ArchiveDay[]
  /** Days with more articles than this show this number and a plus sign. */
  most: number
  /** The months before and after it that have articles. */
  previous: { year: number; month: number } | null
  next: { year: number; month: number } | null
  isCurrent: boolean
}

/** The articles by day: a calendar of one month. */
export function archivePage(props: ArchivePageProps): PageDefinition {
  return {
    style: 'list',
    head: (context) =>
      listHead(context, {
        title: context.strings.archive,
        isFirst: props.isCurrent,
        kind: 'day',
        items: [],
      }),
    body: (context) => <ArchivePage {...props} context={context} />,
  }
}

const FIRST_WEEKDAY = Date.UTC(2026, 0, 4)

function ArchivePage(props: ArchivePageProps & { context: RenderContext }) {
  const { year, month, days, most, previous, next, context } = props
  const { strings, calendar } = context
  const monthName = (one: Pick<Day, 'year' | 'month'>) =>
    showMonth(Date.UTC(one.year, one.month - 1, 15), calendar)
  const title = monthName({ year, month })
  const firstPlace = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1
  const number = new Intl.NumberFormat(`${calendar.language}-u-nu-${calendar.digits}`)
  return (
    <div class="listing hue">
      <header>
        <p class="kicker">{strings.archive}</p>
        <h1>{title}</h1>
      </header>
      <ol class="calendar" aria-label={title}>
        {showWeekdays(FIRST_WEEKDAY, calendar).map((weekday) => (
          <li class="weekday" aria-hidden="true">
            {weekday}
          </li>
        ))}
        {days.map(({ day, count }, place) => (
          <li class={place === 0 ? `starts-${firstPlace}` : undefined}>
            {count > 0 ? (
              <a href={dayPath(day)}>
                <span>{number.format(day.day)}</span>{' '}
                <span class="meta">
                  {strings.storyCount(Math.min(count, most), number.format(Math.min(count, most)))}
                  {count > most && '+'}
                </span>
              </a>
            ) : (
              <span>{number.format(day.day)}</span>
            )}
          </li>
        ))}
      </ol>
      <nav class="pager" aria-label={strings.archive}>
        {previous && <a href={monthPath(previous)}>{monthName(previous)}</a>}
        {next && (
          <a href={monthPath(next)} rel="next">
            {monthName(next)}
          </a>
        )}
      </nav>
      <p>
        <a href={ARCHIVE_PATH}>{strings.thisMonth}</a>
      </p>
    </div>
  )
}
