import { type Card, isVisible } from '../../content/model/summary.ts'
import { type ArticleFacts, HEADLINES } from '../catalogue/queries/article.ts'
import { storedPlaces } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { validCards } from './valid-cards.ts'

const MAX_RELATED = 4

/** What follows in the section: the next older story, after the oldest the newest. */
export function nextStory(services: Services, { older, newest }: ArticleFacts): Card | null {
  return visible(services, older)[0] ?? visible(services, newest)[0] ?? null
}

/** The newest headlines for the page of an address without an article. */
export function headlinesElsewhere(services: Services, facts: ArticleFacts | undefined): Card[] {
  return facts === undefined ? [] : visible(services, facts.elsewhere).slice(0, HEADLINES)
}

/** The editor's own choice first, then what shares its topics, then the section's newest. */
export function relatedStories(services: Services, facts: ArticleFacts, next: Card | null): Card[] {
  const chosen = visible(services, facts.chosen)
  const byId = new Map(chosen.map((card) => [card.id, card]))
  const add = (list: string | null) => {
    for (const card of visible(services, list)) {
      if (card.id !== next?.id && !byId.has(card.id)) byId.set(card.id, card)
    }
  }
  // What is not needed is not parsed.
  if (byId.size < MAX_RELATED) add(facts.near)
  if (byId.size < MAX_RELATED) add(facts.newest)
  return [...byId.values()].slice(0, MAX_RELATED)
}

function visible(services: Services, list: string | null): Card[] {
  return validCards(services, storedPlaces(list))
    .map(({ parsed }) => parsed)
    .filter((card) => isVisible(card, services.now))
}
