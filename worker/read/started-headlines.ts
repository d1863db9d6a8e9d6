import type { Card } from '../../content/model/summary.ts'
import { HEADLINES } from '../catalogue/queries/article.ts'
import type { Services } from '../context.ts'
import { visibleIn } from './compose-front.ts'
import { startedSnapshot } from './snapshot.ts'

/** The newest headlines for the page of an address without anything, if this request reads the snapshot. */
export async function startedHeadlines(services: Services): Promise<Card[]> {
  const snapshot = await startedSnapshot(services)
  if (snapshot === null) return []
  return visibleIn(snapshot, services.now)(snapshot.newest).slice(0, HEADLINES)
}
