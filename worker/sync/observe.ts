import { articleKey } from '../../content/model/key.ts'
import { examine, type Look, mustParse } from '../catalogue/plan-change.ts'
import { type Changes, merged } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'
import type { Attempt } from './progress.ts'
import { looksOf } from './sync-query.ts'

/** How many values are in memory at once: each may have KV's 25 MiB, a worker has 128. */
const READS_AT_ONCE = 3
/** A value that ended so many runs is not tried again until it changes. */
const MOST_TRIES = 3

export interface Task {
  /** Ids in the order of their urgency; one may come twice. */
  ids: string[]
  /** What the page of names has: there KV holds a value, even if it hands out none right now. */
  listed: Set<string>
  /** What the last run was at when it ended without an end. */
  crashed: Attempt[]
  /** The statement that remembers what is being attempted. */
  remember(attempting: Attempt[]): Statement
  now: number
}

export interface Looked {
  changes: Changes
  read: number
  /** Ids that found no room within the bounds of one run. */
  left: Set<string>
  /** What is still suspected of ending runs. */
  suspected: Attempt[]
}

/** Reads these ids in KV and finds what each means for the catalogue, within the bounds of one run. */
export async function lookAt(services: Services, task: Task): Promise<Looked> {
  const { settings, database } = services
  const wanted = [...new Set([...task.crashed.map(({ id }) => id), ...task.ids])]
  const chosen = wanted.slice(0, settings.reads)
  const { looks: all, unread } = await readAll(services, chosen, task.now)
  const isContradiction = ({ id, stored }: Look) => stored === null && task.listed.has(id)
  const looks = all.filter((look) => !isContradiction(look))
  const due = looks.filter(mustParse)
  const { attempts, suspected, hopeless } = attemptsAt(due, task.crashed, settings.changes)
  if (attempts.length > 0) await database.run(task.remember([...attempts, ...suspected]))

  const taken = new Set(attempts.map(({ id }) => id))
  const examined = looks.filter((look) => taken.has(look.id) || !mustParse(look))
  const changes = merged(examined.map((look) => examine(look).changes))
  changes.problems.push(...hopeless.map(endedRuns), ...unread.map(doesNotCome))
  const contradictions = all.filter(isContradiction)
  const done = new Set([...examined, ...hopeless, ...contradictions].map(({ id }) => id))
  for (const id of unread) done.add(id)
  return {
    changes,
    read: chosen.length,
    left: new Set(wanted.filter((id) => !done.has(id))),
    suspected,
  }
}

/**
 * One value that KV never hands out must not keep all others out: it is unread, and a problem.
 * @throws Unavailable where KV hands out none
 */
async function readAll(
  services: Services,
  ids: string[],
  now: number,
): Promise<{ looks: Look[]; unread: string[] }> {
  if (ids.length === 0) return { looks: [], unread: [] }
  const { database, store, settings } = services
  const [rows, problems, removals] = await database.run(...looksOf(ids))
  const looks: Look[] = []
  const unread: string[] = []
  let failure: unknown
  for (let start = 0; start < ids.length; start += READS_AT_ONCE) {
    const some = ids.slice(start, start + READS_AT_ONCE)
    const values = await Promise.allSettled(some.map((id) => store.getArticle(id)))
    values.forEach((value, index) => {
      const id = some[index] ?? ''
      if (value.status === 'rejected') {
        failure = value.reason
        unread.push(id)
        return
      }
      looks.push({
        id,
        held: rows.find((row) => row.id === id) ?? null,
        stored: value.value,
        knownBad: problems.find((problem) => problem.id === id)?.revision ?? null,
        removedAt: removals.find((removal) => removal.id === id)?.at ?? null,
        by: 'sync',
        now,
        settleMs: settings.settleMs,
      })
    })
    // Each may have taken as long as we wait: the others are for the next run.
    if (unread.length >= READS_AT_ONCE) break
  }
  if (failure !== undefined && looks.length === 0) throw failure
  return { looks, unread }
}

/**
 * What this run takes in: as much as its bounds allow; but after a run that ended without an end one
 * value alone, so that the guilty one shows itself.
 */
function attemptsAt(due: Look[], crashed: Attempt[], most: number) {
  const isDue = ({ id }: { id: string }) => due.some((look) => look.id === id)
  const suspects = crashed.filter(isDue)
  const hopeless = suspects.filter(({ tries }) => tries >= MOST_TRIES)
  const [next, ...suspected] = suspects.filter(({ tries }) => tries < MOST_TRIES)
  const attempts: Attempt[] =
    suspects.length > 0
      ? next
        ? [{ id: next.id, tries: next.tries + 1 }]
        : []
      : due.slice(0, most).map(({ id }) => ({ id, tries: 1 }))
  return {
    attempts,
    suspected,
    hopeless: due.filter(({ id }) => hopeless.some((attempt) => attempt.id === id)),
  }
}

function doesNotCome(id: string) {
  const reasons = [
    'could not be read: KV does not hand it out; put it again, smaller if it is large',
  ]
  return { key: articleKey(id), revision: '', stamped: false, reasons }
}

function endedRuns({ id, stored }: Look) {
  return {
    key: articleKey(id),
    revision: stored?.revision ?? '',
    stamped: stored?.stamp != null,
    reasons: ['could not be taken in: it is too large or too deep; divide it and put it again'],
  }
}
