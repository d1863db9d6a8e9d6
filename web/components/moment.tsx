import { showDate, showDay, showMoment } from '../../content/model/date.ts'
import { instant } from '../../content/model/moment.ts'
import type { Setting } from '../setting.ts'

/** A moment in full: weekday, date, Hijri date, time. */
export function FullMoment({ at, setting }: { at: string; setting: Setting }) {
  const { date, hijri, time } = showMoment(at, setting.calendar)
  return (
    <time dateTime={at}>
      {date}
      {hijri && ' '}
      {hijri && <span class="hijri">{hijri}</span>} <span class="clock">{time}</span>
    </time>
  )
}

/**
 * In lists: the time for today's stories, the day for older ones. Absolute, so that it stays true in
 * caches; the browser says of the newest how long ago they came (relative-times.ts).
 */
export function ShortMoment({ at, setting: { calendar, now } }: { at: string; setting: Setting }) {
  const { date, time } = showMoment(at, calendar)
  const isToday = date === showDate(now, calendar)
  return (
    <time dateTime={at} data-relative>
      {isToday ? time : showDay(instant(at), calendar)}
    </time>
  )
}
