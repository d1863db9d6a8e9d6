import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseQuery } from '../content/arabic/parse-query.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { matchesOf } from '../worker/read/search/match.ts'
import type { Statement } from '../worker/stores/d1.ts'
import { fillCatalogue, fillSearchIndex } from './generator.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { readerQueries } from './reader-queries.ts'
import { SEARCHES, searchStatements } from './searches.ts'

/** Two parts of the archive and more, in which every limit is reached. */
const COUNT = 1500
const PART = 700
/** What may be walked through: parameters, and what a LIMIT inside has made small. */
const BOUNDED =
  /VIRTUAL TABLE|CONSTANT ROW|counters_v[0-9a-f]+_topics$|problems_v[0-9a-f]+_seen$|^SCAN (?:self|chosen|near|newest|older|neighbours|shared|tag|best|place|most|hidden|\(subquery-\d+\))/
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper({})
  await fillCatalogue(paper.d1, COUNT)
  await fillSearchIndex(paper.d1, PART)
})
afterAll(() => paper.close())

describe.each(Object.entries(readerQueries(COUNT)))('%s', (_what, statements) => {
  it('reads at most 1,000 rows in its one round trip', async () => {
    const prepared = statements.map(({ sql, params }) => paper.d1.prepare(sql).bind(...params))
    const results = await paper.d1.batch(prepared)
    expect(results.reduce((sum, { meta }) => sum + meta.rows_read, 0)).toBeLessThanOrEqual(1000)
  })

  it('walks through no whole table', async () => {
    for (const statement of statements) {
      const scans = (await planOf(statement)).filter(
        (detail) => detail.startsWith('SCAN ') && !BOUNDED.test(detail),
      )
      expect(scans, statement.sql).toEqual([])
    }
  })
})

async function planOf({ sql, params }: Statement): Promise<string[]> {
  const { results } = await paper.d1
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

describe('search', () => {
  /** What a LIMIT or an aggregate inside has made small; a JSON list; the index by what is looked for. */
  const SMALL =
    /^SCAN (?:CONSTANT ROW$|hits|heads|headed|behind|found|bound|reach|recent|periods|parts?|page|given|alone|word\d|tried|answered|\(subquery-\d+\)|json_each VIRTUAL|search_[ab]_\w+(?: EXISTS)? VIRTUAL TABLE INDEX \d+:M6<)/

  it.each(Object.entries(searchStatements(Date.UTC(2026, 0, 2))))(
    '%s: only what matches is read, from a place on',
    async (_what, statements) => {
      for (const statement of statements) {
        const plan = await planOf(statement)
        expect(plan.filter((detail) => detail.startsWith('SCAN ') && !SMALL.test(detail))).toEqual(
          [],
        )
        expect(plan.filter((detail) => /\d:M6</.test(detail))).not.toEqual([])
      }
    },
  )

  it.each(Object.entries(SEARCHES))('%s: at most 1,000 rows', async (_what, paths) => {
    for (const path of paths) {
      const { status, cost } = await paper.get(path)
      expect(status, path).toBe(200)
      expect(cost.rowsRead, path).toBeGreaterThan(0)
      expect(cost.rowsRead, path).toBeLessThanOrEqual(1000)
    }
  })

  it('at most 1,000 rows on every page, ranked or not, each story once', async () => {
    for (const q of ['الماء', '"رجل كتاب"', 'الماء -المدينة']) {
      const seen = new Set<string>()
      let count = 0
      let next: string | null = ''
      while (next !== null) {
        const cursor: string = next && `&cursor=${next}`
        const answer = await paper.get(
          `/api/v1/search?q=${encodeURIComponent(q)}&limit=20${cursor}`,
        )
        expect(answer.cost.rowsRead, q).toBeLessThanOrEqual(1000)
        const page = answer.json() as { items: { id: string }[]; next: string | null }
        for (const { id } of page.items) seen.add(id)
        count += page.items.length
        next = page.next
      }
      expect(seen.size, q).toBe(count)
      expect(count, q).toBe(await countOf(q))
    }
  })

  /** By the index itself, without bounds. */
  async function countOf(q: string): Promise<number> {
    const { all } = matchesOf(parseQuery(q), {})
    const row = await paper.d1
      .prepare(`SELECT count(*) AS count FROM ${TABLES.search_a} WHERE ${TABLES.search_a} MATCH ?1`)
      .bind(all)
      .first<{ count: number }>()
    return row?.count ?? 0
  }
})

it('sees a whole table being walked through', async () => {
  const { results } = await paper.d1
    .prepare(`EXPLAIN QUERY PLAN SELECT card FROM ${TABLES.articles} WHERE card LIKE '%x%'`)
    .all<{ detail: string }>()
  expect(results[0]?.detail).toMatch(new RegExp(`^SCAN ${TABLES.articles}`))
})
