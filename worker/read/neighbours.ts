import { type Card, isVisible } from '../../content/model/summary.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'

const MOST_RELATED = 4

/** What follows in the section: the next older story, after the oldest the newest. */
export function nextStory({ older, newest }: ArticleFacts, now: number): Card | null {
  return visible(older, now)[0] ?? visible(newest, now)[0] ?? null
}

/** The editor's own choice first, then what shares its topics, then the section's newest. */
export function relatedStories(facts: ArticleFacts, next: Card | null, now: number): Card[] {
  const chosen = visible(facts.chosen, now)
  const others = [...visible(facts.near, now), ...visible(facts.newest, now)]
  const byId = new Map([...chosen, ...others].map((card) => [card.id, card]))
  if (next !== null && !chosen.some(({ id }) => id === next.id)) byId.delete(next.id)
  return [...byId.values()].slice(0, MOST_RELATED)
}

function visible(list: string, now: number): Card[] {
  return (JSON.parse(list) as string[])
    .map((card) => JSON.parse(card) as Card)
    .filter((card) => isVisible(card, now))
}
