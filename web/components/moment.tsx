import { showDate, showDay, showMoment } from '../../content/model/date.ts'
import { instant } from '../../content/model/moment.ts'
import type { RenderContext } from '../render/context.ts'

/** A point in time in full: weekday, date, Hijri date, time. */
export function FullMoment({ at, context }: { at: string; context: RenderContext }) {
  const { date, hijri, time } = showMoment(at, context.calendar)
  return (
    <time dateTime={at}>
      {date}
      {hijri && ' '}
      {hijri && <span class="hijri">{hijri}</span>} <span class="clock">{time}</span>
    </time>
  )
}

/**
 * In lists: the time of today's stories, the day of older ones. Absolute, so that it stays true in
 * caches; the browser replaces the newest by how long ago that was (relative-times.ts).
 */
export function ShortMoment({
  at,
  context: { calendar, now },
}: {
  at: string
  context: RenderContext
}) {
  const { date, time } = showMoment(at, calendar)
  const isToday = date === showDate(now, calendar)
  return (
    <time dateTime={at} data-relative>
      {isToday ? time : showDay(instant(at), calendar)}
    </time>
  )
}
