import { fnv1a } from '../../../content/model/fnv1a.ts'
import type { Ranked } from '../../catalogue/queries/search.ts'

/** Where a page of results begins. Stays true while stories come and go. */
export type SearchPlace =
  /** Among the ranked results of everything before a position: what ranks below this. */
  | { kind: 'ranked'; before: number; after: { score: number; position: number } }
  /** What is older than a position, newest first; after ranked results, what was ranked. */
  | { kind: 'newest'; before: number; ranked: Ranked | null }

/** Before the best result. */
export const BEST = { score: Number.MAX_SAFE_INTEGER, position: 0 }

/** A place as the opaque text that addresses carry. */
export function searchCursorOf(place: SearchPlace): string {
  const numbers =
    place.kind === 'ranked'
      ? [place.before, place.after.score, place.after.position]
      : [place.before, ...(place.ranked ? [place.ranked.before, place.ranked.until] : [])]
  const text = place.kind.charAt(0) + numbers.map((number) => number.toString(36)).join('_')
  return `${text}.${checkOf(text)}`
}

/** The place that a cursor stands for, or null where it is invalid. */
export function searchPlaceIn(cursor: string): SearchPlace | null {
  const [, text, kind, list, check] =
    /^(([rn])(-?[0-9a-z]{1,11}(?:_-?[0-9a-z]{1,11}){0,2}))\.([0-9a-z]{1,4})$/.exec(cursor) ?? []
  if (text === undefined || list === undefined || check !== checkOf(text)) return null
  const numbers = list.split('_').map((number) => Number.parseInt(number, 36))
  const [before, second, third] = numbers
  if (before === undefined || !numbers.every(Number.isSafeInteger)) return null
  if (kind === 'n' && numbers.length === 1) return { kind: 'newest', before, ranked: null }
  if (second === undefined || third === undefined) return null
  if (kind === 'n') return { kind: 'newest', before, ranked: { before: second, until: third } }
  return { kind: 'ranked', before, after: { score: second, position: third } }
}

/** Against typing errors, not against forgery. */
function checkOf(text: string): string {
  return (fnv1a(`search ${text}`) % 36 ** 4).toString(36)
}
