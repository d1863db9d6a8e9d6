import { localIso, momentsAtLocalTime } from '../model/local-time.ts'
import { step } from './places.ts'
import type { Source } from './source.ts'

/** In files a date may be written without its offset: it is in the site's time zone. */
export interface DateOptions {
  timeZone: string
  /** What `now` and a missing `publishedAt` mean, in milliseconds since 1970; null where it must be given. */
  now: number | null
}

export interface Resolved {
  source: Source
  /** `publishedAt` where the file does not have it yet. */
  filled: { publishedAt: string } | null
}

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
  const resolve = (path: string, written: unknown) => {
    const date = typeof written === 'string' ? resolved(written, options.timeZone) : null
    if (date === null) return written
    if ('problem' in date) problems.push({ path, message: date.problem })
    return 'problem' in date ? written : date.iso
  }
  const fields: Record<string, unknown> = { ...value }
  for (const name of FIELDS) {
    if (name in fields) fields[name] = resolve(name, fields[name])
  }
  if (Array.isArray(fields.corrections)) {
    fields.corrections = fields.corrections.map((correction: unknown, index) => {
      if (typeof correction !== 'object' || correction === null || !('at' in correction)) {
        return correction
      }
      const path = step(step('corrections', index), 'at')
      return { ...correction, at: resolve(path, correction.at) }
    })
  }
  const filled = options.now === null ? null : fill(fields, options.now, options.timeZone)
  return { source: { ...source, value: { ...fields, ...filled }, problems }, filled }
}

function fill(
  { publishedAt, updatedAt }: Record<string, unknown>,
  now: number,
  timeZone: string,
): Resolved['filled'] {
  const isMissing = publishedAt === undefined || publishedAt === null
  if (!isMissing && !(typeof publishedAt === 'string' && NOW.test(publishedAt.trim()))) return null
  // A story that was updated was published before.
  if (isMissing && updatedAt !== undefined) return null
  return { publishedAt: localIso(now, timeZone) }
}

function resolved(written: string, timeZone: string): { iso: string } | { problem: string } | null {
  const match = LOCAL.exec(withLatinDigits(written).trim())
  if (match === null) return null
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
      problem: `is there twice in ${timeZone}, because clocks are set back; write ${only} or ${other}`,
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
