import type { Article } from '../../content/model/article.ts'
import { referencesOf, withVisibleReferences } from '../../content/model/references.ts'
import { type Card, cardOf, isVisible } from '../../content/model/summary.ts'
import { cacheTag } from '../catalogue/cache-tag.ts'
import { FEED_LENGTH, feedQuery, MAX_FEED_REFERENCES } from '../catalogue/queries/feed.ts'
import type { Selection } from '../catalogue/queries/list.ts'
import { storedArticle, storedTargets } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'
import { selectionTags } from './list.ts'
import { nextChange } from './next-change.ts'
import { type LoadedSite, loadSite } from './site.ts'
import { loadSnapshot } from './snapshot.ts'
import { listInSnapshot } from './snapshot-list.ts'
import { reportBroken } from './valid-cards.ts'
import { changesOf, visibleTargets } from './visible-references.ts'

export interface FeedEntry {
  card: Card
  /** Null in a shortened feed. */
  article: Article | null
}

export interface LoadedFeed {
  site: LoadedSite
  /** Newest first. */
  entries: FeedEntry[]
  /** How the newest article writes the topic or the author; null where there is none. */
  name: string | null
  /** The catalogue did not answer: the feed is made from the snapshot, without the texts. */
  isShortened: boolean
  nextChange: number | null
  tags: string[]
}

/**
 * The newest articles of a selection with their texts, in one round trip to the catalogue. While that
 * does not answer: those of the snapshot, without texts.
 * @throws Unavailable where the snapshot does not hold the list either
 */
export async function loadFeed(services: Services, selection: Selection): Promise<LoadedFeed> {
  const [site, tags, feed] = await Promise.all([
    loadSite(services),
    selectionTags(selection),
    wholeFeed(services, selection),
  ])
  const { targets, ...shown } = feed
  const { origin } = site.site
  const visible = visibleTargets(targets, services.now)
  const references = new Set(
    shown.entries.flatMap(({ article }) => (article ? referencesOf(article) : [])),
  )
  const cited = [...references].slice(0, MAX_FEED_REFERENCES)
  return {
    site,
    ...shown,
    entries: shown.entries.map(({ card, article }) => ({
      card,
      article: article && withVisibleReferences(article, (id) => visible.has(id), origin),
    })),
    nextChange: nextChange(services.now, { at: [shown.nextChange, ...changesOf(targets)] }),
    tags: [...tags, ...(await Promise.all(cited.map((id) => cacheTag('article', id))))],
  }
}

async function wholeFeed(services: Services, selection: Selection) {
  const { database, now } = services
  try {
    const { rows, next, name, targets } = await database.run(feedQuery(selection, now))
    const articles = rows.flatMap(({ id, article: text }) => {
      const article = storedArticle(text)
      return article === null ? [] : [{ id, article }]
    })
    const known = new Set(articles.map(({ id }) => id))
    reportBroken(
      services,
      rows.filter(({ id }) => !known.has(id)),
    )
    return {
      targets: storedTargets(targets[0]?.targets),
      entries: articles
        .filter(({ article }) => isVisible(article, now))
        .map(({ id, article }) => ({ card: cardOf(id, article), article })),
      name: name[0]?.name ?? null,
      isShortened: false,
      nextChange: nextChange(now, {
        articles: articles.map(({ article }) => article),
        upcoming: next[0]?.position,
      }),
    }
  } catch (error) {
    const list = error instanceof Unavailable ? await shortFeed(services, selection) : null
    if (list === null) throw error
    return list
  }
}

async function shortFeed(services: Services, selection: Selection) {
  const snapshot = await loadSnapshot(services)
  const list = snapshot && listInSnapshot(snapshot, selection, FEED_LENGTH, services.now)
  if (!list) return null
  return {
    targets: [],
    entries: list.cards.map((card) => ({ card, article: null })),
    name: null,
    isShortened: true,
    nextChange: list.nextChange,
  }
}
