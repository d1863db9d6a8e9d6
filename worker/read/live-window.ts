import { isId } from '../../content/model/id.ts'
import type { Update } from '../../content/model/live-updates.ts'

export type LiveOrder = 'newest' | 'oldest'

/** A place among the updates: that of one of them, and the part that holds it; no part: the newest. */
export interface LivePlace {
  id: string
  part: number | null
}

/** Which updates a page shows. */
export interface LiveWindow {
  /** Null: as the story's state says. */
  order: LiveOrder | null
  /** From where on, in this order; null from the beginning. */
  from: LivePlace | null
  /** Whether the update of that place is shown too. */
  isIncluded: boolean
}

/** As a parameter of an address: the id, and the part after a point, which no id holds. */
export function placeText({ id, part }: LivePlace): string {
  return part === null ? id : `${id}.${part}`
}

/** The place in a parameter; null where it is none. */
export function placeIn(text: string): LivePlace | null {
  const [, id = '', part] = /^([^.]+)(?:\.([1-9]\d?))?$/.exec(text) ?? []
  return isId(id) ? { id, part: part === undefined ? null : Number(part) } : null
}

/** The part of a story that holds these updates; null: the value that is written to. */
export type PartOf = number | null

/** An update and where it is stored. */
export interface PlacedUpdate {
  update: Update
  part: PartOf
}

/** The values of a story in the order in which they are read. */
export function volumesOf(parts: number, order: LiveOrder): PartOf[] {
  const older = Array.from({ length: parts }, (_, index) => parts - index)
  const newestFirst: PartOf[] = [null, ...older]
  return order === 'newest' ? newestFirst : newestFirst.toReversed()
}
