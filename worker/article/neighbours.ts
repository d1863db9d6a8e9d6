import { type Card, isVisible } from '../../content/model/summary.ts'
import type { articleQuery } from '../catalogue/article-query.ts'
import type { CardRow } from '../catalogue/list-query.ts'
import type { RowsOf } from '../database.ts'

type Rows = RowsOf<ReturnType<typeof articleQuery>>
const MOST_RELATED = 4

/** What follows in the section: the next older story, after the oldest the newest. */
export function nextStory([, , , , , , older, newest]: Rows, now: number): Card | null {
  return visible([...older, ...newest], now)[0] ?? null
}

/** The editor's own choice first, then what shares its topics, then the section's newest. */
export function relatedStories(rows: Rows, next: Card | null, now: number): Card[] {
  const [, , , , chosen, near, , newest] = rows
  const byId = new Map(visible([...chosen, ...near, ...newest], now).map((card) => [card.id, card]))
  if (next !== null && !chosen.some(({ card }) => idOf(card) === next.id)) byId.delete(next.id)
  return [...byId.values()].slice(0, MOST_RELATED)
}

function visible(rows: CardRow[], now: number): Card[] {
  return rows.map(({ card }) => JSON.parse(card) as Card).filter((card) => isVisible(card, now))
}

function idOf(card: string): string {
  return (JSON.parse(card) as Card).id
}
