import { positionAfter } from '../catalogue/position.ts'
import { FRONT_LENGTH } from '../catalogue/queries/front.ts'
import type { Snapshot } from '../read/snapshot.ts'

/** The worker reads no text above 1 MB; and parsing one takes a quarter of the CPU of a request. */
const MAX_BYTES = 900_000

/** How much shorter the lists are at each try. */
const STEP = 4

/**
 * The snapshot with as many articles of each section as fit into its size: with ten sections all of
 * them, with fifty less. Where a list in it ends too early for a page, the page asks the catalogue.
 */
export function fitSnapshot(snapshot: Snapshot): Snapshot {
  const encoder = new TextEncoder()
  const sizes = new Map(
    Object.entries(snapshot.cards).map(([id, card]) => [
      id,
      encoder.encode(JSON.stringify([id, card, id, snapshot.positions[id], id])).length,
    ]),
  )
  const sizeAt = (length: number) => {
    let size = 0
    for (const id of idsIn(cutTo(snapshot, length))) size += sizes.get(id) ?? 0
    return size
  }
  let length = FRONT_LENGTH
  while (length > 0 && sizeAt(length) > MAX_BYTES) length -= STEP
  if (length === FRONT_LENGTH) return snapshot
  const cut = cutTo(snapshot, length)
  const ids = idsIn(cut)
  const chosen = <Value>(record: Record<string, Value>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)))
  const { cards, positions } = cut
  return {
    ...cut,
    version: 2,
    cards: chosen(cards),
    positions: chosen(positions),
    sectionLength: length,
  }
}

/** In each section the newest visible articles and the next to appear, `length` of each. */
function cutTo(snapshot: Snapshot, length: number): Snapshot {
  const before = positionAfter(snapshot.builtAt)
  const isVisible = (id: string) => (snapshot.positions[id] ?? 0) < before
  const sections = Object.entries(snapshot.sections).map(([name, ids]): [string, string[]] => {
    const upcoming = ids
      .filter((id) => !isVisible(id))
      .toReversed()
      .slice(0, length)
      .toReversed()
    return [name, [...upcoming, ...ids.filter(isVisible).slice(0, length)]]
  })
  return { ...snapshot, sections: Object.fromEntries(sections) }
}

function idsIn({ newest, sections, lead, top, breaking }: Snapshot): Set<string> {
  return new Set([newest, lead, top, breaking, ...Object.values(sections)].flat())
}
