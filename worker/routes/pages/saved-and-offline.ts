import { type Context, Hono } from 'hono'
import { OFFLINE_PATH, SAVED_PATH } from '../../../content/model/path.ts'
import { offlinePage } from '../../../web/pages/offline-page.tsx'
import { savedPage } from '../../../web/pages/saved-page.tsx'
import type { PageDefinition } from '../../../web/render/page.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { respondPage } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'

/** The pages that show what is stored in the reader's browser; the worker renders only their frame. */
export const saved = new Hono<AppEnv>().get('/', (c) => respondFrame(c, savedPage(), SAVED_PATH))
export const offline = new Hono<AppEnv>().get('/', (c) =>
  respondFrame(c, offlinePage(), OFFLINE_PATH),
)

async function respondFrame(
  c: Context<AppEnv>,
  page: PageDefinition,
  path: string,
): Promise<Response> {
  const site = await loadSite(c.var.services)
  // One page, whatever the query of the request.
  c.set('path', path)
  return respondPage(c, page, site, { policy: PAGE })
}
