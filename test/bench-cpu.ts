import { articleKey } from '../content/model/key.ts'
import { cpuOfWorkers } from './cpu-of-workers.ts'
import { startNewspaper } from './newspaper.ts'
import { BEGIN, fill, story } from './simulated-day.ts'

const ARTICLES = 1000
const TIMES = 300
const BUDGET_MS = 8
const NOTHING = 0

/**
 * CPU of one step of sync with the bounds of the free plan, in workerd: a page of 1,000 names is
 * compared, 50 values are read, 5 changed ones are parsed and planned, 3 are analysed for the search
 * index, the snapshot is built. The step runs on the real stores once, then many times on what they
 * answered; the time is what the process spent on a processor, so that a busy machine changes little.
 */
export async function benchCpu(): Promise<void> {
  const paper = await startNewspaper({ SETTLE_SECONDS: '0' }, 'test/sync-worker.ts')
  try {
    await fill(paper, ARTICLES)
    let now = BEGIN
    const step = async (ids: string[], times: number) => {
      now += 120_000
      const body = JSON.stringify({ times, now, ids })
      const before = cpuOfWorkers()
      const answer = await paper.ask('/', { method: 'POST', body })
      if (answer.status !== 200) throw new Error(answer.text)
      return { ms: cpuOfWorkers() - before, report: answer.json() as Record<string, number> }
    }
    // Compiled by then, and at rest.
    for (let run = 0; run < 25; run += 1) await step([], 5)
    const rows = []
    for (const [what, changed] of [
      ['nothing changed', 0],
      ['5 changed, 3 to index, snapshot', 5],
    ] as const) {
      const put = async (round: string) => {
        const ids = Array.from({ length: changed }, (_, index) => `story-${500 + index}`)
        for (const id of ids) await paper.kv.put(articleKey(id), story(id, BEGIN, `خبر ${round}`))
        return ids
      }
      const once = await step(await put('one'), NOTHING)
      const many = await step(await put('two'), TIMES)
      const ms = (many.ms - once.ms) / TIMES
      const { read, applied } = many.report
      rows.push({ step: what, read, applied, 'CPU ms': ms.toFixed(2), budget: BUDGET_MS })
      if (ms > BUDGET_MS) process.exitCode = 1
    }
    console.table(rows)
  } finally {
    await paper.close()
  }
}
