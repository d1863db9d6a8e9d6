import versions from '../dist/versions.json' with { type: 'json' }
import { parseSearchState } from '../worker/catalogue/search-state.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import { fillSearchIndex } from './generator.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { allowedIn, BEGIN, fill, tableOf, type Used } from './simulated-day.ts'
import type { Totals } from './worker.ts'

const ARTICLES = 2000
const RUNS = 720
const RUN_MS = 120_000
const SEARCHES_A_RUN = 3
const WORDS = ['الماء', 'الجسر قبل الفجر', '"منسوب النهر"', 'القمر -الشمس', 'سلمى']

/**
 * A day of the free plan that begins with another analyser: every article is indexed again by cron,
 * while readers search. Fails where a search finds less than before, or the day uses more than it may.
 */
export async function benchReindex(): Promise<void> {
  const paper = await startNewspaper({ SYNC_TOKEN: 'secret', SNAPSHOT_SECONDS: '2' })
  try {
    await fill(paper, ARTICLES)
    await fillSearchIndex(paper.d1)
    await paper.d1.exec(
      `UPDATE ${TABLES.state} SET value = json_set(value, '$.version', 'old') WHERE name = 'search'`,
    )
    const before = await totalsOf(paper)
    let least = Number.POSITIVE_INFINITY
    let done = 0
    for (let run = 0; run < RUNS; run += 1) {
      const at = { 'Test-Now': new Date(BEGIN + run * RUN_MS).toISOString() }
      const headers = { Authorization: 'Bearer secret', ...at }
      const body = JSON.stringify({ cursor: '0000000000' })
      const synced = await paper.ask('/api/v1/sync', { method: 'POST', headers, body })
      if (synced.status !== 200) throw new Error(`sync: ${synced.status} ${synced.text}`)
      for (let search = 0; search < SEARCHES_A_RUN; search += 1) {
        const q = WORDS[(run * SEARCHES_A_RUN + search) % WORDS.length] ?? ''
        const answer = await paper.get(`/api/v1/search?q=${encodeURIComponent(q)}`, at)
        const { total } = answer.json() as { total: { value: number } }
        least = Math.min(least, total.value)
      }
      if (done === 0 && (await stateOf(paper)).version === versions.search) done = run + 1
    }
    const after = await totalsOf(paper)
    const used: Used[] = (['rowsRead', 'rowsWritten', 'kvReads', 'kvWrites'] as const).map(
      (name) => ({ ...allowedIn(name), used: after[name] - before[name] }),
    )
    console.table(tableOf(used))
    console.log(
      `${ARTICLES} articles were indexed again by run ${done} of ${RUNS}; of ${RUNS * SEARCHES_A_RUN} searches each found at least ${least} stories`,
    )
    if (done === 0 || least < 200 || used.some((one) => one.used > one.allowed)) {
      process.exitCode = 1
    }
  } finally {
    await paper.close()
  }
}

async function stateOf({ d1 }: Newspaper) {
  const row = await d1
    .prepare(`SELECT value FROM ${TABLES.state} WHERE name = 'search'`)
    .first<{ value: string }>()
  return parseSearchState(row?.value)
}

async function totalsOf(paper: Newspaper): Promise<Totals> {
  return (await paper.get('/test/totals')).json() as Totals
}
