import { cdata, element, textElement, XML_DECLARATION } from '../xml.ts'
import type { Feed, FeedImage, FeedItem } from './feed.ts'

const NAMESPACES = {
  version: '2.0',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** https://www.rssboard.org/rss-specification */
export function renderRss(feed: Feed): string {
  const { title, description, language, home, self, icon, hub, updated, items } = feed
  const channel = element(
    'channel',
    {},
    textElement('title', title),
    textElement('link', home),
    textElement('description', description),
    textElement('language', language),
    ...(updated === null ? [] : [textElement('lastBuildDate', date(updated))]),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: self.rss }),
    ...(hub === null ? [] : [element('atom:link', { rel: 'hub', href: hub })]),
    element(
      'image',
      {},
      textElement('url', icon),
      textElement('title', title),
      textElement('link', home),
    ),
    ...items.map(itemXml),
  )
  return XML_DECLARATION + element('rss', NAMESPACES, channel)
}

function itemXml(item: FeedItem): string {
  const { id, url, title, summary, html, published, updated, authors, categories, image } = item
  return element(
    'item',
    {},
    textElement('title', title),
    textElement('link', url),
    textElement('guid', id, { isPermaLink: String(id === url) }),
    textElement('pubDate', date(published)),
    ...(updated > published ? [textElement('atom:updated', new Date(updated).toISOString())] : []),
    ...authors.map(({ name }) => textElement('dc:creator', name)),
    textElement('dc:language', item.language),
    ...categories.map((category) => textElement('category', category)),
    textElement('description', summary),
    ...(html === null ? [] : [element('content:encoded', {}, cdata(html))]),
    ...(image ? [imageXml(image)] : []),
  )
}

function imageXml({ url, type, alt, width, height, bytes }: FeedImage): string {
  const content = element(
    'media:content',
    { url, type, medium: 'image', fileSize: bytes, width, height },
    textElement('media:description', alt, { type: 'plain' }),
  )
  // Zero where the size is not known: https://www.rssboard.org/rss-profile#element-channel-item-enclosure
  return element('enclosure', { url, type, length: bytes ?? 0 }) + content
}

/** RFC 822 with a year of four digits. */
function date(at: number): string {
  return new Date(at).toUTCString()
}
