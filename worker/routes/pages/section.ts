import { Hono } from 'hono'
import { olderPath, sectionPath } from '../../../content/model/path.ts'
import { sectionNamed } from '../../../content/model/site.ts'
import { sectionPage } from '../../../web/pages/section-page.tsx'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { positionBefore } from '../../http/cursor.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadList } from '../../read/list.ts'

export const section = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, sectionPath, async (id) => {
    const before = positionBefore(c)
    if (before === undefined) return respondNotFound(c)
    const source = { selection: { section: id }, before, fromSnapshot: true }
    const { site, items, older, nextChange, tags, isFallback } = await loadList(
      c.var.services,
      source,
    )
    const section = sectionNamed(site.site, id)
    if (section === null) return respondNotFound(c, { tags: [LISTS_TAG] })
    const page = sectionPage({
      section,
      items,
      older: older && olderPath(sectionPath(id), older),
      isFirst: before === null,
    })
    return respondPage(c, page, site, { policy: isFallback ? FALLBACK : PAGE, nextChange, tags })
  }),
)
