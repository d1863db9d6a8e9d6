import { articleKey } from '../../content/model/key.ts'
import { isCredible } from '../catalogue/settle.ts'
import type { Listed } from '../stores/kv.ts'

/** What the catalogue has of an id in the range of one page of names. */
export interface KnownRow {
  id: string
  revision: string
  stampedAt: number | null
  /** Its position, where another version of the code filled it. */
  stalePosition: number | null
}

export interface KnownProblem {
  key: string
  revision: string
  stamped: 0 | 1
}

/**
 * The ids whose value is to be read: new, changed as their stamps say, or gone. Compares one page of
 * KV's names with the rows and problems of the same range.
 */
export function compare(
  names: Listed[],
  rows: KnownRow[],
  problems: KnownProblem[],
  now: number,
): string[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const problemOf = new Map(problems.map((problem) => [problem.key, problem]))
  const listed = new Set(names.map(({ id }) => articleKey(id)))
  const gone = [
    ...rows.filter(({ id }) => !listed.has(articleKey(id))).map(({ id }) => id),
    ...problems
      .filter(({ key }) => !listed.has(key))
      .map(({ key }) => key.slice(articleKey('').length)),
  ]
  const changed = names
    .filter(({ id, stamp }) => differs(stamp, rowOf.get(id), problemOf.get(articleKey(id)), now))
    .map(({ id }) => id)
  return [...new Set([...changed, ...gone])]
}

/** Unstamped values give no hint that they changed: they are read in turn, the longest unchecked first. */
function differs(
  stamp: Listed['stamp'],
  row: KnownRow | undefined,
  problem: KnownProblem | undefined,
  now: number,
): boolean {
  if (stamp === null) return problem === undefined ? row?.stampedAt !== null : problem.stamped === 1
  // What could not be read is tried again in turn, not at once.
  if (problem?.revision === '') return false
  if (problem?.revision === stamp.revision || row?.revision === stamp.revision) return false
  // The time of a clock that was ahead says nothing, but the revisions differ.
  const isOrdered = row?.stampedAt != null && isCredible(row.stampedAt, now)
  return !isOrdered || !isCredible(stamp.at, now) || stamp.at >= (row.stampedAt ?? 0)
}
