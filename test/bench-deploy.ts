import { type Newspaper, startNewspaper } from './newspaper.ts'
import { NEXT, storyOf } from './next-version.ts'
import { surfacesOf } from './surfaces.ts'
import { writeVersions } from './worker-versions.ts'

const COUNT = 2_000
const TOKEN = { Authorization: 'Bearer secret' }
/** What a deploy costs on the free plan: its bounds, and its rows a day. */
const BOUNDS = { SYNC_TOKEN: 'secret', SYNC_READS: '50', SYNC_REFILLS: '5' }
const ROWS_A_DAY = 100_000

interface Step {
  done: boolean
  cursor?: string
  refilling: { done: number; total: number } | null
}

/**
 * A deploy of another version over 2,000 articles, and back: how long lists are compared with those
 * before it, and the rows written until everything is filled again. Fails when a list changes.
 */
export async function benchDeploy(): Promise<void> {
  const main = await writeVersions('bench-versions', NEXT)
  const paper = await startNewspaper({ ...BOUNDS, SYNC_CHANGES: '200', SYNC_INDEX: '200' }, main)
  const now = Date.now()
  for (let index = 0; index < COUNT; index += 1) {
    const { id, article } = storyOf(index, COUNT, now)
    await paper.kv.put(`article:${id}`, JSON.stringify(article))
  }
  const clock = { now }
  let cursor: string | undefined
  for (let done = false; !done; ) {
    ;({ done, cursor } = (await sync(paper, 'this', clock, cursor)).step)
  }
  const rows = []
  for (const [what, from, to] of [
    ['to the next version', 'this', 'next'],
    ['back', 'next', 'this'],
  ] as const) {
    rows.push({ what, ...(await deploy(paper, from, to, clock)) })
  }
  console.table(rows)
  await paper.close()
}

async function deploy(paper: Newspaper, from: string, to: string, clock: { now: number }) {
  const shown = async (version: string) =>
    JSON.stringify(await surfacesOf(paper, { 'Test-Version': version }))
  const before = await shown(from)
  let compared = 0
  let written = 0
  let runs = 0
  const compare = async () => {
    compared += 1
    if ((await shown(to)) !== before) throw new Error(`A list changed after ${runs} runs of sync.`)
  }
  await compare()
  for (let refilling = true; refilling; runs += 1) {
    const { step, rowsWritten } = await sync(paper, to, clock)
    written += rowsWritten
    refilling = step.refilling !== null
    if (runs % 40 === 0 || !refilling) await compare()
  }
  return {
    articles: COUNT,
    'runs of sync': runs,
    'hours by cron': ((runs * 2) / 60).toFixed(1),
    'lists compared': compared,
    'rows written an article': (written / COUNT).toFixed(1),
    "of a day's rows": `${((100 * written) / ROWS_A_DAY).toFixed(0)} %`,
  }
}

async function sync(paper: Newspaper, version: string, clock: { now: number }, cursor?: string) {
  clock.now += 120_000
  const answer = await paper.ask('/api/v1/sync', {
    method: 'POST',
    body: JSON.stringify({ cursor }),
    headers: { ...TOKEN, 'Test-Version': version, 'Test-Now': new Date(clock.now).toISOString() },
  })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return { step: answer.json() as Step, rowsWritten: answer.cost.rowsWritten }
}
