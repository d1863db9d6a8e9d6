const FORMAT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  calendar: 'gregory',
  numberingSystem: 'latn',
}
const DAY_MS = 86_400_000

/**
 * The moments at which clocks in a time zone show a time: one, two where they are set back over it,
 * none where they are set forward. @param local the time as if it were UTC
 */
export function momentsAtLocalTime(local: number, timeZone: string): number[] {
  const offsets = [local - DAY_MS, local + DAY_MS].map((near) => offsetAt(near, timeZone))
  const moments = [...new Set(offsets)].map((offset) => local - offset)
  return moments.filter((moment) => moment + offsetAt(moment, timeZone) === local).sort()
}

/** A moment in ISO 8601 with the offset of a time zone, to the second. */
export function localIso(moment: number, timeZone: string): string {
  const seconds = Math.floor(moment / 1000) * 1000
  const offset = offsetAt(seconds, timeZone)
  // Before time zones, offsets had seconds, which ISO 8601 does not write.
  if (offset % 60_000 !== 0) return new Date(seconds).toISOString().replace('.000Z', 'Z')
  const [local = ''] = new Date(seconds + offset).toISOString().split('.')
  const minutes = Math.abs(offset) / 60_000
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

/** How far clocks are before UTC, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const seconds = Math.floor(moment / 1000) * 1000
  const parts = new Intl.DateTimeFormat('en', { ...FORMAT, timeZone }).formatToParts(seconds)
  const part = (type: string) => Number(parts.find((known) => known.type === type)?.value)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - seconds
}
