import { z } from 'zod'
import { summarySchema } from '../../../content/model/summary.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { loadList } from '../../read/list.ts'
import { loadSite } from '../../read/site.ts'
import { operation } from './operation.ts'
import * as parameters from './parameters.ts'

const { section, topic, author, language, since, until, limit, cursor } = parameters

/** Articles, newest first, filtered by any of the parameters. */
export const listArticles = operation({
  id: 'listArticles',
  method: 'GET',
  path: '/articles',
  summary: 'List articles, newest first',
  arabicSummary: 'قائمة الأخبار، الأحدث أولًا',
  query: z.object({ section, topic, author, language, since, until, limit, cursor }),
  answer: z.object({
    items: z.array(summarySchema),
    /** The cursor of what is older; null on the last page. */
    next: z.string().nullable(),
    /** The cursor of the page before; null on the first page. */
    previous: z.string().nullable(),
  }),
  isPaged: true,
  example: '/articles?limit=1&section=science',
  async handle(c, { language: tag, limit, cursor: before, ...filters }) {
    const { services, pathname } = c.var
    const { site } = await loadSite(services)
    const selection = {
      ...filters,
      ...(tag !== undefined && { language: { tag, isSites: tag === site.language } }),
    }
    const { items, older, newer, nextChange, tags } = await loadList(services, {
      selection,
      limit,
      withNewer: true,
      ...(before !== undefined && { before }),
    })
    const value = { items, next: older, previous: newer }
    const headers: Record<string, string> =
      older === null ? {} : { Link: nextLink(c.req.url, pathname, older) }
    return { value, policy: PAGE, nextChange, tags, headers }
  },
})

/** RFC 8288. Relative to the address of the request. */
function nextLink(url: string, pathname: string, cursor: string): string {
  const { searchParams } = new URL(url)
  searchParams.set('cursor', cursor)
  return `<${pathname}?${searchParams}>; rel="next"`
}
