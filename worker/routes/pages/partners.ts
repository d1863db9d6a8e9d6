import { Hono } from 'hono'
import { PARTNERS_PATH } from '../../../content/model/path.ts'
import { partnersPage } from '../../../web/pages/partners-page.tsx'
import { FEED_LENGTH } from '../../catalogue/queries/feed.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { respondPage } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'

/** How partners republish articles. */
export const partners = new Hono<AppEnv>().get('/', async (c) => {
  const site = await loadSite(c.var.services)
  // One page, whatever the query of the request.
  c.set('path', PARTNERS_PATH)
  return respondPage(c, partnersPage(FEED_LENGTH), site, { policy: PAGE })
})
