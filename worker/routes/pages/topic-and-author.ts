import { type Context, Hono } from 'hono'
import { authorPath, olderPath, topicPath } from '../../../content/model/path.ts'
import { listPage } from '../../../web/pages/list-page.tsx'
import { MAX_COUNTED } from '../../catalogue/queries/list.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { positionBefore } from '../../http/cursor.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadList } from '../../read/list.ts'

export const topic = new Hono<AppEnv>().get('/:id', (c) => listByName(c, 'topic'))
export const author = new Hono<AppEnv>().get('/:id', (c) => listByName(c, 'author'))

const pathOf = {
  topic: (slug: string) => topicPath(slug) ?? '',
  author: (slug: string) => authorPath(slug) ?? '',
}

/** All articles on a topic, or by an author; 404 for a name that no visible article has. */
function listByName(c: Context<AppEnv>, list: 'topic' | 'author'): Promise<Response> {
  return withId(c, pathOf[list], async (slug) => {
    const before = positionBefore(c)
    if (before === undefined) return respondNotFound(c)
    const loaded = await loadList(c.var.services, {
      selection: { [list]: slug },
      before,
      withCount: before === null,
    })
    const { site, items, older, nextChange, tags, name, count } = loaded
    const isEmpty = before === null && items.length === 0 && older === null
    if (name === null || isEmpty) return respondNotFound(c, { tags, nextChange })
    const href = pathOf[list](slug)
    const page = listPage({
      list,
      title: name,
      href,
      items,
      ...(count !== null && {
        count: Math.min(count, MAX_COUNTED),
        hasMore: count > MAX_COUNTED,
      }),
      older: older && olderPath(href, older),
      isFirst: before === null,
    })
    return respondPage(c, page, site, { policy: PAGE, nextChange, tags })
  })
}
