const NUMBERS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\D.*)?$/
const NAMED = /^(\d{1,2})\s+(\p{L}[\p{L}\p{M} ]*?)\p{P}?\s+(\d{4})(?:\D.*)?$/u
const ENGLISH = /^(\p{L}+)\s+(\d{1,2}),?\s+(\d{4})(?:\D.*)?$/u
const TWELVE_HOURS = /^(\d{4}-\d\d-\d\d)[T\s,،]*(\d{1,2}):(\d\d)\s*(ص|م|صباحا|مساء|am|pm)$/iu

/**
 * What to write for a date in another form than the model's: 27/11/2026, 27 نوفمبر 2026, 9:30 م.
 * Null for what is not read as a date.
 */
export function dateAdvice(written: string): string | null {
  const text = written.normalize('NFD').replace(/\p{M}/gu, '').trim()
  if (/^1[34]\d\d-\d\d?-\d\d?/.test(text))
    return 'write the Gregorian date; readers see the Hijri one too'
  const half = TWELVE_HOURS.exec(text)
  if (half !== null) {
    const [, day = '', hour = '', minute = '', name = ''] = half
    const isAfternoon = /^(?:م|pm)/i.test(name)
    const hours = (Number(hour) % 12) + (isAfternoon ? 12 : 0)
    return `write ${day} ${String(hours).padStart(2, '0')}:${minute}`
  }
  const [, first = '', second = '', year = ''] = NUMBERS.exec(text) ?? []
  if (year !== '') {
    const dates = [iso(year, second, first), iso(year, first, second)].filter((one) => one !== null)
    return dates.length === 0 ? null : `write ${[...new Set(dates)].join(' or ')}`
  }
  const [, day = '', name = '', namedYear = ''] = NAMED.exec(text) ?? reordered(ENGLISH.exec(text))
  const month = name === '' ? undefined : monthNames().get(name.toLowerCase().trim())
  const date = month === undefined ? null : iso(namedYear, String(month), day)
  return date === null ? null : `write ${date}`
}

/** `November 27, 2026` in the order of `27 November 2026`. */
function reordered(match: RegExpExecArray | null): string[] {
  const [all = '', month = '', day = '', year = ''] = match ?? []
  return [all, day, month, year]
}

function iso(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${text}T00:00:00Z`)
  // JavaScript makes 1 March of 30 February.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return null
  return text
}

/** The names of the Gregorian months in the Arab countries, in English and French: name to number. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>()
  for (const locale of ['ar-EG', 'ar-SY', 'ar-TN', 'ar-MA', 'ar-MR', 'en', 'fr']) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, {
        month: style,
        timeZone: 'UTC',
      })
      for (let month = 1; month <= 12; month += 1) {
        const name = format.format(Date.UTC(2026, month - 1, 15))
        names.set(name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(), month)
      }
    }
  }
  return names
}
