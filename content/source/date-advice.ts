const NUMBERS = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)/
const NAMED = /^(\d{1,2})\s+(\p{L}[\p{L} ]*?)\p{P}?\s+(\d{4})(?!\d)/u
const ENGLISH = /^(\p{L}+)\s+(\d{1,2}),?\s+(\d{4})(?!\d)/u
const TIME = /^[T\s,،]*(\d{1,2}):(\d\d)(?::\d\d)?\s*(ص|م|صباحا|مساء|am|pm)?$/iu
const HIJRI = 'write the Gregorian date; readers see the Hijri one too'

/**
 * What to write for a date in another form than the model's: 27/11/2026, 27 نوفمبر 2026, 9:30 م.
 * Null for what is not read as a date.
 */
export function dateAdvice(written: string): string | null {
  const text = written.normalize('NFD').replace(/\p{M}/gu, '').trim()
  const found = datesIn(text)
  if (found === null) return null
  const { dates, length } = found
  if (dates.some((date) => /^1[34]\d\d-/.test(date))) return HIJRI
  const time = timeIn(text.slice(length))
  if (dates.length === 0 || time === null) return null
  return `write ${[...new Set(dates)].map((date) => `${date}${time}`).join(' or ')}`
}

/** The days that the beginning of a text may mean, and its length. */
function datesIn(text: string): { dates: string[]; length: number } | null {
  const numbers = NUMBERS.exec(text)
  if (numbers !== null) {
    const [{ length }, first = '', second = '', third = ''] = numbers
    const isYearFirst = first.length > 2
    const orders = isYearFirst
      ? [[first, second, third]]
      : [
          [third, second, first],
          [third, first, second],
        ]
    return { dates: orders.flatMap(([year, month, day]) => iso(year, month, day)), length }
  }
  const named = NAMED.exec(text)
  const [all = '', month = '', day = '', year = ''] = named
    ? [named[0], named[2], named[1], named[3]]
    : (ENGLISH.exec(text) ?? [])
  const number = all === '' ? undefined : monthNames().get(month.toLowerCase().trim())
  return number === undefined ? null : { dates: iso(year, String(number), day), length: all.length }
}

/** ` 21:30` for `9:30 م`, an empty text where there is no time, null for what is none. */
function timeIn(text: string): string | null {
  if (text.trim() === '') return ''
  const [, hour = '', minute = '', half = ''] = TIME.exec(text) ?? []
  const isHalf = half !== ''
  if (hour === '' || Number(minute) > 59 || Number(hour) > (isHalf ? 12 : 23)) return null
  const isAfternoon = /^(?:م|pm)/i.test(half)
  const hours = isHalf ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour)
  return ` ${String(hours).padStart(2, '0')}:${minute}`
}

/** The day as `2026-11-27`, or none where there is no such day. */
function iso(year = '', month = '', day = ''): string[] {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = year.length === 4 ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // JavaScript makes 1 March of 30 February.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  return isDay ? [text] : []
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
