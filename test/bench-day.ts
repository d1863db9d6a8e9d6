import { DAY, simulateDay, tableOf } from './simulated-day.ts'

/** What a day of a small newspaper uses of the free plan. Fails above it. */
export async function benchDay(): Promise<void> {
  const { used, rowsTouched, failures } = await simulateDay(DAY)
  console.table(tableOf(used))
  console.log(
    `rows of unchanged articles that were written: ${rowsTouched}; answers of 5xx: ${failures}`,
  )
  const above = used.filter(({ used: count, allowed }) => count > allowed)
  if (above.length > 0 || failures > 0) {
    console.error(`above the free plan: ${above.map(({ what }) => what).join(', ') || 'nothing'}`)
    process.exitCode = 1
  }
}
