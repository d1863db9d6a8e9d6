import { cdata, element, textElement, XML_DECLARATION } from '../xml.ts'
import type { Feed, FeedImage, FeedItem } from './feed.ts'

/** RFC 4287. */
export function renderAtom(feed: Feed): string {
  const { title, description, language, home, self, icon, hub, updated, items, siteName } = feed
  const xml = element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
    textElement('id', self.atom),
    textElement('title', title),
    textElement('subtitle', description),
    textElement('updated', date(updated ?? 0)),
    element('link', { rel: 'self', type: 'application/atom+xml', href: self.atom }),
    ...(hub === null ? [] : [element('link', { rel: 'hub', href: hub })]),
    element('link', { rel: 'alternate', type: 'text/html', href: home }),
    textElement('icon', icon),
    // An entry without authors of its own has those of the feed.
    element('author', {}, textElement('name', siteName)),
    ...items.map(entryXml),
  )
  return XML_DECLARATION + xml
}

function entryXml(item: FeedItem): string {
  const { id, url, title, summary, html, published, updated, authors, categories, image } = item
  return element(
    'entry',
    { 'xml:lang': item.language },
    textElement('id', id),
    textElement('title', title),
    textElement('published', date(published)),
    textElement('updated', date(updated)),
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    ...authors.map(({ name, url }) =>
      element('author', {}, textElement('name', name), ...(url ? [textElement('uri', url)] : [])),
    ),
    ...categories.map((term) => element('category', { term })),
    textElement('summary', summary),
    ...(html === null ? [] : [element('content', { type: 'html' }, cdata(html))]),
    ...(image ? [imageXml(image)] : []),
  )
}

function imageXml({ url, type, alt, bytes }: FeedImage): string {
  return element('link', { rel: 'enclosure', type, length: bytes, title: alt, href: url })
}

function date(at: number): string {
  return new Date(at).toISOString()
}
