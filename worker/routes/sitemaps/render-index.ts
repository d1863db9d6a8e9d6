import { element, textElement, XML_DECLARATION } from '../xml.ts'

/** https://www.sitemaps.org/protocol.html#index */
export function renderIndex(addresses: string[]): string {
  const maps = addresses.map((address) => element('sitemap', {}, textElement('loc', address)))
  const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9'
  return XML_DECLARATION + element('sitemapindex', { xmlns }, '', ...maps)
}
