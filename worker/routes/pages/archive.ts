import { Hono } from 'hono'
import { boundsOf, dayOf, showDate } from '../../../content/model/date.ts'
import { dayPath, olderPath } from '../../../content/model/path.ts'
import { listPage } from '../../../web/pages/list-page.tsx'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { positionBefore } from '../../http/cursor.ts'
import { respondNotFound } from '../../http/errors.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { loadList } from '../../read/list.ts'
import { nextChange } from '../../read/next-change.ts'
import { loadSite } from '../../read/site.ts'

/** Everything of one day, in the site's time zone. */
export const archive = new Hono<AppEnv>().get(
  '/:year{\\d{4}}/:month{\\d{1,2}}/:day{\\d{1,2}}',
  async (c) => {
    const { services, pathname } = c.var
    const { now } = services
    const site = await loadSite(services)
    const { timeZone } = site.site
    const { year, month, day } = c.req.param()
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    const bounds = boundsOf(date, timeZone)
    if (bounds === null) return respondNotFound(c)
    if (bounds.from > now) return respondNotFound(c, { nextChange: bounds.from })
    const path = dayPath(date)
    if (path !== pathname) return redirect(c, path)
    const before = positionBefore(c)
    if (before === undefined) return respondNotFound(c)
    const selection = { since: bounds.from, until: bounds.until }
    const list = await loadList(services, { selection, before })
    const page = listPage({
      list: 'day',
      title: showDate(bounds.from, site.site),
      href: path,
      items: list.items,
      older: list.older && olderPath(path, list.older),
      isFirst: before === null,
      days: {
        previous: dayPath(dayOf(bounds.from - 1, timeZone)),
        next: bounds.until > now ? null : dayPath(dayOf(bounds.until, timeZone)),
      },
    })
    return respondPage(c, page, site, {
      policy: PAGE,
      // At midnight today's page leads on to the next day.
      nextChange: nextChange(now, { at: [list.nextChange, bounds.until] }),
      tags: list.tags,
    })
  },
)
