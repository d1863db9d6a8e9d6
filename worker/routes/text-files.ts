import { type Context, Hono } from 'hono'
import {
  API_PATH,
  absoluteUrl,
  FRONT_PATH,
  feedPath,
  indexNowKeyPath,
  NEWS_SITEMAP_PATH,
  OPENAPI_PATH,
  PARTNERS_PATH,
  SITEMAP_PATH,
  sectionPath,
} from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import type { AppEnv } from '../context.ts'
import { PAGE } from '../http/cache-policy.ts'
import { respondNotFound } from '../http/errors.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'

/** Small files at fixed addresses, made from the site; 404 where it has not what one needs. */
export const textFiles = new Hono<AppEnv>()
  .get('/llms.txt', (c) => respondText(c, llmsText))
  .get('/ads.txt', (c) => respondText(c, adsText))
  .get('/.well-known/security.txt', (c) => respondText(c, securityText))
  .get('/:file{[A-Za-z0-9-]{8,128}\\.txt}', (c, next) => {
    const { indexNowKey } = c.var.services.settings
    const isKey = indexNowKey !== undefined && c.var.pathname === indexNowKeyPath(indexNowKey)
    return isKey ? respondText(c, () => indexNowKey) : next()
  })

async function respondText(
  c: Context<AppEnv>,
  textOf: (site: Site, now: number) => string | null,
): Promise<Response> {
  const { site } = await loadSite(c.var.services)
  const text = textOf(site, c.var.services.now)
  if (text === null) return respondNotFound(c)
  return respond(c, text, 'text/plain; charset=utf-8', { policy: PAGE })
}

/** https://llmstxt.org */
function llmsText({ name, tagline, origin, sections }: Site): string {
  const link = (title: string, path: string) => `- [${title}](${absoluteUrl(origin, path)})`
  return [
    `# ${name}`,
    ...(tagline ? [`> ${tagline}`] : []),
    ['## Sections', ...sections.map((section) => link(section.name, sectionPath(section.id)))].join(
      '\n',
    ),
    [
      '## For programs',
      link('Reference of the JSON API', API_PATH),
      link('OpenAPI document', OPENAPI_PATH),
      link('How to republish articles: feeds, attribution, corrections', PARTNERS_PATH),
      link('Newest articles with their whole text, JSON Feed', feedPath(FRONT_PATH, 'json')),
      link('Sitemap', SITEMAP_PATH),
      link('News sitemap', NEWS_SITEMAP_PATH),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

/** https://iabtechlab.com/ads-txt/ */
function adsText({ ads }: Site): string | null {
  return ads.length > 0 ? `${ads.join('\n')}\n` : null
}

/** RFC 9116. It has to expire; that moves on by itself with the quarters of the year. */
function securityText({ securityContact, origin, language }: Site, now: number): string | null {
  if (securityContact === undefined) return null
  const date = new Date(now)
  const quarter = Math.floor(date.getUTCMonth() / 3) * 3
  const expires = new Date(Date.UTC(date.getUTCFullYear(), quarter + 6))
  return [
    `Contact: ${securityContact}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${[...new Set([language, 'en'])].join(', ')}`,
    ...(origin ? [`Canonical: ${origin}/.well-known/security.txt`] : []),
    '',
  ].join('\n')
}
