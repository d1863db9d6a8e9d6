import { readdirSync, readFileSync } from 'node:fs'
import { LEXICON } from '../content/arabic/lexicon.ts'
import { cpuOfWorkers } from './cpu-of-workers.ts'
import { startNewspaper } from './newspaper.ts'
import { quality } from './search/judge.ts'

/** Quality of the analyser on the judged sets, and what it costs. */
export async function benchSearch(): Promise<void> {
  console.table(
    (['tuning', 'unseen', 'later', 'last'] as const).flatMap((part) => [
      { set: part, families: 'with the list', ...quality(LEXICON, part) },
      { set: part, families: 'without', ...quality(new Map(), part) },
    ]),
  )
  await benchAnalyser()
}

const WORDS = 600
const TIMES = 200

/** CPU per text of 600 words in workerd: many in one request, less a request that analyses none. */
async function benchAnalyser(): Promise<void> {
  const worker = await startNewspaper({}, 'test/analyse-worker.ts')
  const folder = new URL('../content/articles/', import.meta.url)
  const words = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .flatMap((text) => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
  const body = words.slice(0, WORDS).join(' ')
  const time = async (times: number) => {
    const from = cpuOfWorkers()
    await worker.ask(`/?times=${times}`, { method: 'POST', body })
    return cpuOfWorkers() - from
  }
  await time(0)
  const rounds: number[] = []
  for (let round = 0; round < 5; round += 1) {
    rounds.push(((await time(TIMES)) - (await time(0))) / TIMES)
  }
  console.table([
    {
      what: `CPU ms for ${WORDS} words in workerd`,
      value: Math.min(...rounds).toFixed(2),
      budget: '2',
    },
  ])
  await worker.close()
}
