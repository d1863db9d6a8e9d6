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
  query: z.object({ section, topic, author, language, since, until, limit, cursor }),
  answer: z.object({
    items: z.array(summarySchema),
    /** The cursor of what is older; null on the last page. */
    next: z.string().nullable(),
    /** The cursor of the page before; null on the first page. */
    previous: z.string().nullable(),
  }),
  async handle({ var: { services } }, { language: tag, limit, cursor: before, ...filters }) {
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
    return { value: { items, next: older, previous: newer }, policy: PAGE, nextChange, tags }
  },
})
