import { Hono } from 'hono'
import { pagePath } from '../../../content/model/path.ts'
import { standingPage } from '../../../web/pages/standing-page.tsx'
import { cacheTag } from '../../catalogue/cache-tag.ts'
import { noChanges, reconcile } from '../../catalogue/reconcile.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { nextChange } from '../../read/next-change.ts'
import { loadSite } from '../../read/site.ts'
import { parseStandingPage } from '../../read/standing-page.ts'
import { judgeReferences, NO_ROW } from '../../read/visible-references.ts'

/** A standing page. An invalid one answers 404, and is in the status until sync sees a valid one. */
export const page = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, pagePath, async (id) => {
    const { services } = c.var
    const { database, defer, now, store } = services
    const [site, stored] = await Promise.all([loadSite(services), store.getPage(id)])
    const tags = [await cacheTag('page', id)]
    if (!stored) return respondNotFound(c, { tags })
    const { page, problem } = parseStandingPage(stored, id)
    if (problem) {
      const noted = reconcile({ ...noChanges(), problems: [problem] }, now)
      defer(database.primary.run({ noted }))
    }
    if (!page) return respondNotFound(c, { tags })
    const { shown, references, changes, isPartial } = await judgeReferences(
      services,
      page,
      NO_ROW,
      site.site.origin,
    )
    return respondPage(c, standingPage(id, shown), site, {
      policy: isPartial ? FALLBACK : PAGE,
      nextChange: nextChange(now, { at: changes }),
      tags: [...tags, ...(await Promise.all(references.map((each) => cacheTag('article', each))))],
      headers: { Revision: stored.revision },
    })
  }),
)
