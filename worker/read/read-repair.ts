import { isVisible } from '../../content/model/summary.ts'
import { type Judged, type Observation, type Plan, planChange } from '../catalogue/plan-change.ts'
import { type ArticleFacts, articleQuery } from '../catalogue/queries/article.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'

/** What a reader's request has seen of an id. */
export function observationOf(
  id: string,
  value: KvValue | null,
  facts: ArticleFacts,
  { settings, now }: Services,
): Observation {
  const { knownBad, removedAt } = facts
  const { settleMs } = settings
  return { id, row: rowIn(facts), value, knownBad, removedAt, by: 'reader', now, settleMs }
}

interface Repair {
  plan: Plan
  /** The facts after the repair, where it ran before the response; null where it did not succeed. */
  facts: ArticleFacts | null
}

/**
 * Read repair: brings the catalogue in line with what was seen. After the response, except for an
 * article that readers see for the first time in this revision: its related and next articles depend on
 * its row, and the first page must not differ from the second. That costs a second round trip.
 */
export async function repairCatalogue(
  services: Services,
  judged: Judged,
  facts: ArticleFacts,
): Promise<Repair> {
  const { database, defer, now } = services
  const plan = planChange(judged)
  const changes = reconcile(plan.changes, now)
  if (plan.article !== null && isVisible(plan.article, now)) {
    return { plan, facts: await repairedFacts(services, judged.id, changes) }
  }
  if (changes.length > 0) defer(database.run({ changes }))
  return { plan, facts }
}

async function repairedFacts(
  { database, now }: Services,
  id: string,
  changes: Statement[],
): Promise<ArticleFacts | null> {
  try {
    const { facts } = await database.run({ changes, facts: articleQuery(id, now) })
    return facts[0] ?? null
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}

/** The row, if there is one: its columns are all null or none is. */
function rowIn({ revision, stampedAt, changedAt, dirty }: ArticleFacts) {
  if (revision === null || changedAt === null || dirty === null) return null
  return { revision, stampedAt, changedAt, dirty }
}
