import { expect, it } from 'vitest'
import { DAY, simulateDay, tableOf } from './simulated-day.ts'

/** Twenty minutes of the day that `npm run bench -- day` runs, with 500 articles: an hour takes too long. */
const RUNS = 10
const SHARE = RUNS / DAY.runs
const TWENTY_MINUTES = {
  articles: 500,
  raw: Math.ceil(DAY.raw * SHARE),
  stamped: Math.ceil(DAY.stamped * SHARE),
  requests: Math.ceil(DAY.requests * SHARE),
  runs: RUNS,
}

it('a part of a day stays within the free plan, and an unchanged article costs no row', async () => {
  const { used, rowsTouched, failures } = await simulateDay(TWENTY_MINUTES)
  console.table(tableOf(used))
  for (const { what, used: count, allowed } of used) {
    expect(count, what).toBeLessThanOrEqual(allowed)
  }
  expect(rowsTouched).toBe(0)
  expect(failures).toBe(0)
}, 300_000)
