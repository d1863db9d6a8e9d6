import { instant } from './moment.ts'
import type { Site } from './site.ts'

/** What a shown date depends on: the site's settings and the language of the text. */
export type Calendar = Pick<Site, 'timeZone' | 'months' | 'digits' | 'hijri'> &
  Partial<Pick<Site, 'hijriOffset'>> & { language: string }

/** A moment as readers see it, in parts, because ICU versions join date and time differently. */
export interface ShownMoment {
  /** الأحد، 22 نوفمبر 2026 */
  date: string
  /** 12 جمادى الآخرة 1448 هـ, in the Umm al-Qura calendar; null where the site shows no Hijri dates. */
  hijri: string | null
  /** 21:30, on the 24-hour clock in the site's time zone. */
  time: string
}

/** The CLDR region for each set of month names; Lebanon's are those of the Levant and Iraq. */
const MONTHS_REGION = { gulf: 'EG', levant: 'LB', maghreb: 'TN', both: 'EG' } as const

/** @param moment an ISO 8601 moment of the model */
export function showMoment(moment: string, calendar: Calendar): Readonly<ShownMoment> {
  const { language, timeZone, months, digits, hijri, hijriOffset } = calendar
  const key = [moment, language, timeZone, months, digits, hijri, hijriOffset].join()
  const known = shown.get(key)
  if (known !== undefined) return known
  const at = instant(moment)
  const made = {
    date: showDate(at, calendar),
    hijri: showHijriDate(at, calendar),
    time: formatter(locale(calendar), 'time', calendar).format(at),
  }
  if (shown.size >= MAX_SHOWN) shown.clear()
  shown.set(key, made)
  return made
}

/** A list shows dozens of moments, and the next request for it the same ones. */
const shown = new Map<string, ShownMoment>()
const MAX_SHOWN = 1000

/**
 * The weekday and the date of a moment (milliseconds since 1970): الأحد، 22 نوفمبر 2026; or the date
 * alone.
 */
export function showDate(at: number, calendar: Calendar, style: 'full' | 'date' = 'full'): string {
  return withMonths(style, at, calendar)
}

/** The month of a moment (milliseconds since 1970) and its year: نوفمبر 2026. */
export function showMonth(at: number, calendar: Calendar): string {
  return withMonths('year', at, calendar)
}

function withMonths(style: Style, at: number, calendar: Calendar): string {
  const date = formatter(locale(calendar), style, calendar).format(at)
  if (calendar.months !== 'both' || calendar.language !== 'ar') return date
  const gulf = formatter(locale(calendar), 'month', calendar).format(at)
  const levant = formatter(locale({ ...calendar, months: 'levant' }), 'month', calendar).format(at)
  return date.replace(gulf, `${gulf}/${levant}`)
}

/** The Hijri date of a moment (milliseconds since 1970), or null where the site shows none. */
export function showHijriDate(at: number, calendar: Calendar): string | null {
  if (!calendar.hijri) return null
  const moved = at + (calendar.hijriOffset ?? 0) * DAY_MS
  return formatter(hijriLocale(calendar), 'date', calendar).format(moved)
}

/** The day of a moment without its year: 22 نوفمبر. */
export function showDay(at: number, calendar: Calendar): string {
  return formatter(locale(calendar), 'day', calendar).format(at)
}

/** The names of seven days, from the day of a moment (milliseconds since 1970). */
export function showWeekdays(from: number, calendar: Calendar): string[] {
  const format = formatter(locale(calendar), 'weekday', { ...calendar, timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, place) => format.format(from + place * DAY_MS))
}

/** A day of the Gregorian calendar; months count from 1. */
export interface Day {
  year: number
  month: number
  day: number
}

/** The day of a moment (milliseconds since 1970) in a time zone. */
export function dayOf(at: number, timeZone: string): Day {
  const parts = numericParts(at, timeZone)
  return { year: parts.year, month: parts.month, day: parts.day }
}

/**
 * When a day begins and ends in a time zone, in milliseconds since 1970; null for a date that does not
 * exist. Handles days of 23 and 25 hours.
 */
export function boundsOf(
  { year, month, day }: Day,
  timeZone: string,
): { from: number; until: number } | null {
  const utc = Date.UTC(year, month - 1, day)
  const date = new Date(utc)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return { from: midnight(utc, timeZone), until: midnight(utc + DAY_MS, timeZone) }
}

const DAY_MS = 86_400_000

/**
 * The moment at which a day begins: when clocks in the zone first show its midnight, which is given as
 * if it were UTC. Where clocks go forward at midnight there is none (Amman, Beirut, Cairo, Gaza in
 * spring), and the day begins with the change.
 */
function midnight(local: number, timeZone: string): number {
  const shownAt = (at: number) => {
    const { year, month, day, hour, minute, second } = numericParts(at, timeZone)
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
  const guesses = [local - DAY_MS, local + DAY_MS].map((near) => local - (shownAt(near) - near))
  const exact = guesses.filter((at) => shownAt(at) === local)
  if (exact.length > 0) return Math.min(...exact)
  let [before, after] = [Math.min(...guesses), Math.max(...guesses)]
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000
    if (shownAt(middle) < local) before = middle
    else after = middle
  }
  return after
}

function numericParts(at: number, timeZone: string): Day & Time {
  let format = numeric.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...NUMERIC, timeZone })
    numeric.set(timeZone, format)
  }
  const parts = format.formatToParts(at).map(({ type, value }) => [type, Number(value)])
  return Object.fromEntries(parts)
}

interface Time {
  hour: number
  minute: number
  second: number
}

const NUMERIC: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
}
const numeric = new Map<string, Intl.DateTimeFormat>()

type Style = 'full' | 'date' | 'day' | 'month' | 'year' | 'weekday' | 'time'

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long' },
  month: { month: 'long' },
  year: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
}

// Building a formatter takes longer than rendering a page: each is built once.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, style: Style, { timeZone }: Calendar): Intl.DateTimeFormat {
  const key = `${locale} ${style} ${timeZone}`
  let format = formatters.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone })
    formatters.set(key, format)
  }
  return format
}

function locale({ language, months, digits }: Calendar): string {
  if (language !== 'ar') return 'en-GB-u-ca-gregory-nu-latn'
  return `ar-${MONTHS_REGION[months]}-u-ca-gregory-nu-${digits}`
}

function hijriLocale({ language, digits }: Calendar): string {
  return language === 'ar'
    ? `ar-SA-u-ca-islamic-umalqura-nu-${digits}`
    : 'en-GB-u-ca-islamic-umalqura-nu-latn'
}
