import { analyse } from '../../../content/arabic/analyse.ts'
import {
  absoluteUrl,
  articlePath,
  authorPath,
  sectionPath,
  topicPath,
} from '../../../content/model/path.ts'
import type { Site } from '../../../content/model/site.ts'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import { positionAfter } from '../../catalogue/position.ts'
import { upcoming } from '../../catalogue/queries/list.ts'
import { newestMatching, type SuggestedRow } from '../../catalogue/queries/suggest.ts'
import type { Services } from '../../context.ts'
import { nextChange } from '../next-change.ts'
import { loadSite } from '../site.ts'
import { validCards } from '../valid-cards.ts'
import { beginningMatch } from './match.ts'

export interface Suggestion {
  kind: 'topic' | 'author' | 'section' | 'article'
  text: string
  url: string
}

/** Stories whose names or headline begin so: with their rows in the table 2 × 40 + 2 × 10 + 1 rows. */
const STORIES_BY_NAME = 40
const STORIES_BY_HEADLINE = 10
const MAX_NAMES = 4
const MAX_HEADLINES = 5

/** What a reader who is still typing may mean: of visible stories only. */
export async function loadSuggestions(services: Services, typed: string) {
  const { database, now } = services
  const words = analyse(typed.slice(0, 100)).slice(0, 8)
  const last = words.at(-1)
  const loading = loadSite(services)
  if (last === undefined) return { items: [], nextChange: null, tags: [LISTS_TAG] }
  const before = positionAfter(now)
  const names = newestMatching(beginningMatch(words, 'name'), before, now, STORIES_BY_NAME)
  const heads = newestMatching(beginningMatch(words, 'headline'), before, now, STORIES_BY_HEADLINE)
  const [{ site }, rows] = await Promise.all([
    loading,
    database.run({
      namesA: names.a,
      namesB: names.b,
      headsA: heads.a,
      headsB: heads.b,
      next: upcoming(now),
    }),
  ])
  const cardsOf = (found: SuggestedRow[]) => validCards(services, found).map(({ parsed }) => parsed)
  const named = cardsOf([...rows.namesA, ...rows.namesB])
  const headed = cardsOf([...rows.headsA, ...rows.headsB])
  const fits = (text: string) =>
    beginsWith(
      text,
      words.map(({ word }) => word),
    )
  const items = [
    ...frequent(named.flatMap(({ topics }) => topics).filter(fits)).map((text) =>
      suggestion('topic', text, topicPath(text), site),
    ),
    ...frequent(named.flatMap(({ authors }) => authors.map(({ name }) => name)).filter(fits)).map(
      (text) => suggestion('author', text, authorPath(text), site),
    ),
    ...site.sections
      .filter(({ name }) => fits(name))
      .map(({ id, name }) => suggestion('section', name, sectionPath(id), site)),
    ...headed
      .filter(({ headline }) => fits(headline))
      .slice(0, MAX_HEADLINES)
      .map(({ id, headline }) => suggestion('article', headline, articlePath(id), site)),
  ]
  const change = nextChange(now, {
    articles: [...named, ...headed],
    upcoming: rows.next[0]?.position,
  })
  return { items, nextChange: change, tags: [LISTS_TAG] }
}

/** Whether each typed word begins a word of the text, with or without its article. */
function beginsWith(text: string, typed: string[]): boolean {
  const words = analyse(text).flatMap(({ word, forms }) => [
    word,
    word.replace(/^ال(?=..)/, ''),
    ...forms,
  ])
  return typed.every((start) => words.some((word) => word.startsWith(start)))
}

function frequent(names: string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MAX_NAMES)
    .map(([name]) => name)
}

function suggestion(
  kind: Suggestion['kind'],
  text: string,
  path: string | null,
  { origin }: Site,
): Suggestion {
  return { kind, text, url: absoluteUrl(origin, path ?? '/') }
}
