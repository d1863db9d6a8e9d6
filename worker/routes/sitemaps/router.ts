import { Hono } from 'hono'
import {
  absoluteUrl,
  NEWS_SITEMAP_PATH,
  SITEMAP_PATH,
  sitemapPartPath,
} from '../../../content/model/path.ts'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respond } from '../../http/respond.ts'
import { loadList } from '../../read/list.ts'
import { nextChange } from '../../read/next-change.ts'
import {
  loadSitemapPart,
  loadSitemapParts,
  MAX_PARTS,
  type SitemapPart,
} from '../../read/sitemap.ts'
import { renderIndex } from './render-index.ts'
import { renderNews } from './render-news.ts'
import { renderPart } from './render-part.ts'

const XML = 'application/xml; charset=utf-8'
const HOURS_48 = 48 * 3_600_000
/** Each article of a list costs two rows. */
const MAX_NEWS = 450

/** Sitemaps need absolute addresses: a site without an origin has none. */
export const sitemaps = new Hono<AppEnv>()
  .get(SITEMAP_PATH, async (c) => {
    const { site, parts, nextChange } = await loadSitemapParts(c.var.services)
    const { origin } = site.site
    if (origin === undefined) return respondNotFound(c)
    const sitemaps = parts.map(({ changedAt, ...part }) => {
      return { address: absoluteUrl(origin, sitemapPartPath(part)), changedAt }
    })
    return respond(c, renderIndex(sitemaps), XML, { policy: PAGE, nextChange, tags: [LISTS_TAG] })
  })
  .get('/sitemap/:month/:part', async (c) => {
    const part = partIn(c.var.pathname)
    if (part === null) return respondNotFound(c)
    const { site, entries, nextChange } = await loadSitemapPart(c.var.services, part)
    if (site.site.origin === undefined) return respondNotFound(c)
    const xml = renderPart(entries, site.site)
    return respond(c, xml, XML, { policy: PAGE, nextChange, tags: [LISTS_TAG] })
  })
  .get(NEWS_SITEMAP_PATH, async (c) => {
    const { services } = c.var
    const { now } = services
    const list = await loadList(services, {
      selection: { since: now - HOURS_48 + 1000 },
      limit: MAX_NEWS,
    })
    const { site, items, tags } = list
    if (site.site.origin === undefined) return respondNotFound(c)
    const leaves = items.map(({ publishedAt }) => Date.parse(publishedAt) + HOURS_48)
    return respond(c, renderNews(items, site.site), XML, {
      policy: PAGE,
      nextChange: nextChange(now, { at: [list.nextChange, ...leaves] }),
      tags,
    })
  })

const PART = /^\/sitemap\/(\d{4}-(?:0[1-9]|1[0-2]))\/([1-9]\d?)-of-([1-9]\d?)\.xml$/

function partIn(pathname: string): SitemapPart | null {
  const [, month, number, of] = PART.exec(pathname) ?? []
  if (month === undefined || Number(number) > Number(of) || Number(of) > MAX_PARTS) return null
  return { month, number: Number(number), of: Number(of) }
}
