import { expect, it } from 'vitest'
import { DAY, simulateDay, tableOf } from './simulated-day.ts'

/** An hour of the day that `npm run bench -- day` runs, with 500 articles. */
const RUNS = 30
const SHARE = RUNS / DAY.runs
const HOUR = {
  articles: 500,
  raw: Math.ceil(DAY.raw * SHARE),
  stamped: Math.ceil(DAY.stamped * SHARE),
  requests: Math.ceil(DAY.requests * SHARE),
  runs: RUNS,
}

it('an hour stays within the free plan, and an unchanged article costs no row', async () => {
  const { used, rowsTouched, failures } = await simulateDay(HOUR)
  console.table(tableOf(used))
  for (const { what, used: count, allowed } of used) {
    expect(count, what).toBeLessThanOrEqual(allowed)
  }
  expect(rowsTouched).toBe(0)
  expect(failures).toBe(0)
}, 300_000)
