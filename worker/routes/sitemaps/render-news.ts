import type { Site } from '../../../content/model/site.ts'
import type { Summary } from '../../../content/model/summary.ts'
import { element, textElement, XML_DECLARATION } from '../xml.ts'

const NAMESPACES = {
  xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
}

/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export function renderNews(items: Summary[], site: Site): string {
  return (
    XML_DECLARATION + element('urlset', NAMESPACES, '', ...items.map((item) => urlXml(item, site)))
  )
}

function urlXml({ url, headline, publishedAt, language }: Summary, { name }: Site): string {
  return element(
    'url',
    {},
    textElement('loc', url),
    element(
      'news:news',
      {},
      element(
        'news:publication',
        {},
        textElement('news:name', name),
        // Two or three letters, without the region.
        textElement('news:language', language.split('-')[0] ?? language),
      ),
      textElement('news:publication_date', publishedAt),
      textElement('news:title', headline),
    ),
  )
}
