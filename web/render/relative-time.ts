const STEPS: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/**
 * Formats how long ago something was: قبل 3 دقائق, قبل يوم واحد.
 * @param locale with its digits, `ar-u-nu-latn`
 * @returns a function from an age in milliseconds to words
 */
export function relativeTimeFormat(locale: string): (age: number) => string {
  // Always as a number: 47 hours ago is not "yesterday".
  const format = new Intl.RelativeTimeFormat(locale)
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  return (age) => {
    const seconds = age / 1000
    const [unit, length] = STEPS.find(([, least]) => seconds >= least) ?? []
    return unit && length ? format.format(-Math.floor(seconds / length), unit) : now
  }
}
