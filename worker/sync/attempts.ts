import { articleKey } from '../../content/model/key.ts'
import type { Judged } from '../catalogue/plan-change.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { Attempt } from './progress.ts'

/** A value that crashed this many runs is not parsed again until it changes. */
const MAX_TRIES = 3

/**
 * Which values this run parses: as many as its bound allows. After a crashed run only one, to isolate
 * the value that crashed it.
 * @param due values that have to be parsed
 * @param crashed what the previous run was parsing when it crashed
 */
export function attemptsAt(due: Judged[], crashed: Attempt[], most: number) {
  const possible = crashed.filter(({ id }) => due.some((each) => each.id === id))
  const poisonedIds = possible.filter(({ tries }) => tries >= MAX_TRIES).map(({ id }) => id)
  const [next, ...suspects] = possible.filter(({ tries }) => tries < MAX_TRIES)
  const poisoned = due.filter(({ id }) => poisonedIds.includes(id))
  if (possible.length === 0) {
    const attempts: Attempt[] = due.slice(0, most).map(({ id }) => ({ id, tries: 1 }))
    return { attempts, suspects, poisoned }
  }
  const attempts: Attempt[] = next ? [{ id: next.id, tries: next.tries + 1 }] : []
  return { attempts, suspects, poisoned }
}

export function crashProblem({ id, value }: Judged): Problem {
  return {
    key: articleKey(id),
    revision: value?.revision ?? '',
    stamped: value?.stamp != null,
    reasons: ['could not be processed: it is too large or too deep; divide it and put it again'],
  }
}

export function unreadableProblem(id: string): Problem {
  const reasons = ['could not be read: KV does not return it; put it again, smaller if it is large']
  return { key: articleKey(id), revision: '', stamped: false, reasons }
}
