import { ownValue } from '../../content/model/own-value.ts'
import type { Card } from '../../content/model/summary.ts'
import { cursorOf, positionAfter } from '../catalogue/position.ts'
import { FRONT_LENGTH } from '../catalogue/queries/front.ts'
import type { Selection } from '../catalogue/queries/list.ts'
import { knownUntil, visibleIn } from './compose-front.ts'
import { nextChange } from './next-change.ts'
import type { Snapshot } from './snapshot.ts'

interface SnapshotList {
  cards: Card[]
  /** The cursor of older articles, where there may be any. */
  older: string | null
  /** Ends before a page is full, though there may be more in the catalogue. */
  isShort: boolean
  nextChange: number | null
}

/** The newest articles of a section or of all, or null where the snapshot does not hold the list. */
export function listInSnapshot(
  snapshot: Snapshot,
  { section, ...filters }: Selection,
  limit: number,
  now: number,
): SnapshotList | null {
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  const ids = section === undefined ? snapshot.newest : ownValue(snapshot.sections, section)
  if (ids === undefined || isFiltered) return null
  const cards = visibleIn(snapshot, now)(ids)
  const shown = cards.slice(0, limit)
  const last = shown.at(-1)
  const end = last && ownValue(snapshot.positions, last.id)
  const most = section === undefined ? FRONT_LENGTH : (snapshot.sectionLength ?? FRONT_LENGTH)
  const isCutOff = isCut(snapshot, ids, most)
  const mayHaveMore = cards.length > limit || isCutOff
  return {
    cards: shown,
    isShort: isCutOff && cards.length < limit,
    older: end !== undefined && mayHaveMore ? cursorOf(end) : null,
    nextChange: nextChange(now, {
      articles: ids.flatMap((id) => ownValue(snapshot.cards, id) ?? []),
      at: [knownUntil(snapshot)],
    }),
  }
}

/** A list that was full when the snapshot was built may go on in the catalogue. */
function isCut({ builtAt, positions }: Snapshot, ids: string[], most: number): boolean {
  const visibleThen = positionAfter(builtAt)
  return ids.filter((id) => (ownValue(positions, id) ?? 0) < visibleThen).length >= most
}
