import { Hono } from 'hono'
import { pagePath } from '../../../content/model/path.ts'
import { standingPage } from '../../../web/pages/standing-page.tsx'
import { cacheTag } from '../../catalogue/cache-tag.ts'
import { noChanges, reconcile } from '../../catalogue/reconcile.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadSite } from '../../read/site.ts'
import { parseStandingPage } from '../../read/standing-page.ts'

/** A standing page. An invalid one answers 404, and is in the status until sync sees a valid one. */
export const page = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, pagePath, async (id) => {
    const { database, defer, now, store } = c.var.services
    const [site, stored] = await Promise.all([loadSite(c.var.services), store.getPage(id)])
    const tags = [await cacheTag('page', id)]
    if (!stored) return respondNotFound(c, { tags })
    const { page, problem } = parseStandingPage(stored, id)
    if (problem) {
      defer(database.run({ problem: reconcile({ ...noChanges(), problems: [problem] }, now) }))
    }
    if (!page) return respondNotFound(c, { tags })
    return respondPage(c, standingPage(id, page), site, {
      policy: PAGE,
      tags,
      headers: { Revision: stored.revision },
    })
  }),
)
