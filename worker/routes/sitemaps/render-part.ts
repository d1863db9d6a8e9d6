import { isRemoteImage } from '../../../content/model/figure.ts'
import { absoluteUrl, articlePath, imageUrl } from '../../../content/model/path.ts'
import type { Site } from '../../../content/model/site.ts'
import type { SitemapEntry } from '../../read/sitemap.ts'
import { element, textElement, XML_DECLARATION } from '../xml.ts'

const NAMESPACES = {
  xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  'xmlns:image': 'http://www.google.com/schemas/sitemap-image/1.1',
  'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
}

export function renderPart(entries: SitemapEntry[], site: Site): string {
  const urls = entries.map((entry) => urlXml(entry, site))
  return XML_DECLARATION + element('urlset', NAMESPACES, '', ...urls)
}

function urlXml({ card, updated, translations }: SitemapEntry, site: Site): string {
  const address = (id: string) => absoluteUrl(site.origin, articlePath(id))
  const others = Object.entries(translations)
  // A set of translations names each of its members, itself included.
  const languages = others.length > 0 ? [[card.language ?? site.language, card.id], ...others] : []
  const image = shownImage(card.image?.src, site)
  return element(
    'url',
    {},
    textElement('loc', address(card.id)),
    textElement('lastmod', new Date(updated).toISOString()),
    ...(image ? [element('image:image', {}, textElement('image:loc', image))] : []),
    ...languages.map(([hreflang, id]) =>
      element('xhtml:link', { rel: 'alternate', hreflang, href: address(id ?? '') }),
    ),
  )
}

function shownImage(src: string | undefined, { origin, imageOrigins }: Site): string | null {
  if (src === undefined) return null
  if (isRemoteImage(src) && !imageOrigins.includes(new URL(src).origin)) return null
  return absoluteUrl(origin, imageUrl(src))
}
