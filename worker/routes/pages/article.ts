import { Hono } from 'hono'
import { articlePath } from '../../../content/model/path.ts'
import { articlePage } from '../../../web/pages/article-page.tsx'
import { gonePage, notFoundPage } from '../../../web/pages/message-page.tsx'
import type { AppEnv } from '../../context.ts'
import { ABSENCE, FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadArticle } from '../../read/article.ts'

export const article = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, articlePath, async (id) => {
    const loaded = await loadArticle(c.var.services, id)
    const { site, nextChange, tags } = loaded
    const absent = { policy: ABSENCE, nextChange, tags }
    switch (loaded.kind) {
      case 'moved':
        return redirect(c, articlePath(loaded.to), { tags, nextChange })
      case 'missing':
        return respondPage(c, notFoundPage(), site, { status: 404, ...absent })
      case 'gone':
        return respondPage(c, gonePage(loaded.reason), site, { status: 410, ...absent })
      case 'found': {
        const { article, revision, related, next, isPartial } = loaded
        const page = articlePage({ id, article, related, next })
        return respondPage(c, page, site, {
          policy: isPartial ? FALLBACK : PAGE,
          nextChange,
          tags,
          headers: { Revision: revision },
        })
      }
    }
  }),
)
