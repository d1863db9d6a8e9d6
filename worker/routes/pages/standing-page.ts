import { Hono } from 'hono'
import { pagePath } from '../../../content/model/path.ts'
import { noChanges, reconcile } from '../../catalogue/reconcile.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { cacheTag } from '../../http/cache-tag.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadSite } from '../../read/site.ts'
import { pageToServe } from '../../read/standing-page.ts'

/** A standing page; a broken one is none, and a line in the status until sync sees it mended. */
export const page = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, pagePath, async (id) => {
    const { database, defer, now, store } = c.var.services
    const [site, stored] = await Promise.all([loadSite(c.var.services), store.getPage(id)])
    const tags = [await cacheTag('page', id)]
    if (!stored) return respondNotFound(c, { tags })
    const { page, problem } = pageToServe(stored, id)
    if (problem) defer(database.run(...reconcile({ ...noChanges(), problems: [problem] }, now)))
    if (!page) return respondNotFound(c, { tags })
    return respondPage(c, { kind: 'standing', id, page }, site, {
      policy: PAGE,
      tags,
      headers: { Revision: stored.revision },
    })
  }),
)
