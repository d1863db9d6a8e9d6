import { cutText } from '../model/cut-text.ts'
import { localIso, momentsAtLocalTime } from '../model/local-time.ts'
import { dateAdvice } from './date-advice.ts'
import { step } from './places.ts'
import type { Source } from './source.ts'

/** In files a date may be written without its offset: it is in the site's time zone. */
export interface DateOptions {
  timeZone: string
  /** What `now` and a missing `publishedAt` mean, in milliseconds since 1970; null where a date must be given. */
  now: number | null
}

export interface Resolved {
  source: Source
  /** The fields in which the file says `now`, and `publishedAt` where it has none. */
  filled: Record<string, unknown> | null
}

/** Earlier years are those of the Hijri calendar, or typing errors. */
const FIRST_YEAR = 1800
/** In the place of a date that was refused, so that the model does not refuse it again. */
const REFUSED = '2000-01-01T00:00:00Z'
const FIELDS = ['publishedAt', 'updatedAt', 'expiresAt']
const NOW = /^(?:now|today|الآن|اليوم)$/i
const LOCAL =
  /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T،,\s]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i

/** The source with every date of its fields in ISO 8601 with an offset. */
export function resolveDates(source: Source, options: DateOptions): Resolved {
  const { value } = source
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { source, filled: null }
  }
  const problems = [...source.problems]
  const current = options.now === null ? null : localIso(options.now, options.timeZone)
  const filled: Record<string, unknown> = {}
  const resolve = (path: string, written: unknown) => {
    if (current !== null && isNow(written)) return current
    if (typeof written !== 'string') return written
    const date = resolved(written, options.timeZone)
    if (date === null) {
      const advice = dateAdvice(withLatinDigits(written))
      const shown = JSON.stringify(cutText(written, 40))
      if (advice !== null)
        problems.push({ path, message: `${shown} is written another way; ${advice}` })
      // Otherwise the model says what a date is.
      return advice === null ? written : undefined
    }
    if ('problem' in date) problems.push({ path, message: date.problem })
    return 'problem' in date ? written : date.iso
  }
  const fields: Record<string, unknown> = { ...value }
  for (const name of FIELDS) {
    if (!(name in fields)) continue
    const date = resolve(name, fields[name])
    // Without a date the model would call it missing.
    fields[name] = date === undefined && name === 'publishedAt' ? REFUSED : date
    if (isNow(Reflect.get(value, name)) && current !== null) filled[name] = current
  }
  if (isFirstPublishing(value) && current !== null) {
    fields.publishedAt = current
    filled.publishedAt = current
  }
  if (Array.isArray(fields.corrections)) {
    const written = fields.corrections
    fields.corrections = written.map((correction: unknown, index) =>
      hasDate(correction)
        ? {
            ...correction,
            at: resolve(step(step('corrections', index), 'at'), correction.at) ?? REFUSED,
          }
        : correction,
    )
    const isFilled = current !== null && written.some((one) => hasDate(one) && isNow(one.at))
    if (isFilled) filled.corrections = fields.corrections
  }
  const isChanged = Object.keys(filled).length > 0
  return { source: { ...source, value: fields, problems }, filled: isChanged ? filled : null }
}

function isNow(written: unknown): boolean {
  return typeof written === 'string' && NOW.test(written.trim())
}

function hasDate(value: unknown): value is { at: unknown } {
  return typeof value === 'object' && value !== null && 'at' in value
}

/** A story that was updated was published before. */
function isFirstPublishing(fields: object): boolean {
  const { publishedAt, updatedAt } = fields as Record<string, unknown>
  return (publishedAt === undefined || publishedAt === null) && updatedAt === undefined
}

function resolved(written: string, timeZone: string): { iso: string } | { problem: string } | null {
  const match = LOCAL.exec(withLatinDigits(written).trim())
  if (match === null || Number(match[1]) < FIRST_YEAR) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = match
  const two = (part = '') => part.padStart(2, '0')
  const date = `${year}-${two(month)}-${two(day)}`
  const text = `${date}T${two(hour)}:${two(minute)}:${two(second)}`
  const local = Date.parse(`${text}Z`)
  // JavaScript makes 1 March of 30 February.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return null
  if (offset !== undefined) {
    const isKnown = Number.isNaN(Date.parse(text + withColon(offset)))
    return isKnown ? null : { iso: text + withColon(offset) }
  }
  const moments = momentsAtLocalTime(local, timeZone)
  const [only, other] = moments.map((moment) => localIso(moment, timeZone))
  if (only !== undefined && other === undefined) return { iso: only }
  if (only !== undefined) {
    return {
      problem: `occurs twice in ${timeZone}, because clocks are set back; write ${only} or ${other}`,
    }
  }
  return {
    problem: `does not exist in ${timeZone}, because clocks are set forward; write an hour later`,
  }
}

function withColon(offset: string): string {
  return offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
}

function withLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
