import { Hono } from 'hono'
import { NEWS_SITEMAP_PATH, SITEMAP_PATH } from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import type { AppEnv } from '../context.ts'
import { PAGE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'

/** What crawlers may read, and where the sitemaps are: RFC 9309. */
export const robots = new Hono<AppEnv>().get('/', async (c) => {
  const { site } = await loadSite(c.var.services)
  return respond(c, robotsOf(site), 'text/plain; charset=utf-8', { policy: PAGE })
})

/** Everything but what is for programs; nothing for the robots that the site turns away. */
function robotsOf({ origin, crawlers }: Site): string {
  return [
    'User-agent: *\nDisallow: /api/\nDisallow: /preview/\n',
    ...(crawlers.length > 0
      ? [`${crawlers.map((name) => `User-agent: ${name}\n`).join('')}Disallow: /\n`]
      : []),
    ...(origin
      ? [`Sitemap: ${origin}${SITEMAP_PATH}\nSitemap: ${origin}${NEWS_SITEMAP_PATH}\n`]
      : []),
  ].join('\n')
}
