import type { Context } from 'hono'
import { z } from 'zod'
import { FRONT_KEY } from '../../../content/model/key.ts'
import type { Site } from '../../../content/model/site.ts'
import { problemQuery, statusQuery } from '../../catalogue/queries/status.ts'
import { parseRefill, progressOf, startRefill } from '../../catalogue/refill-state.ts'
import { CLOCKS_DIFFER_MS } from '../../catalogue/settle.ts'
import { storedTexts } from '../../catalogue/stored.ts'
import type { AppEnv, Services } from '../../context.ts'
import { isOperator } from '../../http/operator.ts'
import { problem } from '../../http/problem.ts'
import { loadSite } from '../../read/site.ts'
import { loadSnapshot } from '../../read/snapshot.ts'
import { parseProgress } from '../../sync/progress.ts'
import { operation } from './operation.ts'

/**
 * Monitors raise an alarm when for so long no pass has ended and none has got any further: the site is
 * out of date.
 */
const STALE_MS = 30 * 60_000
const STATUS = { browser: 0, edge: 60, staleWhileRevalidate: 0, staleIfError: 0 }

/** Health for everyone; keys and reasons for the operator, and locally. */
export const getStatus = operation({
  id: 'getStatus',
  method: 'GET',
  path: '/status',
  summary: 'Get the health of the site',
  arabicSummary: 'حال الموقع',
  token: 'sometimes',
  errors: [401],
  example: '/status',
  query: z.object({
    problems: z.string().optional().describe('Present: with the problems, for the operator'),
  }),
  answer: z.object({
    status: z.enum(['ok', 'stale']),
    /** When the last complete pass over all articles ended. */
    lastSync: z.string().nullable(),
    /** Set while a pass takes more than one run: when it began, and how many names it has compared. */
    pass: z.object({ since: z.string(), compared: z.int() }).nullable(),
    articles: z.object({
      published: z.int(),
      draft: z.int().optional(),
      withdrawn: z.int().optional(),
    }),
    problemCount: z.int(),
    /** Set while sync fills rows again that the previous version of the code filled. */
    refilling: z.object({ percent: z.int() }).nullable(),
    warnings: z.array(z.string()).optional(),
    problems: z
      .array(z.object({ key: z.string(), reasons: z.array(z.string()), since: z.string() }))
      .optional(),
  }),
  async handle(c, query) {
    const { services } = c.var
    const { database, settings, clock } = services
    const isAsked = query.problems !== undefined
    const isDetailed = settings.local || (isAsked && (await isOperator(c)))
    if (isAsked && !isDetailed) return refuse(c)
    const [rows, { site }, damage] = await Promise.all([
      isDetailed
        ? database.run({ ...statusQuery(), ...problemQuery() })
        : database.run({ ...statusQuery(), named: [], problems: [] }),
      loadSite(services),
      isDetailed ? snapshotProblem(services) : null,
    ])
    const state = (name: string) => rows.states.find((each) => each.name === name)
    const finished = state('finished')
    const finishedAt = momentIn(finished?.until, clock())
    const lastMove = Math.max(finishedAt ?? 0, momentIn(state('moved')?.until, clock()) ?? 0)
    const isStale = clock() - lastMove > STALE_MS
    const count = (name: string) =>
      rows.counters.find((counter) => counter.name === name)?.value ?? 0
    const value = {
      status: isStale ? ('stale' as const) : ('ok' as const),
      lastSync: finishedAt === null ? null : new Date(finishedAt).toISOString(),
      pass: passOf(state('progress')?.value, clock()),
      articles: {
        published: count('status:published'),
        // What is not published is the editors' own business.
        ...(isDetailed && {
          draft: count('status:draft'),
          withdrawn: count('status:withdrawn'),
        }),
      },
      problemCount: count('problems'),
      refilling: refillingOf(state('refill')?.value),
      ...(rows.named && {
        warnings: warningsOf(rows.named, site),
        problems: [
          ...(damage === null ? [] : [{ ...damage, since: new Date(clock()).toISOString() }]),
          ...rows.problems.map(({ key, reasons, seenAt }) => ({
            key,
            reasons: storedTexts(reasons),
            since: new Date(momentIn(seenAt, clock()) ?? 0).toISOString(),
          })),
        ],
      }),
    }
    const policy = isDetailed || isStale ? null : STATUS
    return { value, status: isStale ? 503 : 200, policy }
  },
})

/** What is wrong with the snapshot until the next sync writes it again. */
async function snapshotProblem(services: Services) {
  const snapshot = await loadSnapshot(services)
  if (snapshot !== null && !snapshot.isDamaged) return null
  const what = snapshot === null ? 'is missing, or is not a snapshot' : 'is damaged in parts'
  return { key: FRONT_KEY, reasons: [`${what}; the next sync writes it again`] }
}

/** A time that sync stored; null where it is none, or was written while the clock was ahead. */
function momentIn(value: number | undefined, now: number): number | null {
  return typeof value === 'number' && value >= 0 && value <= now + CLOCKS_DIFFER_MS ? value : null
}

function passOf(text: string | undefined, now: number): { since: string; compared: number } | null {
  const { cursor, startedAt, compared } = parseProgress(text)
  const since = momentIn(startedAt, now)
  return cursor === null || since === null
    ? null
    : { since: new Date(since).toISOString(), compared }
}

/** In per cent: how many rows there are, drafts too, is not for everyone. */
function refillingOf(text: string | undefined): { percent: number } | null {
  const progress = progressOf(parseRefill(text) ?? startRefill(0))
  return progress && { percent: Math.floor((100 * progress.done) / Math.max(1, progress.total)) }
}

function refuse(c: Context<AppEnv>): Promise<Response> {
  const detail = 'problems are for the operator: send "Authorization: Bearer <SYNC_TOKEN>"'
  return problem(c, 401, detail, { headers: { 'WWW-Authenticate': 'Bearer' } })
}

/** What is valid, but surely not intended. */
function warningsOf(counters: { name: string; value: number }[], site: Site): string[] {
  const counted = (kind: string) =>
    counters.flatMap(({ name, value }) =>
      name.startsWith(`${kind}:`) ? [{ name: name.slice(kind.length + 1), value }] : [],
    )
  return [
    ...(site.origin === undefined
      ? ['site.origin is missing: pages are not indexed, feeds have relative links']
      : []),
    ...counted('section')
      .filter(({ name }) => !site.sections.some(({ id }) => id === name))
      .map(
        ({ name, value }) =>
          `${value} articles are in section "${name}", which site.sections does not name`,
      ),
    ...counted('origin')
      .filter(({ name }) => !site.imageOrigins.includes(name))
      .map(
        ({ name, value }) =>
          `${value} articles show pictures of ${name}, which site.imageOrigins does not name: they are left out`,
      ),
  ]
}
