import { dayOf, showDate, showDay, showMoment } from '../../content/model/date.ts'
import { instant } from '../../content/model/moment.ts'
import { dayPath } from '../../content/model/path.ts'
import type { RenderContext } from '../render/context.ts'

interface FullMomentProps {
  at: string
  /** What happened then; shown with the weekday and the Hijri date when a pointer rests on the time. */
  label?: string
  /** On the same day only the time is shown. */
  after?: string
  /** The date leads to everything of that day. */
  linksToDay?: true
  context: RenderContext
}

/** A point in time: date and time, which belong together on a line. */
export function FullMoment({ at, label, after, linksToDay, context }: FullMomentProps) {
  const { calendar, now } = context
  const { date, hijri, time } = showMoment(at, calendar)
  const day = showDate(instant(at), calendar, 'date')
  const isSameDay = after !== undefined && showDate(instant(after), calendar, 'date') === day
  const comma = calendar.language === 'ar' ? '، ' : ', '
  return (
    <time
      dateTime={at}
      title={
        [label && `${label} ${date}`, label ? hijri : null].filter(Boolean).join(' · ') || undefined
      }
    >
      {linksToDay && instant(at) <= now ? (
        <>
          <a href={dayPath(dayOf(instant(at), calendar.timeZone))}>{day}</a>
          {comma}
          {time}
        </>
      ) : isSameDay ? (
        time
      ) : (
        `${day}${comma}${time}`
      )}
    </time>
  )
}

interface ShortMomentProps {
  at: string
  /** Stays as it is. */
  isFixed?: boolean
  context: RenderContext
}

/**
 * In lists: the time of today's stories, the day of older ones. Absolute, so that it stays true in
 * caches; the browser replaces the newest by how long ago that was (relative-times.ts).
 */
export function ShortMoment({ at, isFixed, context: { calendar, now } }: ShortMomentProps) {
  const { date, time } = showMoment(at, calendar)
  const isToday = date === showDate(now, calendar)
  return (
    <time dateTime={at} data-relative={isFixed ? undefined : true}>
      {isToday ? time : showDay(instant(at), calendar)}
    </time>
  )
}
