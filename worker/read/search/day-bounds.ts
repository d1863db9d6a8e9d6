import { boundsOf } from '../../../content/model/date.ts'

/** From when and until when a day lasts in a time zone, in milliseconds since 1970; null for what is no day. */
export function dayBounds(text: string, timeZone: string): { from: number; until: number } | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? []
  if (year === undefined) return null
  return boundsOf({ year: Number(year), month: Number(month), day: Number(day) }, timeZone)
}
