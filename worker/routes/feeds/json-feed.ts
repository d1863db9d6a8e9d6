import type { Feed, FeedItem } from './feed.ts'

/** https://www.jsonfeed.org/version/1.1/ */
export function renderJsonFeed(feed: Feed): string {
  const { title, description, language, home, self, icon, hub, items } = feed
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self.json,
    description,
    icon,
    ...(hub !== null && { hubs: [{ type: 'WebSub', url: hub }] }),
    language,
    items: items.map(itemJson),
  })
}

function itemJson(item: FeedItem) {
  const { id, url, title, summary, html, published, updated, authors, categories, image } = item
  return {
    id,
    url,
    title,
    summary,
    // A reader needs one of the two.
    ...(html === null ? { content_text: summary } : { content_html: html }),
    date_published: new Date(published).toISOString(),
    date_modified: new Date(updated).toISOString(),
    authors: authors.map(({ name, url }) => ({ name, ...(url && { url }) })),
    tags: categories,
    language: item.language,
    ...(image && {
      image: image.url,
      attachments: [
        {
          url: image.url,
          mime_type: image.type,
          title: image.alt,
          ...(image.bytes && { size_in_bytes: image.bytes }),
        },
      ],
    }),
  }
}
