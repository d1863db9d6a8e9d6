const STEPS: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** How long ago: قبل 3 دقائق, قبل يوم واحد. @param locale with its digits, `ar-u-nu-latn` */
export function relativeTime(at: number, now: number, locale: string): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  for (const [unit, length] of STEPS) {
    // In numbers: 47 hours ago is not yesterday.
    if (seconds >= length) {
      return new Intl.RelativeTimeFormat(locale).format(-Math.floor(seconds / length), unit)
    }
  }
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
}
