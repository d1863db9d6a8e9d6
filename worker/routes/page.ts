import { Hono } from 'hono'
import { pagePath } from '../../content/model/path.ts'
import type { App } from '../app.ts'
import { noChanges, reconcile } from '../catalogue/reconcile.ts'
import { answerPage } from '../http/answer.ts'
import { PAGE } from '../http/cache-policy.ts'
import { cacheTag } from '../http/cache-tag.ts'
import { answerNotFound } from '../http/failure.ts'
import { withId } from '../http/with-id.ts'
import { loadSite } from '../load-site.ts'
import { pageToServe } from '../standing-page.ts'

/** A standing page; a broken one is none, and a line in the status until sync sees it mended. */
export const page = new Hono<App>().get('/:id', (c) =>
  withId(c, pagePath, async (id) => {
    const { database, defer, now, store } = c.var.services
    const [site, stored] = await Promise.all([loadSite(c.var.services), store.readPage(id)])
    const tags = [await cacheTag('page', id)]
    if (!stored) return answerNotFound(c, { tags })
    const { page, problem } = pageToServe(stored, id)
    if (problem) defer(database.run(...reconcile({ ...noChanges(), problems: [problem] }, now)))
    if (!page) return answerNotFound(c, { tags })
    return answerPage(c, { kind: 'standing', id, page }, site, {
      policy: PAGE,
      tags,
      headers: { Revision: stored.revision },
    })
  }),
)
