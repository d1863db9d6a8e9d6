import { type Context, Hono } from 'hono'
import { plainBidi } from '../../../content/arabic/bidi.ts'
import {
  articlePath,
  authorPath,
  CORRECTIONS_PATH,
  FEED_FILES,
  type FeedFormat,
  FRONT_PATH,
  feedPath,
  sectionPath,
  topicPath,
} from '../../../content/model/path.ts'
import { type Site, sectionNamed } from '../../../content/model/site.ts'
import { gonePage } from '../../../web/pages/message-page.tsx'
import { FEED_LENGTH } from '../../catalogue/queries/feed.ts'
import type { Selection } from '../../catalogue/queries/list.ts'
import type { AppEnv } from '../../context.ts'
import { ABSENCE, FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { respondNotFound } from '../../http/errors.ts'
import { redirect } from '../../http/redirect.ts'
import { API_HEADERS, type ResponseOptions, respond, respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadCorrections } from '../../read/correction-list.ts'
import { type LoadedFeed, loadFeed } from '../../read/feed.ts'
import { answerUpdates, loadLiveHead, tagsOfUpdates } from '../../read/live-answer.ts'
import { loadSite } from '../../read/site.ts'
import { renderAtom } from './atom.ts'
import { correctionsFeedOf } from './corrections-feed.ts'
import { type Feed, feedOf } from './feed.ts'
import { renderJsonFeed } from './json-feed.ts'
import { liveFeedOf } from './live-feed.ts'
import { renderRss } from './rss.ts'

const FORMATS: Record<FeedFormat, { type: string; render: (feed: Feed) => string }> = {
  rss: { type: 'application/rss+xml; charset=utf-8', render: renderRss },
  atom: { type: 'application/atom+xml; charset=utf-8', render: renderAtom },
  json: { type: 'application/feed+json; charset=utf-8', render: renderJsonFeed },
}

/** A kind of list that has feeds. */
interface FeedSource {
  /** The route of its page. */
  route: string
  pathOf: (id: string) => string
  selectionOf: (id: string) => Selection
  /** What the list is called; null where there is no such list. */
  nameOf: (id: string, loaded: LoadedFeed) => string | null
}

/** A topic or an author is named by its newest visible article. */
const nameOf: FeedSource['nameOf'] = (_id, { name, entries }) => (entries.length > 0 ? name : null)

const SOURCES: FeedSource[] = [
  {
    route: '/section/:id',
    pathOf: sectionPath,
    selectionOf: (section) => ({ section }),
    nameOf: (id, { site }) => sectionNamed(site.site, id)?.name ?? null,
  },
  {
    route: '/topic/:id',
    pathOf: (slug) => topicPath(slug) ?? '',
    selectionOf: (topic) => ({ topic }),
    nameOf,
  },
  {
    route: '/author/:id',
    pathOf: (slug) => authorPath(slug) ?? '',
    selectionOf: (author) => ({ author }),
    nameOf,
  },
]

/** The feeds of the site, its sections, topics, authors and corrections, each in three formats. */
export const feeds = new Hono<AppEnv>()
for (const format of Object.keys(FEED_FILES) as FeedFormat[]) {
  feeds.get(feedPath(FRONT_PATH, format), async (c) => {
    const loaded = await loadFeed(c.var.services, {})
    return respondFeed(c, loaded, { format, path: FRONT_PATH, title: loaded.site.site.name })
  })
  feeds.get(feedPath(CORRECTIONS_PATH, format), async (c) => {
    const loaded = await loadCorrections(c.var.services, { limit: FEED_LENGTH })
    return respondFormat(c, correctionsFeedOf(loaded), format, { policy: PAGE, ...loaded })
  })
  feeds.get(feedPath('/article/:id', format), (c) => liveFeed(c, format))
  for (const source of SOURCES) {
    feeds.get(feedPath(source.route, format), (c) => listFeed(c, source, format))
  }
}

function listFeed(
  c: Context<AppEnv>,
  { pathOf, selectionOf, nameOf }: FeedSource,
  format: FeedFormat,
): Promise<Response> {
  return withId(
    c,
    (id) => feedPath(pathOf(id), format),
    async (id) => {
      const loaded = await loadFeed(c.var.services, selectionOf(id))
      const { tags, nextChange, site } = loaded
      const name = nameOf(id, loaded)
      if (name === null) return respondNotFound(c, { tags, nextChange })
      return respondFeed(c, loaded, { format, path: pathOf(id), title: titleOf(name, site.site) })
    },
  )
}

/** The feed of a live story. A story without updates has none. */
function liveFeed(c: Context<AppEnv>, format: FeedFormat): Promise<Response> {
  return withId(
    c,
    (id) => feedPath(articlePath(id), format),
    async (id) => {
      const { services } = c.var
      const [{ site }, head] = await Promise.all([loadSite(services), loadLiveHead(services, id)])
      if (head.kind === 'moved') {
        return redirect(c, feedPath(articlePath(head.to), format), head)
      }
      if (head.kind === 'gone') {
        const { newest, reason, tags, nextChange } = head
        const options = { status: 410 as const, policy: ABSENCE, nextChange, tags }
        return respondPage(c, gonePage(newest, reason), head.site, options)
      }
      if (head.kind !== 'live') {
        const { tags, nextChange } = head
        return respondNotFound(c, { tags, nextChange })
      }
      const { updates, isPartial, nextChange, references } = await answerUpdates(
        services,
        { id, head, origin: site.origin },
        {},
      )
      const feed = liveFeedOf({ id, article: head.article, updates }, site)
      return respondFormat(c, feed, format, {
        policy: isPartial ? FALLBACK : PAGE,
        nextChange,
        tags: await tagsOfUpdates(id, references),
      })
    },
  )
}

function titleOf(name: string, site: Site): string {
  return `${plainBidi(name)} | ${plainBidi(site.name)}`
}

function respondFeed(
  c: Context<AppEnv>,
  loaded: LoadedFeed,
  { format, path, title }: { format: FeedFormat; path: string; title: string },
): Promise<Response> {
  const feed = feedOf(loaded, { title, path, now: c.var.services.now })
  return respondFormat(c, feed, format, { policy: loaded.isShortened ? FALLBACK : PAGE, ...loaded })
}

function respondFormat(
  c: Context<AppEnv>,
  feed: Feed,
  format: FeedFormat,
  { policy, nextChange, tags }: Pick<ResponseOptions, 'policy' | 'nextChange' | 'tags'>,
): Promise<Response> {
  const { type, render } = FORMATS[format]
  return respond(c, render(feed), type, {
    policy,
    nextChange,
    tags,
    headers: {
      ...API_HEADERS,
      'Content-Language': feed.language,
      ...(feed.hub !== null && { Link: hubLinks(feed.hub, feed.self[format]) }),
      // The pages are what search engines are to show.
      'X-Robots-Tag': 'noindex',
    },
  })
}

/** https://www.w3.org/TR/websub/#discovery */
function hubLinks(hub: string, self: string): string {
  return `<${new URL(hub).href}>; rel="hub", <${self}>; rel="self"`
}
