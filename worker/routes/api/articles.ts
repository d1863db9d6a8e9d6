import { type Context, Hono } from 'hono'
import { canonicalId } from '../../../content/model/id.ts'
import { absoluteUrl, apiArticlePath, articlePath } from '../../../content/model/path.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import { positionIn } from '../../catalogue/position.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { cacheTag, LISTS_TAG } from '../../http/cache-tag.ts'
import { problem } from '../../http/problem.ts'
import { queryOf } from '../../http/query.ts'
import { redirect } from '../../http/redirect.ts'
import { respondJson } from '../../http/respond.ts'
import { findArticle } from '../../read/article.ts'
import { articleTags } from '../../read/article-tags.ts'
import { loadList } from '../../read/list.ts'
import { selectionIn } from '../../read/selection.ts'
import { loadSite, orLastGood } from '../../read/site.ts'

const MOST = 100
const USUAL = 20

export const apiArticles = new Hono<AppEnv>().get('/', listArticles).get('/:id', showArticle)

const PARAMETERS = [
  'section',
  'topic',
  'author',
  'language',
  'since',
  'until',
  'limit',
  'cursor',
] as const

async function listArticles(c: Context<AppEnv>): Promise<Response> {
  const query = await queryOf(c, PARAMETERS)
  if (query instanceof Response) return query
  const { limit = String(USUAL), cursor } = query
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > MOST) {
    return problem(c, 400, `limit is no whole number from 1 to ${MOST}`)
  }
  const before = cursor === undefined ? null : positionIn(cursor)
  if (cursor !== undefined && before === null) {
    return problem(c, 400, 'cursor is none of ours; take it from "next" of the former answer')
  }
  const { services } = c.var
  const loaded = await loadSite(services)
  const selection = selectionIn(query, loaded.site)
  if (typeof selection === 'string') return problem(c, 400, selection)
  const list = await loadList(services, selection, before, Number(limit))
  const { site } = orLastGood(loaded, list.lastGoodSite)
  const items = list.cards.map((card) => summaryOf(card, site))
  const { section, topic, author } = selection
  const tags = await Promise.all([
    ...(section ? [cacheTag('section', section)] : []),
    ...(topic ? [cacheTag('topic', topic)] : []),
    ...(author ? [cacheTag('author', author)] : []),
  ])
  const { nextChange, older } = list
  return respondJson(
    c,
    { items, next: older },
    { policy: PAGE, nextChange, tags: [LISTS_TAG, ...tags] },
  )
}

async function showArticle(c: Context<AppEnv>): Promise<Response> {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const id = canonicalId(c.req.param('id') ?? '')
  if (id === null) return problem(c, 404, 'this is no id of an article', { tags: [] })
  if (apiArticlePath(id) !== c.var.pathname) return redirect(c, apiArticlePath(id))
  const { services } = c.var
  const [loaded, found] = await Promise.all([loadSite(services), findArticle(services, id)])
  const tags = await articleTags(id, found)
  const { nextChange } = found
  switch (found.kind) {
    case 'moved':
      return redirect(c, apiArticlePath(found.to), { tags, nextChange })
    case 'missing':
      return problem(c, 404, 'there is no article with this id', { tags, nextChange })
    case 'gone':
      return problem(c, 410, found.reason ?? 'this article was removed', { tags, nextChange })
    case 'found': {
      const { site } = orLastGood(loaded, found.lastGoodSite)
      const url = absoluteUrl(site.origin, articlePath(id))
      const { $schema, ...article } = found.article
      const { revision, isPartial, related, next } = found
      // The same stories as on the page; null while the catalogue does not answer.
      const neighbours = isPartial
        ? null
        : {
            next: next && summaryOf(next, site),
            related: related.map((card) => summaryOf(card, site)),
          }
      const value = { id, url, revision, ...article, neighbours }
      return respondJson(c, value, { policy: isPartial ? FALLBACK : PAGE, nextChange, tags })
    }
  }
}
