import { Hono } from 'hono'
import { absoluteUrl, sectionPath, topicPath } from '../../content/model/path.ts'
import type { App } from '../app.ts'
import { lastGoodSite } from '../catalogue/article-query.ts'
import { sectionCounts, topicCounts } from '../catalogue/count-query.ts'
import { earliest, upcoming } from '../catalogue/list-query.ts'
import { answerJson } from '../http/answer.ts'
import { PAGE } from '../http/cache-policy.ts'
import { LISTS_TAG } from '../http/cache-tag.ts'
import { queryOf } from '../http/query.ts'
import { loadSite, orLastGood } from '../load-site.ts'
import { syncLocally } from '../sync/sync-locally.ts'

/** The sections of the paper in their order, with how many stories each has. */
export const apiSections = new Hono<App>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { services } = c.var
  await syncLocally(services)
  const { site } = await loadSite(services)
  const ids = site.sections.map(({ id }) => id)
  const [counts, [next]] = await services.database.run(
    sectionCounts(ids, services.now),
    upcoming(services.now),
  )
  const items = site.sections.map(({ id, name }) => ({
    id,
    name,
    url: absoluteUrl(site.origin, sectionPath(id)),
    count: counts.find((counted) => counted.id === id)?.count ?? 0,
  }))
  return answerJson(
    c,
    { items },
    { policy: PAGE, boundary: earliest(null, next?.position), tags: [LISTS_TAG] },
  )
})

/** The topics with the most stories. */
export const apiTopics = new Hono<App>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { services } = c.var
  await syncLocally(services)
  const [loaded, rows] = await Promise.all([
    loadSite(services),
    services.database.run(topicCounts(services.now), upcoming(services.now), lastGoodSite()),
  ])
  const [topics, [next], [goodSite]] = rows
  const { site } = orLastGood(loaded, goodSite?.value)
  const items = topics.map(({ slug, name, count }) => ({
    slug,
    name,
    url: absoluteUrl(site.origin, topicPath(slug) ?? ''),
    count,
  }))
  return answerJson(
    c,
    { items },
    { policy: PAGE, boundary: earliest(null, next?.position), tags: [LISTS_TAG] },
  )
})
