import { localIso, momentsAtLocalTime } from '../../model/local-time.ts'

/**
 * A moment without an offset (`2014-05-01T10:00:00`) as clocks in a time zone showed it, in ISO 8601
 * with the offset.
 */
export function momentInZone(local: string, timeZone: string): string {
  const written = Date.parse(`${local}Z`)
  const [moment = written] = momentsAtLocalTime(written, timeZone)
  return localIso(moment, timeZone)
}
