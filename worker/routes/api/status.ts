import { type Context, Hono } from 'hono'
import type { Site } from '../../../content/model/site.ts'
import { problemQuery, statusQuery } from '../../catalogue/queries/status.ts'
import type { AppEnv } from '../../context.ts'
import { isOperator } from '../../http/operator.ts'
import { problem } from '../../http/problem.ts'
import { queryOf } from '../../http/query.ts'
import { respondJson } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'
import type { RowsOf } from '../../stores/d1.ts'
import { syncLocally } from '../../sync/sync-locally.ts'

/** A newspaper whose sync has not finished for so long is out of date: monitors are to ring. */
const STALE_MS = 30 * 60_000
const STATUS = { browser: 0, edge: 60, staleWhileRevalidate: 0, staleIfError: 0 }

/** Health for everyone; what is wrong with which key for the operator, and locally. */
export const apiStatus = new Hono<AppEnv>().get('/', async (c) => {
  const query = await queryOf(c, ['problems'])
  if (query instanceof Response) return query
  const { services } = c.var
  const isAsked = query.problems !== undefined
  const isTold = services.settings.local || (isAsked && (await isOperator(c)))
  if (isAsked && !isTold) return refuse(c)
  await syncLocally(services)
  const { database } = services
  const [[counters, [finished], ...told], { site }] = await Promise.all([
    isTold ? database.run(...statusQuery(), ...problemQuery()) : database.run(...statusQuery()),
    loadSite(services),
  ])
  const isStale = finished === undefined || services.clock() - finished.until > STALE_MS
  const count = (counted: string) => counters.find(({ name }) => name === counted)?.value ?? 0
  const [named = [], problems = []] = told
  const value = {
    status: isStale ? 'stale' : 'ok',
    lastSync: finished ? new Date(finished.until).toISOString() : null,
    articles: {
      published: count('status:published'),
      draft: count('status:draft'),
      withdrawn: count('status:withdrawn'),
    },
    problemCount: count('problems'),
    ...(isTold && {
      warnings: warningsOf(named, site),
      problems: problems.map(({ key, reasons, seenAt }) => ({
        key,
        reasons: JSON.parse(reasons) as string[],
        since: new Date(seenAt).toISOString(),
      })),
    }),
  }
  return respondJson(c, value, {
    status: isStale ? 503 : 200,
    policy: isTold || isStale ? null : STATUS,
  })
})

function refuse(c: Context<AppEnv>): Promise<Response> {
  return problem(
    c,
    401,
    'problems are for the operator: send "Authorization: Bearer <SYNC_TOKEN>"',
    {
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  )
}

/** What is lawful, yet surely not meant. */
function warningsOf(counters: RowsOf<ReturnType<typeof problemQuery>>[0], site: Site): string[] {
  const named = (kind: string) =>
    counters.flatMap(({ name, value }) =>
      name.startsWith(`${kind}:`) ? [{ name: name.slice(kind.length + 1), value }] : [],
    )
  return [
    ...(site.origin === undefined
      ? ['site.origin is missing: pages are not indexed, feeds have relative links']
      : []),
    ...named('section')
      .filter(({ name }) => !site.sections.some(({ id }) => id === name))
      .map(
        ({ name, value }) =>
          `${value} articles are in section "${name}", which site.sections does not name`,
      ),
    ...named('origin')
      .filter(({ name }) => !site.imageOrigins.includes(name))
      .map(
        ({ name, value }) =>
          `${value} articles show pictures of ${name}, which site.imageOrigins does not name: they are left out`,
      ),
  ]
}
