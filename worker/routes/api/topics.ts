import { z } from 'zod'
import { absoluteUrl, topicPath } from '../../../content/model/path.ts'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { loadTopicCounts } from '../../read/counts.ts'
import { operation } from './operation.ts'

const counted = z.object({
  slug: z.string(),
  name: z.string(),
  url: z.string(),
  count: z.int(),
})

/** The topics with the most articles. One whose articles are all still to come is left out. */
export const listTopics = operation({
  id: 'listTopics',
  method: 'GET',
  path: '/topics',
  summary: 'List the topics with the most articles',
  arabicSummary: 'أكثر الموضوعات أخبارًا',
  example: '/topics',
  query: z.object({}),
  answer: z.object({ items: z.array(counted) }),
  async handle({ var: { services } }) {
    const { site, counts, nextChange } = await loadTopicCounts(services)
    const items = counts
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
      .map(({ name: slug, title, count }) => ({
        slug,
        name: title ?? slug,
        url: absoluteUrl(site.origin, topicPath(slug) ?? ''),
        count,
      }))
    return { value: { items }, policy: PAGE, nextChange, tags: [LISTS_TAG] }
  },
})
