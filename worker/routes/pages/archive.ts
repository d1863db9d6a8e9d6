import { type Context, Hono } from 'hono'
import { boundsOf, type Day, dayOf, showDate } from '../../../content/model/date.ts'
import { ARCHIVE_PATH, dayPath, monthPath, olderPath } from '../../../content/model/path.ts'
import { archivePage } from '../../../web/pages/archive-page.tsx'
import { listPage } from '../../../web/pages/list-page.tsx'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import { timeOf } from '../../catalogue/position.ts'
import { dayCounts, MAX_COUNTED } from '../../catalogue/queries/day-counts.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { positionBefore } from '../../http/cursor.ts'
import { respondNotFound } from '../../http/errors.ts'
import { redirect } from '../../http/redirect.ts'
import { respondPage } from '../../http/respond.ts'
import { loadList } from '../../read/list.ts'
import { nextChange } from '../../read/next-change.ts'
import { loadSite } from '../../read/site.ts'

/** By day: a calendar of this month and of each other one; everything of one day. */
export const archive = new Hono<AppEnv>()
  .get('/', async (c) => {
    const { site } = await loadSite(c.var.services)
    return respondMonth(c, dayOf(c.var.services.now, site.timeZone))
  })
  .get('/:year{\\d{4}}/:month{\\d{1,2}}', (c) => {
    const { year, month } = c.req.param()
    return respondMonth(c, { year: Number(year), month: Number(month) })
  })
  .get('/:year{\\d{4}}/:month{\\d{1,2}}/:day{\\d{1,2}}', async (c) => {
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
      at: bounds.from,
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
  })

type Month = Pick<Day, 'year' | 'month'>

async function respondMonth(c: Context<AppEnv>, { year, month }: Month): Promise<Response> {
  const { services, pathname } = c.var
  const { now, database } = services
  const site = await loadSite(services)
  const { timeZone } = site.site
  const today = dayOf(now, timeZone)
  const isCurrent = year === today.year && month === today.month
  const days = daysOf({ year, month }, timeZone).filter(({ from }) => from <= now)
  const [first] = days
  if (first === undefined) return respondNotFound(c)
  const path = pathname === ARCHIVE_PATH ? ARCHIVE_PATH : monthPath({ year, month })
  if (path !== pathname) return redirect(c, path)
  const { counts, oldest } = await database.run(dayCounts(days, now))
  const count = new Map(counts.map(({ place, count }) => [place, count]))
  const begin = oldest[0] ? timeOf(oldest[0].position) : now
  // Months without end would be pages without end.
  const isEmpty = !isCurrent && (days.at(-1)?.until ?? 0) <= begin
  if (isEmpty) return respondNotFound(c, { tags: [LISTS_TAG] })
  const page = archivePage({
    year,
    month,
    days: days.map(({ day }, place) => ({ day, count: count.get(place) ?? 0 })),
    most: MAX_COUNTED,
    previous: begin < first.from ? monthAt({ year, month: month - 1 }) : null,
    next: isCurrent ? null : monthAt({ year, month: month + 1 }),
    isCurrent,
  })
  return respondPage(c, page, site, {
    policy: PAGE,
    nextChange: nextChange(now, { at: [days.at(-1)?.until ?? null] }),
    tags: [LISTS_TAG],
  })
}

/** The days of a month, each with its bounds; none for a month that does not exist. */
function daysOf({ year, month }: Month, timeZone: string) {
  return Array.from({ length: 31 }, (_, place) => ({ year, month, day: place + 1 })).flatMap(
    (day) => {
      const bounds = boundsOf(day, timeZone)
      return bounds === null ? [] : [{ day, ...bounds }]
    },
  )
}

/** Month 0 is the last of the year before, month 13 the first of the next. */
function monthAt({ year, month }: Month): Month {
  const date = new Date(Date.UTC(year, month - 1, 1))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}
