import { element, textElement, XML_DECLARATION } from '../xml.ts'

interface Sitemap {
  address: string
  /** Milliseconds since 1970; null where it is not known. */
  changedAt: number | null
}

/** https://www.sitemaps.org/protocol.html#index */
export function renderIndex(sitemaps: Sitemap[]): string {
  const maps = sitemaps.map(({ address, changedAt }) =>
    element(
      'sitemap',
      {},
      textElement('loc', address),
      ...(changedAt === null ? [] : [textElement('lastmod', new Date(changedAt).toISOString())]),
    ),
  )
  const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9'
  return XML_DECLARATION + element('sitemapindex', { xmlns }, '', ...maps)
}
