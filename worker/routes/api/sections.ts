import { z } from 'zod'
import { absoluteUrl, sectionPath } from '../../../content/model/path.ts'
import { LISTS_TAG } from '../../catalogue/cache-tag.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { loadSectionCounts } from '../../read/counts.ts'
import { operation } from './operation.ts'

const counted = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  count: z.int(),
})

/** The sections of the site in their order, with how many articles each has. */
export const listSections = operation({
  id: 'listSections',
  method: 'GET',
  path: '/sections',
  summary: 'List the sections with their counts',
  arabicSummary: 'الأقسام وعدد أخبار كل منها',
  example: '/sections',
  query: z.object({}),
  answer: z.object({ items: z.array(counted) }),
  async handle({ var: { services } }) {
    const { site, counts, nextChange } = await loadSectionCounts(services)
    const items = site.sections.map(({ id, name }) => ({
      id,
      name,
      url: absoluteUrl(site.origin, sectionPath(id)),
      count: counts.find((each) => each.name === id)?.count ?? 0,
    }))
    return { value: { items }, policy: PAGE, nextChange, tags: [LISTS_TAG] }
  },
})
