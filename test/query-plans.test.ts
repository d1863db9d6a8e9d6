import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '../worker/catalogue/tables.ts'
import { fillCatalogue } from './generator.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { readerQueries } from './reader-queries.ts'

const COUNT = 3000
/** What may be walked through: parameters, and what a LIMIT inside has made small. */
const BOUNDED =
  /VIRTUAL TABLE|CONSTANT ROW|counters_v[0-9a-f]+_topics$|problems_v[0-9a-f]+_seen$|^SCAN (?:self|shared|best|place|most|hidden|\(subquery-\d+\))/
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({})
  await fillCatalogue(paper.d1, COUNT)
})
afterAll(() => paper.close())

describe.each(Object.entries(readerQueries(COUNT)))('%s', (_what, statements) => {
  it('reads at most 1,000 rows in its one round trip', async () => {
    const prepared = statements.map(({ sql, params }) => paper.d1.prepare(sql).bind(...params))
    const results = await paper.d1.batch(prepared)
    expect(results.reduce((sum, { meta }) => sum + meta.rows_read, 0)).toBeLessThanOrEqual(1000)
  })

  it('walks through no whole table', async () => {
    for (const { sql, params } of statements) {
      const { results } = await paper.d1
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...params)
        .all<{ detail: string }>()
      const scans = results
        .map(({ detail }) => detail)
        .filter((detail) => detail.startsWith('SCAN ') && !BOUNDED.test(detail))
      expect(scans, sql).toEqual([])
    }
  })
})

it('sees a whole table being walked through', async () => {
  const { results } = await paper.d1
    .prepare(`EXPLAIN QUERY PLAN SELECT card FROM ${TABLES.articles} WHERE card LIKE '%x%'`)
    .all<{ detail: string }>()
  expect(results[0]?.detail).toMatch(new RegExp(`^SCAN ${TABLES.articles}`))
})
