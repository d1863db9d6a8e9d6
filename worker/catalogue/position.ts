import { fnv1a } from '../../content/model/fnv1a.ts'

/**
 * The catalogue's row number: the second of publication, then 20 bits that tell apart what was
 * published in the same second. So the order of the table itself is "newest last", and a place in
 * any list is one number that stays true while stories come and go.
 */
const TIE_BITS = 20
const TIES = 2 ** TIE_BITS

/** @param publishedAt milliseconds since 1970; the years 1800 to 2199 fit JavaScript's integers */
export function positionOf(id: string, publishedAt: number): number {
  return Math.floor(publishedAt / 1000) * TIES + (fnv1a(id) % TIES)
}

/** The first position that a reader may not see yet at this moment (milliseconds since 1970). */
export function positionAfter(now: number): number {
  return (Math.floor(now / 1000) + 1) * TIES
}

/** The first position of a second (milliseconds since 1970). */
export function positionAt(moment: number): number {
  return Math.floor(moment / 1000) * TIES
}

/** The second of publication in a position, as milliseconds since 1970. */
export function timeOf(position: number): number {
  return Math.floor(position / TIES) * 1000
}

/** A position as the opaque cursor that addresses carry. */
export function cursorOf(position: number): string {
  const text = position.toString(36)
  return `${text}.${checkOf(text)}`
}

/** The position in a cursor, or null where it is not a valid cursor. */
export function positionIn(cursor: string): number | null {
  const [, text, check] = /^(-?[0-9a-z]{1,11})\.([0-9a-z]{1,4})$/.exec(cursor) ?? []
  if (text === undefined || check !== checkOf(text)) return null
  const position = Number.parseInt(text, 36)
  return Number.isSafeInteger(position) && position.toString(36) === text ? position : null
}

/** Detects typing errors and old clients, not forgery: any position is allowed. */
function checkOf(text: string): string {
  return (fnv1a(`cursor ${text}`) % 36 ** 4).toString(36)
}
