import type { Article } from '../../content/model/article.ts'
import type { LiveStory } from '../../content/model/live-story.ts'
import { type Update, updateRevision } from '../../content/model/live-updates.ts'
import { isVisible } from '../../content/model/summary.ts'
import { type LivePoints, livePointsOf, type ShownUpdate } from '../../web/render/live-view.ts'
import { cacheTag } from '../catalogue/cache-tag.ts'
import type { LiveFacts } from '../catalogue/live-row.ts'
import { liveQuery } from '../catalogue/queries/live.ts'
import type { Services } from '../context.ts'
import { loadArticle } from './article.ts'
import { versionInKv } from './choose-version.ts'
import { answered, loadUpdates, updatesOfPage, withVisibleLinks } from './live.ts'
import { shownUpdate } from './live-page.ts'
import { type LivePlace, type PlacedUpdate, placeText } from './live-window.ts'
import type { LoadedArticle } from './loaded-article.ts'
import { nextChange } from './next-change.ts'

/** Of an answer, and of the list that an open page compares with what it shows. */
const MAX_UPDATES = 50

export interface LiveHead {
  article: Article & { live: LiveStory }
  facts: LiveFacts | undefined
}

type LoadedHead =
  | ({ kind: 'live' } & LiveHead)
  | ({ kind: 'plain' } & Pick<LoadedArticle, 'tags' | 'nextChange'>)
  | Exclude<LoadedArticle, { kind: 'found' }>

/**
 * The article of a live story, and what the catalogue has of its updates: less than its page reads, because
 * every open page asks for it three times a minute. Where KV has no such story, or another revision than
 * the catalogue, the whole article is loaded: it says what is at this address.
 */
export async function loadLiveHead(services: Services, id: string): Promise<LoadedHead> {
  const { store, database } = services
  // First, so that one query is enough: this one, or that of the whole article.
  const asked = store.getArticle(id)
  const version = versionInKv(await answered(asked))
  if (version !== null && isVisible(version.article, services.now) && isLive(version.article)) {
    const facts = (await answered(database.run({ facts: liveQuery(id) })))?.facts[0]
    // KV may return an old value for a minute: where the two differ, the settle rule decides.
    if (facts === undefined || facts.headRevision === version.revision) {
      return { kind: 'live', article: version.article, facts }
    }
  }
  const loaded = await loadArticle(services, id, asked)
  if (loaded.kind !== 'found') return loaded
  const { article, liveFacts, tags, nextChange } = loaded
  return isLive(article)
    ? { kind: 'live', article, facts: liveFacts }
    : { kind: 'plain', tags, nextChange }
}

function isLive(article: Article): article is LiveHead['article'] {
  return article.live !== undefined
}

/** What is asked for: updates newer than one, older than one, or the newest. */
export interface LiveQuestion {
  since?: string
  before?: LivePlace
}

/** The cache tags of an answer that shows updates: its story, and the articles that they link to. */
export function tagsOfUpdates(id: string, references: string[]): Promise<string[]> {
  return Promise.all([
    cacheTag('live', id),
    ...[...new Set([id, ...references])].map((each) => cacheTag('article', each)),
  ])
}

export interface LiveAnswer {
  /** What stands above the updates now. */
  points: LivePoints
  /** Newest first. */
  updates: ShownUpdate[]
  /** There are more that are newer than `since`. */
  isCut: boolean
  /** Where the older ones begin. */
  next: string | null
  /** The newest of all, whatever was asked for: what is missing among them was deleted. */
  newest: { id: string; revision: string }[]
  /** `newest` has all of them. */
  isWhole: boolean
  isPartial: boolean
  nextChange: number | null
  /** The ids of the articles that the updates link to, seen or not. */
  references: string[]
}

export async function answerUpdates(
  services: Services,
  { id, head: { article, facts }, origin }: { id: string; head: LiveHead; origin?: string },
  question: LiveQuestion,
): Promise<LiveAnswer> {
  const { live } = article
  const loaded = await loadUpdates(services, id, facts)
  const all = loaded.updates
  const page = await chosen(services, { id, live }, all, question)
  const pinned = all.find((update) => update.id === live.pinned)
  const wanted = page.items.map(({ update }) => update)
  const linked = await withVisibleLinks(services, [...wanted, ...(pinned ? [pinned] : [])], origin)
  const shownPinned = pinned && shownUpdate(id, linked.shown[wanted.length] ?? pinned, pinned, null)
  return {
    points: livePointsOf(live.summary, shownPinned ?? null),
    updates: page.items.map(({ update, part }, index) =>
      shownUpdate(id, linked.shown[index] ?? update, update, part),
    ),
    isCut: page.isCut,
    next: page.next && placeText(page.next),
    newest: all.slice(0, MAX_UPDATES).map((update) => ({
      id: update.id,
      revision: updateRevision(update),
    })),
    isWhole: all.length <= MAX_UPDATES && (live.parts ?? 0) === 0,
    references: linked.references,
    isPartial: loaded.isPartial || page.isPartial || linked.isPartial,
    nextChange: nextChange(services.now, {
      articles: [article],
      at: [...loaded.changes, ...linked.changes],
    }),
  }
}

interface Chosen {
  items: PlacedUpdate[]
  next: LivePlace | null
  isCut: boolean
  isPartial: boolean
}

async function chosen(
  services: Services,
  story: { id: string; live: LiveStory },
  all: Update[],
  { since, before }: LiveQuestion,
): Promise<Chosen> {
  const place = all.findIndex((update) => update.id === since)
  if (since !== undefined && place >= 0) {
    const items = all
      .slice(0, Math.min(place, MAX_UPDATES))
      .map((update) => ({ update, part: null }))
    return { items, next: null, isCut: place > MAX_UPDATES, isPartial: false }
  }
  // The update that was the newest may have been deleted: then the newest are new to whom has it.
  const window = { order: 'newest' as const, from: before ?? null, isIncluded: false }
  const page = await updatesOfPage(services, story, all, window, MAX_UPDATES)
  return { ...page, isCut: since !== undefined && page.next !== null }
}
