import { Hono } from 'hono'
import { absoluteUrl, sectionPath, topicPath } from '../../../content/model/path.ts'
import { lastGoodSite } from '../../catalogue/queries/article.ts'
import { countsIn, sectionCounts, topicCounts } from '../../catalogue/queries/counts.ts'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { LISTS_TAG } from '../../http/cache-tag.ts'
import { queryOf } from '../../http/query.ts'
import { respondJson } from '../../http/respond.ts'
import { loadSite, orLastGood } from '../../read/site.ts'
import { syncLocally } from '../../sync/sync-locally.ts'

/** The sections of the paper in their order, with how many stories each has. */
export const apiSections = new Hono<AppEnv>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { services } = c.var
  await syncLocally(services)
  const loaded = await loadSite(services)
  const ids = loaded.from === 'defaults' ? null : loaded.site.sections.map(({ id }) => id)
  const [[goodSite], ...rows] = await services.database.run(
    lastGoodSite(),
    ...sectionCounts(ids, services.now),
  )
  const { site } = orLastGood(loaded, goodSite?.value)
  const { counts, nextChange } = countsIn('section', rows)
  const items = site.sections.map(({ id, name }) => ({
    id,
    name,
    url: absoluteUrl(site.origin, sectionPath(id)),
    count: counts.find((counted) => counted.name === id)?.count ?? 0,
  }))
  return respondJson(c, { items }, { policy: PAGE, nextChange, tags: [LISTS_TAG] })
})

/** The topics with the most stories. One whose every story is still to come is none yet. */
export const apiTopics = new Hono<AppEnv>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { services } = c.var
  await syncLocally(services)
  const [loaded, [[goodSite], ...rows]] = await Promise.all([
    loadSite(services),
    services.database.run(lastGoodSite(), ...topicCounts(services.now)),
  ])
  const { site } = orLastGood(loaded, goodSite?.value)
  const { counts, nextChange } = countsIn('topic', rows)
  const items = counts
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
    .map(({ name: slug, title, count }) => ({
      slug,
      name: title ?? slug,
      url: absoluteUrl(site.origin, topicPath(slug) ?? ''),
      count,
    }))
  return respondJson(c, { items }, { policy: PAGE, nextChange, tags: [LISTS_TAG] })
})
