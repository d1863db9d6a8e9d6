import { plainBidi } from '../../../content/arabic/bidi.ts'
import type { Article } from '../../../content/model/article.ts'
import { updateTitle } from '../../../content/model/live-updates.ts'
import { instant } from '../../../content/model/moment.ts'
import { absoluteUrl, articlePath, authorPath } from '../../../content/model/path.ts'
import { excerpt } from '../../../content/model/plain-text.ts'
import { type Site, sectionNamed } from '../../../content/model/site.ts'
import type { ShownUpdate } from '../../../web/render/live-view.ts'
import { directionOf } from '../../../web/strings/direction.ts'
import { updateHtml } from './body-html.ts'
import { type Feed, type FeedItem, feedWith } from './feed.ts'

interface LiveStoryFeed {
  id: string
  article: Article
  /** Newest first. */
  updates: ShownUpdate[]
}

/** The updates of a live story, each as an item that leads to its place on the page. */
export function liveFeedOf({ id, article, updates }: LiveStoryFeed, site: Site): Feed {
  const language = article.language ?? site.language
  const plain = (text: string) => (directionOf(language) === 'rtl' ? plainBidi(text) : text)
  const absolute = (path: string) => absoluteUrl(site.origin, path)
  const name = sectionNamed(site, article.section)?.name ?? article.section
  // The first id: an item stays the same when the story is renamed.
  const first = article.aliases?.[0] ?? id
  const itemOf = ({
    id: update,
    at,
    title,
    body,
    href,
    authors = article.authors ?? [],
  }: ShownUpdate): FeedItem => ({
    id: `${absolute(articlePath(first))}#u-${encodeURIComponent(update)}`,
    url: absolute(href),
    title: plain(updateTitle({ title, body })),
    summary: plain(excerpt({ body })),
    html: updateHtml(body, language, site),
    published: instant(at),
    updated: instant(at),
    authors: authors.map(({ name }) => {
      const path = authorPath(name)
      return { name, url: path && absolute(path) }
    }),
    categories: [name],
    language,
    image: null,
  })
  return feedWith(site, {
    title: `${plain(article.headline)} | ${plainBidi(site.name)}`,
    description: plain(excerpt(article)),
    path: articlePath(id),
    items: updates.map(itemOf),
  })
}
