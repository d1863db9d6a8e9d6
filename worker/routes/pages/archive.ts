import { Hono } from 'hono'
import { boundsOf, dayOf, showDate } from '../../../content/model/date.ts'
import { dayPath, olderPath } from '../../../content/model/path.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import { positionIn } from '../../catalogue/position.ts'
import { PAGE_SIZE } from '../../catalogue/queries/front.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { LISTS_TAG } from '../../http/cache-tag.ts'
import { respondNotFound } from '../../http/errors.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { loadList } from '../../read/list.ts'
import { loadSite, orLastGood } from '../../read/site.ts'

/** Everything of one day, in the site's time zone. */
export const archive = new Hono<AppEnv>().get(
  '/:year{\\d{4}}/:month{\\d{1,2}}/:day{\\d{1,2}}',
  async (c) => {
    const { services, pathname } = c.var
    const known = await loadSite(services)
    const { timeZone } = known.site
    const { year, month, day } = c.req.param()
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    const bounds = boundsOf(date, timeZone)
    if (bounds === null) return respondNotFound(c)
    if (bounds.from > services.now) return respondNotFound(c, { nextChange: bounds.from })
    const path = dayPath(date)
    if (path !== pathname) return redirect(c, path)
    const before = c.req.query('before')
    const position = before === undefined ? null : positionIn(before)
    if (before !== undefined && position === null) return respondNotFound(c)
    const selection = { since: bounds.from, until: bounds.until }
    const list = await loadList(services, selection, position, PAGE_SIZE)
    const isToday = bounds.until > services.now
    const site = orLastGood(known, list.lastGoodSite)
    const calendar = { ...site.site, language: site.site.language }
    const view = {
      kind: 'list',
      list: 'day',
      title: showDate(bounds.from, calendar),
      href: path,
      items: list.cards.map((card) => summaryOf(card, site.site)),
      older: list.older && olderPath(path, list.older),
      isFirst: position === null,
      days: {
        previous: dayPath(dayOf(bounds.from - 1, timeZone)),
        next: isToday ? null : dayPath(dayOf(bounds.until, timeZone)),
      },
    } as const
    // At midnight today's page leads on to the next day.
    const nextChange = isToday
      ? Math.min(list.nextChange ?? bounds.until, bounds.until)
      : list.nextChange
    return respondPage(c, view, site, { policy: PAGE, nextChange, tags: [LISTS_TAG] })
  },
)
