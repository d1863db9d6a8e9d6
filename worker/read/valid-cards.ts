import type { Card } from '../../content/model/summary.ts'
import { type BrokenRow, nameBroken } from '../catalogue/broken-rows.ts'
import { storedCard } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'

/** The rows with their cards. Rows whose card does not parse are left out, and named for sync. */
export function validCards<Row extends { position: number; card: string }>(
  services: Services,
  rows: Row[],
): (Row & { parsed: Card })[] {
  const valid = rows.flatMap((row) => {
    const parsed = storedCard(row.card)
    return parsed === null ? [] : [{ ...row, parsed }]
  })
  if (valid.length < rows.length) {
    const known = new Set(valid.map(({ position }) => position))
    reportBroken(
      services,
      rows.filter(({ position }) => !known.has(position)),
    )
  }
  return valid
}

/** After the response: the status names these rows, and the next sync fills them again. */
export function reportBroken({ database, defer, now }: Services, rows: BrokenRow[]): void {
  if (rows.length > 0) defer(database.primary.run({ broken: [nameBroken(rows, now)] }))
}
