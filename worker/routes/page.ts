import { Hono } from 'hono'
import { pageKey } from '../../content/model/key.ts'
import { readPage } from '../../content/model/page.ts'
import { pagePath } from '../../content/model/path.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { App } from '../app.ts'
import { noChanges, reconcile } from '../catalogue/reconcile.ts'
import { answerPage } from '../http/answer.ts'
import { PAGE } from '../http/cache-policy.ts'
import { cacheTag } from '../http/cache-tag.ts'
import { answerNotFound } from '../http/failure.ts'
import { withId } from '../http/with-id.ts'
import { loadSite } from '../load-site.ts'
import type { Services } from '../services.ts'
import type { Stored } from '../store.ts'

export const page = new Hono<App>().get('/:id', (c) =>
  withId(c, pagePath, async (id) => {
    const { services } = c.var
    const [site, stored] = await Promise.all([loadSite(services), services.store.readPage(id)])
    const tags = [await cacheTag('page', id)]
    const page = stored && pageIn(stored, id, services)
    if (!stored || !page) return answerNotFound(c, tags)
    return answerPage(c, { kind: 'standing', id, page }, site, {
      policy: PAGE,
      tags,
      headers: { Revision: stored.revision },
    })
  }),
)

/** The page, or null and a line in the status where the value is none. */
function pageIn(stored: Stored, id: string, { database, defer, now }: Services) {
  const key = pageKey(id)
  try {
    return readPage(stored.text())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { revision, stamp } = stored
    const reasons = error.problems.map(problemText)
    const problems = [{ key, revision, stamped: stamp !== null, reasons }]
    defer(database.run(...reconcile({ ...noChanges(), problems }, now)))
    return null
  }
}
