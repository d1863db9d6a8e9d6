import { brokenRows, settleBroken } from '../catalogue/broken-rows.ts'
import { noChanges, reconcile, SNAPSHOT_IS_STALE } from '../catalogue/reconcile.ts'
import { isInPlace, refilledRow, type StaleRow, updateRow } from '../catalogue/refill.ts'
import type { Services } from '../context.ts'
import type { Statement } from '../stores/d1.ts'
import { fence, type Lease } from './lease.ts'
import type { NamesPage } from './read-page.ts'

/**
 * Phase 6: fills rows again that somebody found damaged, from the value in KV. What KV holds no more, or
 * holds in another revision, is left to the comparison with KV.
 * @returns whether lists show something else now
 */
export async function repairRows(
  { database, store }: Services,
  lease: Lease,
  { brokenRows: keys }: NamesPage,
): Promise<boolean> {
  if (keys.length === 0) return false
  const { broken } = await database.run({ broken: brokenRows(keys) })
  const { now } = lease
  const repairs = await Promise.all(
    broken.map(async ({ problemKey, ...stale }) => {
      if (!isRow(stale)) return { problemKey, statements: [], isDone: true }
      const row = refilledRow(stale, await store.getArticle(stale.id), now)
      if (row === null) return { problemKey, statements: [], isDone: false }
      const statements = isInPlace(stale, row)
        ? [updateRow(stale, row, { isIndexed: false })]
        : reconcile({ ...noChanges(), apply: [{ row, instead: stale.revision }] }, now)
      return { problemKey, statements, isDone: true }
    }),
  )
  const keysOf = (wanted: boolean) =>
    repairs.filter(({ isDone }) => isDone === wanted).map(({ problemKey }) => problemKey)
  const rows: Statement[] = repairs.flatMap(({ statements }) => statements)
  await database.run({
    held: fence(lease),
    rows,
    named: settleBroken(keysOf(true), keysOf(false), now),
    stale: rows.length > 0 ? [SNAPSHOT_IS_STALE] : [],
  })
  return rows.length > 0
}

/** Where the row is gone, all its columns are null. */
function isRow(row: Record<string, unknown>): row is StaleRow {
  return typeof row.position === 'number'
}
