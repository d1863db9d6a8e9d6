import { SITE_KEY } from '../../content/model/key.ts'
import { type Judged, judge, mustParse, planChange } from '../catalogue/plan-change.ts'
import { type Changes, merged } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import { type ResolvedSite, resolveSite } from '../read/resolve-site.ts'
import { type ParsedSnapshot, parseSnapshot } from '../read/snapshot.ts'
import { attemptsAt, crashProblem, unreadableProblem } from './attempts.ts'
import { getValues } from './get-values.ts'
import { checkInvalidPages } from './invalid-pages.ts'
import { fence, type Lease } from './lease.ts'
import { type Attempt, saveProgress } from './progress.ts'
import type { ObservedLive } from './read-live.ts'
import type { NamesPage } from './read-page.ts'

/** What the values in KV mean for the catalogue. */
export interface Observed {
  changes: Changes
  /** How many values were read. */
  read: number
  /** Ids that did not fit into the bounds of one run. */
  left: Set<string>
  /** Values that may have crashed the previous run, still to be parsed one by one. */
  suspects: Attempt[]
  site: ResolvedSite
  /** Null where it is missing, or nothing in it parses. */
  snapshot: ParsedSnapshot | null
  /** How many values were parsed. */
  parsed: number
}

/** Phase 4: reads values, within the bounds of one run, and plans what each changes. */
export async function observe(
  services: Services,
  lease: Lease,
  { ids, names, progress, invalidPages }: NamesPage,
  live: ObservedLive,
): Promise<Observed> {
  const { settings, database } = services
  const { lastGoodSite, now } = lease
  const wanted = [...new Set([...progress.attempting.map(({ id }) => id), ...ids])]
  const chosen = wanted.slice(0, settings.reads)
  const { observations, unread } = await getValues(services, chosen, now)
  // KV lists a name whose value it does not return right now: nothing can be concluded from that.
  const listed = new Set(names.map(({ id }) => id))
  const isContradiction = ({ id, value }: { id: string; value: unknown }) =>
    value === null && listed.has(id)
  const judged = observations.filter((each) => !isContradiction(each)).map(judge)
  const due = judged.filter(mustParse)
  // The free plan gives a run 50 statements, and each article that is applied takes two.
  const less = Math.ceil(live.statements.length / 2)
  const room = Math.max(1, settings.changes - less)
  const { attempts, suspects, poisoned } = attemptsAt(due, progress.attempting, room)
  if (attempts.length > 0) {
    const attempting = [...attempts, ...suspects]
    await database.run({
      held: fence(lease),
      progress: saveProgress({ ...progress, attempting }),
    })
  }
  const attempted = new Set(attempts.map(({ id }) => id))
  const planned = judged.filter((each) => attempted.has(each.id) || !mustParse(each))
  const changes = merged([...planned.map((each) => planChange(each).changes), live.changes])
  changes.problems.push(...poisoned.map(crashProblem), ...unread.map(unreadableProblem))
  const { problems, solved, ...rest } = await observeRest(services, lastGoodSite, invalidPages)
  changes.problems.push(...problems)
  changes.solved.push(...solved)
  const done = new Set([
    ...unread,
    ...idsOf(planned, poisoned, observations.filter(isContradiction)),
  ])
  const left = new Set(wanted.filter((id) => !done.has(id)))
  return { changes, read: chosen.length, parsed: attempts.length, left, suspects, ...rest }
}

/** The site, the snapshot, and standing pages that are known to be invalid. */
async function observeRest(
  services: Services,
  lastGoodSite: string | undefined,
  invalidPages: string[],
) {
  const { store } = services
  const [value, snapshot, pages] = await Promise.all([
    store.getSite(),
    store.getSnapshot(),
    checkInvalidPages(services, invalidPages),
  ])
  const site = resolveSite(value, lastGoodSite)
  return {
    site,
    snapshot: parseSnapshot(snapshot),
    problems: [...pages.problems, ...(site.problem ? [site.problem] : [])],
    solved: [...pages.solved, ...(site.problem ? [] : [SITE_KEY])],
  }
}

function idsOf(...lists: Pick<Judged, 'id'>[][]): string[] {
  return lists.flat().map(({ id }) => id)
}
