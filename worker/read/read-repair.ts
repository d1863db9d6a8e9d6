import { isVisible } from '../../content/model/summary.ts'
import {
  type Judged,
  judge,
  type Observation,
  type Plan,
  planChange,
} from '../catalogue/plan-change.ts'
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
  /** What was judged, and the facts that it was judged by: the primary's where a replica is behind. */
  judged: Judged
  known: ArticleFacts
  plan: Plan
  /** The facts after the repair, where it ran before the response; null where it did not succeed. */
  facts: ArticleFacts | null
}

/**
 * Read repair: brings the catalogue in line with what was seen. After the response, except for an
 * article that readers see for the first time in this revision: its related and next articles depend on
 * its row, and the first page must not differ from the second. That costs a second round trip, and a
 * third where a replica answered the first: what it lacks the primary may have.
 */
export async function repairCatalogue(
  services: Services,
  judged: Judged,
  known: ArticleFacts,
): Promise<Repair> {
  const { database, defer, now } = services
  const seen = { judged, known, plan: planChange(judged), facts: known }
  if (changesOf(seen, now).length === 0) return seen
  const { article } = seen.plan
  if (article === null || !isVisible(article, now)) {
    defer(
      onPrimary(services, seen).then((sure) =>
        database.primary.run({ changes: changesOf(sure, now) }),
      ),
    )
    return seen
  }
  try {
    const sure = await onPrimary(services, seen)
    const changes = changesOf(sure, now)
    if (changes.length === 0) return sure
    const { facts } = await database.primary.run({ changes, facts: articleQuery(judged.id, now) })
    return { ...sure, facts: facts[0] ?? null }
  } catch (error) {
    if (error instanceof Unavailable) return { ...seen, facts: null }
    throw error
  }
}

function changesOf({ plan }: Repair, now: number): Statement[] {
  return reconcile(plan.changes, now)
}

/** The same observation beside what the primary has, where a replica answered. */
async function onPrimary({ database, now }: Services, seen: Repair): Promise<Repair> {
  if (!database.isBehind) return seen
  const { facts } = await database.primary.run({ facts: articleQuery(seen.judged.id, now) })
  const known = facts[0] ?? seen.known
  const { knownBad, removedAt } = known
  const judged = judge({ ...seen.judged, row: rowIn(known), knownBad, removedAt })
  return { judged, known, plan: planChange(judged), facts: known }
}

/** The row, if there is one: its columns are all null or none is. */
function rowIn({ revision, stampedAt, changedAt, dirty }: ArticleFacts) {
  if (revision === null || changedAt === null || dirty === null) return null
  return { revision, stampedAt, changedAt, dirty }
}
