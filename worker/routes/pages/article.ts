import { type Context, Hono } from 'hono'
import { articlePath } from '../../../content/model/path.ts'
import { articlePage } from '../../../web/pages/article-page.tsx'
import { gonePage, notFoundPage } from '../../../web/pages/message-page.tsx'
import type { AppEnv } from '../../context.ts'
import { ABSENCE, FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { pageParameter } from '../../http/page-parameters.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadArticle } from '../../read/article.ts'
import { loadLivePage } from '../../read/live-page.ts'
import { type LiveOrder, type LiveWindow, placeIn } from '../../read/live-window.ts'
import { nextChange as earliest } from '../../read/next-change.ts'

export const article = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, articlePath, async (id) => {
    const { services } = c.var
    const loaded = await loadArticle(services, id)
    const { site, nextChange, tags } = loaded
    const absent = { policy: ABSENCE, nextChange, tags }
    switch (loaded.kind) {
      case 'moved':
        return redirect(c, articlePath(loaded.to), { tags, nextChange })
      case 'missing':
        return respondPage(c, notFoundPage(loaded.newest), site, { status: 404, ...absent })
      case 'gone':
        return respondPage(c, gonePage(loaded.newest, loaded.reason), site, {
          status: 410,
          ...absent,
        })
      case 'found': {
        const { article, revision, related, next, isPartial, liveFacts } = loaded
        const { origin } = site.site
        const live = article.live
          ? await loadLivePage(services, { id, live: article.live, liveFacts }, windowIn(c), origin)
          : null
        const page = articlePage({ id, article, related, next, live: live?.view })
        return respondPage(c, page, site, {
          // The updates of a live story change without it.
          ...(live === null && { madeOf: loaded }),
          policy: isPartial || live?.isPartial ? FALLBACK : PAGE,
          nextChange: earliest(services.now, { at: [nextChange, live?.nextChange] }),
          tags: [...tags, ...(live?.tags ?? [])],
          headers: { Revision: revision },
        })
      }
    }
  }),
)

/** Which updates of a live story the address asks for: one order, from one update on. */
function windowIn(c: Context<AppEnv>): LiveWindow {
  const place = (name: string) => placeIn(pageParameter(c, name) ?? '')
  const [update, before, after] = [place('update'), place('before'), place('after')]
  const asked = pageParameter(c, 'order')
  const order = ORDERS.find((known) => known === asked) ?? null
  if (update) return { order, from: update, isIncluded: true }
  if (before) return { order: 'newest', from: before, isIncluded: false }
  return { order: after ? 'oldest' : order, from: after, isIncluded: false }
}

const ORDERS: LiveOrder[] = ['newest', 'oldest']
