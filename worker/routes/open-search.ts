import { Hono } from 'hono'
import { absoluteUrl, SEARCH_PATH } from '../../content/model/path.ts'
import type { AppEnv } from '../context.ts'
import { RELEASE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'

/** Lets a browser add the site to its search engines. Source: OpenSearch 1.1, draft 6. */
export const openSearch = new Hono<AppEnv>().get('/', async (c) => {
  const { site } = await loadSite(c.var.services)
  const { name, tagline, origin, language } = site
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escapeXml([...name].slice(0, 16).join(''))}</ShortName>
<Description>${escapeXml(tagline ?? name)}</Description>
<Language>${escapeXml(language)}</Language>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Url type="text/html" template="${escapeXml(absoluteUrl(origin, SEARCH_PATH))}?q={searchTerms}"/>
<Image width="16" height="16" type="image/svg+xml">${escapeXml(absoluteUrl(origin, '/favicon.svg'))}</Image>
</OpenSearchDescription>
`
  return respond(c, text, 'application/opensearchdescription+xml; charset=utf-8', {
    policy: RELEASE,
  })
})

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
