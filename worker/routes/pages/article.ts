import { Hono } from 'hono'
import { articlePath } from '../../../content/model/path.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import type { AppEnv } from '../../context.ts'
import { ABSENCE, FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { findArticle } from '../../read/article.ts'
import { articleTags } from '../../read/article-tags.ts'
import { loadSite, orLastGood } from '../../read/site.ts'

export const article = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, articlePath, async (id) => {
    const { services } = c.var
    const [loaded, found] = await Promise.all([loadSite(services), findArticle(services, id)])
    const site = orLastGood(loaded, found.lastGoodSite)
    const { nextChange } = found
    const tags = await articleTags(id, found)
    switch (found.kind) {
      case 'moved':
        return redirect(c, articlePath(found.to), { tags, nextChange })
      case 'missing':
        return respondPage(c, { kind: 'not-found' }, site, {
          status: 404,
          policy: ABSENCE,
          nextChange,
          tags,
        })
      case 'gone':
        return respondPage(c, { kind: 'gone', reason: found.reason }, site, {
          status: 410,
          policy: ABSENCE,
          nextChange,
          tags,
        })
      case 'found': {
        const { article, revision, related, next, isPartial } = found
        const view = {
          kind: 'article',
          id,
          article,
          related: related.map((card) => summaryOf(card, site.site)),
          next: next && summaryOf(next, site.site),
        } as const
        return respondPage(c, view, site, {
          policy: isPartial ? FALLBACK : PAGE,
          nextChange,
          tags,
          headers: { Revision: revision },
        })
      }
    }
  }),
)
