import { type Context, Hono } from 'hono'
import { authorPath, olderPath, topicPath } from '../../../content/model/path.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import { positionIn } from '../../catalogue/position.ts'
import { PAGE_SIZE } from '../../catalogue/queries/front.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { cacheTag, LISTS_TAG } from '../../http/cache-tag.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadList } from '../../read/list.ts'
import { loadSite, orLastGood } from '../../read/site.ts'

export const topic = new Hono<AppEnv>().get('/:id', (c) => listTagged(c, 'topic'))
export const author = new Hono<AppEnv>().get('/:id', (c) => listTagged(c, 'author'))

const pathOf = {
  topic: (slug: string) => topicPath(slug) ?? '',
  author: (slug: string) => authorPath(slug) ?? '',
}

/** All stories on a topic, or by an author; a name that no visible story bears is no page. */
function listTagged(c: Context<AppEnv>, list: 'topic' | 'author'): Promise<Response> {
  return withId(c, pathOf[list], async (slug) => {
    const { services } = c.var
    const before = c.req.query('before')
    const position = before === undefined ? null : positionIn(before)
    if (before !== undefined && position === null) return respondNotFound(c)
    const [known, loaded] = await Promise.all([
      loadSite(services),
      loadList(services, { [list]: slug }, position, PAGE_SIZE),
    ])
    const { cards, older, nextChange, name, lastGoodSite } = loaded
    const site = orLastGood(known, lastGoodSite)
    const tags = [await cacheTag(list, slug), LISTS_TAG]
    const isBare = position === null && cards.length === 0 && older === null
    if (name === null || isBare) return respondNotFound(c, { tags, nextChange })
    const href = pathOf[list](slug)
    const view = {
      kind: 'list',
      list,
      title: name,
      href,
      items: cards.map((card) => summaryOf(card, site.site)),
      older: older && olderPath(href, older),
      isFirst: position === null,
    } as const
    return respondPage(c, view, site, { policy: PAGE, nextChange, tags })
  })
}
