import { Hono } from 'hono'
import { olderPath, sectionPath } from '../../../content/model/path.ts'
import { sectionNamed } from '../../../content/model/site.ts'
import { positionIn } from '../../catalogue/position.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { cacheTag, LISTS_TAG } from '../../http/cache-tag.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { withId } from '../../http/with-id.ts'
import { loadSection } from '../../read/section.ts'

export const section = new Hono<AppEnv>().get('/:id', (c) =>
  withId(c, sectionPath, async (id) => {
    const before = c.req.query('before')
    const position = before === undefined ? null : positionIn(before)
    if (before !== undefined && position === null) return respondNotFound(c)
    const { site, items, older, nextChange, isFallback } = await loadSection(
      c.var.services,
      id,
      position,
    )
    const section = sectionNamed(site.site, id)
    if (section === null) return respondNotFound(c, { tags: [LISTS_TAG] })
    const path = sectionPath(id)
    const view = {
      kind: 'section',
      section,
      items,
      older: older && olderPath(path, older),
      isFirst: position === null,
    } as const
    return respondPage(c, view, site, {
      policy: isFallback ? FALLBACK : PAGE,
      nextChange,
      tags: [await cacheTag('section', id), LISTS_TAG],
    })
  }),
)
