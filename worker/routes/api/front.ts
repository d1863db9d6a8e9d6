import { z } from 'zod'
import { sectionSchema } from '../../../content/model/site.ts'
import { summarySchema } from '../../../content/model/summary.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { loadFront } from '../../read/front.ts'
import { operation } from './operation.ts'

const summaries = z.array(summarySchema)

/** The front page as it is composed at this moment. */
export const getFront = operation({
  id: 'getFront',
  method: 'GET',
  path: '/front',
  summary: 'Get the front page',
  arabicSummary: 'الصفحة الأولى كما هي الآن',
  query: z.object({}),
  answer: z.object({
    lead: summarySchema.nullable(),
    top: summaries,
    sections: z.array(z.object({ section: sectionSchema, items: summaries })),
    latest: summaries,
    breaking: summaries,
  }),
  example: '/front',
  async handle({ var: { services } }) {
    const { front, nextChange, tags, isFallback } = await loadFront(services)
    // The band is a matter of the page: its stories are in `latest`.
    const { band: _, ...value } = front
    const policy = isFallback ? FALLBACK : PAGE
    return { value, policy, nextChange, tags }
  },
})
