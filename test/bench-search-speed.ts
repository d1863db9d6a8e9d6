import { cpuOfWorkers } from './cpu-of-workers.ts'
import { fillCatalogue, fillSearchIndex } from './generator.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { SEARCHES } from './searches.ts'

const ROUNDS = 20
const AT_ONCE = 6

/**
 * What a search costs at three sizes of the archive: the rows that D1 says it read, and the CPU time
 * of worker and database for the slowest requests but one in twenty, also as a multiple of that at the
 * smallest size. CPU time, so that a busy machine changes little.
 */
export async function benchSearchSpeed(sizes: number[]): Promise<void> {
  const table: Record<string, Record<string, string | number>> = {}
  const first: Record<string, number> = {}
  for (const size of sizes) {
    const paper = await startNewspaper({})
    await fillCatalogue(paper.d1, size)
    await fillSearchIndex(paper.d1)
    const all: number[] = []
    let most = 0
    for (const [what, paths] of Object.entries(SEARCHES)) {
      const { rows, times } = await ask(paper, paths)
      all.push(...times)
      note(what, size, slowest(times), rows)
      most = Math.max(most, rows)
    }
    note('all together', size, slowest(all), most)
    await paper.close()
  }
  console.table(table)

  function note(what: string, size: number, time: number, rows: number): void {
    first[what] ??= time
    table[what] ??= {}
    Object.assign(table[what], {
      [`rows at ${size}`]: rows,
      [`ms at ${size}`]: time.toFixed(1),
      [`times, at ${size}`]: `× ${(time / first[what]).toFixed(1)}`,
    })
  }
}

/** Each search as a program asks for it; several in one request, because the way from outside takes longer. */
async function ask(paper: Newspaper, paths: string[]) {
  let rows = 0
  for (const path of paths) {
    const { status, text, cost } = await paper.get(path)
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    rows = Math.max(rows, cost.rowsRead)
  }
  const asked = Array.from({ length: AT_ONCE }, (_, index) => ({
    path: paths[index % paths.length],
    headers: {},
  }))
  const times: number[] = []
  // The first round compiles.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = cpuOfWorkers()
    await paper.ask('/test/batch', { method: 'POST', body: JSON.stringify(asked) })
    if (round > 0) times.push((cpuOfWorkers() - before) / AT_ONCE)
  }
  return { rows, times }
}

function slowest(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0
}
