import { z } from 'zod'
import { SUGGESTIONS } from '../../http/cache-policy.ts'
import { loadSuggestions } from '../../read/search/load-suggestions.ts'
import { operation } from './operation.ts'
import * as parameters from './parameters.ts'
import { unlessUnavailable } from './search-unavailable.ts'

/** What may be meant by the first letters of something. */
export const suggest = operation({
  id: 'suggest',
  method: 'GET',
  path: '/suggest',
  summary: 'Suggest topics, authors, sections and headlines',
  arabicSummary: 'اقتراح موضوعات وكتّاب وأقسام وعناوين',
  query: z.object({ q: parameters.q }),
  answer: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['topic', 'author', 'section', 'article']),
        text: z.string(),
        url: z.string(),
      }),
    ),
  }),
  async handle(c, { q }) {
    const found = await unlessUnavailable(c, loadSuggestions(c.var.services, q))
    if (found instanceof Response) return found
    const { items, ...options } = found
    return { value: { items }, policy: SUGGESTIONS, ...options }
  },
})
