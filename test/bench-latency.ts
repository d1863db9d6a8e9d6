import { median } from './median.ts'
import { startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'

const ROUNDS = 5
const KV_MS = { cold: 80, warm: 5 }
const D1_MS = { near: 10, far: 150 }
const PAGES = {
  article: '/article/suez-canal',
  front: '/',
  section: '/section/culture',
  search: '/search?q=%D8%A7%D9%84%D9%86%D9%8A%D9%84',
}

/**
 * `npm run bench -- latency`: the time to the first byte with simulated distances, as a multiple of one
 * round trip to D1, and how many of those the answer waited for. Cold is a data centre whose KV has to
 * fetch each value from afar. It fails where an article waits for more than one round trip, or the
 * front page or a section for any.
 */
export async function benchLatency(): Promise<void> {
  const paper = await startNewspaper({
    SYNC_READS: '200',
    SYNC_CHANGES: '100',
    ORIGIN: 'https://hudhud.example',
  })
  try {
    await putSample(paper)
    await paper.tick()
    await paper.tick()
    const rows = []
    for (const [page, path] of Object.entries(PAGES)) {
      const row: Record<string, string | number> = { page }
      for (const [kv, kvMs] of Object.entries(KV_MS)) {
        for (const [d1, d1Ms] of Object.entries(D1_MS)) {
          const times: number[] = []
          for (let round = 0; round <= ROUNDS; round += 1) {
            const from = performance.now()
            const answer = await paper.get(path, { 'Test-Distance': `${kvMs} ${d1Ms}` })
            if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
            if (round > 0) times.push(performance.now() - from)
            row['D1 round trips'] = answer.cost.d1Trips
          }
          row[`KV ${kv} (${kvMs} ms), D1 ${d1} (${d1Ms} ms)`] =
            `× ${(median(times) / d1Ms).toFixed(1)} (${median(times).toFixed(0)} ms)`
        }
      }
      rows.push(row)
      if (Number(row['D1 round trips']) > (MAX_TRIPS[page] ?? 1)) process.exitCode = 1
    }
    console.table(rows)
  } finally {
    await paper.close()
  }
}

const MAX_TRIPS: Record<string, number> = { article: 1, front: 0, section: 0 }
