import { z } from 'zod'
import { articleSchema } from '../../../content/model/article.ts'
import { canonicalId } from '../../../content/model/id.ts'
import { absoluteUrl, apiArticlePath, articlePath } from '../../../content/model/path.ts'
import { summarySchema } from '../../../content/model/summary.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { problem } from '../../http/problem.ts'
import { redirect } from '../../http/redirect.ts'
import { loadArticle } from '../../read/article.ts'
import { operation } from './operation.ts'

const answer = articleSchema.omit({ $schema: true }).extend({
  id: z.string(),
  url: z.string(),
  revision: z.string(),
  /** The same articles as on the page; null while the catalogue does not answer. */
  neighbours: z
    .object({ next: summarySchema.nullable(), related: z.array(summarySchema) })
    .nullable(),
})

/** One article, with those that its page leads to. */
export const getArticle = operation({
  id: 'getArticle',
  method: 'GET',
  path: '/articles/:id',
  summary: 'Get an article with its whole text',
  arabicSummary: 'خبر واحد بنصه الكامل',
  pathParameters: { id: z.string().describe('The id of an article, as lists have it') },
  query: z.object({}),
  answer,
  errors: [404, 410],
  example: '/articles/hoopoe',
  async handle(c) {
    const id = canonicalId(c.req.param('id') ?? '')
    if (id === null) return problem(c, 404, 'this is not the id of an article', { tags: [] })
    if (apiArticlePath(id) !== c.var.pathname) return redirect(c, apiArticlePath(id))
    const loaded = await loadArticle(c.var.services, id)
    const { site, tags, nextChange } = loaded
    switch (loaded.kind) {
      case 'moved':
        return redirect(c, apiArticlePath(loaded.to), { tags, nextChange })
      case 'missing':
        return problem(c, 404, 'there is no article with this id', { tags, nextChange })
      case 'gone':
        return problem(c, 410, loaded.reason ?? 'this article was removed', { tags, nextChange })
      case 'found': {
        const { $schema, ...article } = loaded.article
        const { revision, isPartial, related, next } = loaded
        const url = absoluteUrl(site.site.origin, articlePath(id))
        const neighbours = isPartial ? null : { next, related }
        const value = { id, url, revision, ...article, neighbours }
        return { value, madeOf: loaded, policy: isPartial ? FALLBACK : PAGE, nextChange, tags }
      }
    }
  },
})
