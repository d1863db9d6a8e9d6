import { type Judged, type Observation, type Plan, planChange } from '../catalogue/plan-change.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'
import { reconcile } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import type { KvValue } from '../stores/kv.ts'

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

/** Read repair: brings the catalogue in line with what was seen, after the response. */
export function repairCatalogue({ database, defer, now }: Services, judged: Judged): Plan {
  const plan = planChange(judged)
  const changes = reconcile(plan.changes, now)
  if (changes.length > 0) defer(database.run({ changes }))
  return plan
}

/** The row, if there is one: its columns are all null or none is. */
function rowIn({ revision, stampedAt, changedAt, dirty }: ArticleFacts) {
  if (revision === null || changedAt === null || dirty === null) return null
  return { revision, stampedAt, changedAt, dirty }
}
