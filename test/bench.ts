import { Agent, get } from 'node:http'
import { benchConvert } from './bench-convert.ts'
import { benchCpu } from './bench-cpu.ts'
import { benchDay } from './bench-day.ts'
import { benchDeploy } from './bench-deploy.ts'
import { benchLatency } from './bench-latency.ts'
import { benchProfile } from './bench-profile.ts'
import { benchPublish } from './bench-publish.ts'
import { benchReindex } from './bench-reindex.ts'
import { benchSearch } from './bench-search.ts'
import { benchSearchSpeed } from './bench-search-speed.ts'
import { copyOf, putCopies } from './copies.ts'
import { fillCatalogue, generate } from './generator.ts'
import { median } from './median.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { readerQueries } from './reader-queries.ts'
import { putSample } from './sample.ts'

/**
 * `npm run bench`: speed as ratios of things measured in the same run, so that they mean the same on
 * any machine. `npm run bench throughput`, `profile`, `latency`,
 * `queries`, `rebuild`, `publish` or `search` for one part;
 * `npm run bench convert` and the number of stories for moving in; `npm run bench day` for the free plan, `npm run bench
 * deploy` for a deploy over 2,000 articles, `npm run bench reindex` for a day with a new analyser.
 */
const [only, size] = process.argv.slice(2)
const SIZES = [1_000, 10_000, 100_000]
const ROUNDS = 5
const SECONDS = 2

if (only === undefined || only === 'throughput') await benchThroughput()
if (only === undefined || only === 'profile') await benchProfile()
if (only === undefined || only === 'latency') await benchLatency()
if (only === undefined || only === 'queries') await benchQueries()
if (only === undefined || only === 'rebuild') await benchRebuild()
if (only === undefined || only === 'publish') await benchPublish()
if (only === undefined || only === 'search') {
  await benchSearch()
  await benchSearchSpeed(size === undefined ? SIZES : [Number(size)])
}
// Alone, because it takes longer than all others.
if (only === undefined || only === 'cpu') await benchCpu()
if (only === 'day') await benchDay()
if (only === 'reindex') await benchReindex()
if (only === 'deploy') await benchDeploy()
if (only === 'convert') await benchConvert(Number(size ?? 50_000))

/**
 * Requests per second beside a bare worker that answers one KV get of ready-made HTML. It fails below a
 * budget.
 */
async function benchThroughput(): Promise<void> {
  const vars = { SYNC_READS: '200', SYNC_CHANGES: '100', ORIGIN: 'https://hudhud.example' }
  const ours = await startNewspaper(vars, 'test/same-reads.ts')
  const bare = await startNewspaper({}, 'test/bare-worker.ts')
  await putSample(ours)
  await putCopies(ours, 'suez-canal')
  for (let run = 0; run < 5; run += 1) await ours.tick()
  const article = '/article/suez-canal'
  const api = '/api/v1/articles/suez-canal'
  /** `other` is another article each time, of more than the isolate remembers. */
  const contests: Contest[] = [
    { what: 'article page', path: article, budget: 0.6 },
    { what: 'never the same', path: article, other: (count) => `/article/${copyOf(count)}` },
    { what: 'only reads the same', path: article, other: () => `/same-reads${article}` },
    { what: 'bare worker that asks D1 for a row too', path: '/with-d1', by: bare },
    { what: 'front page', path: '/', budget: 0.7 },
    { what: 'API article', path: api, budget: 0.6 },
    { what: 'never the same', path: api, other: (count) => `/api/v1/articles/${copyOf(count)}` },
    { what: 'only reads the same', path: api, other: () => `/same-reads${api}` },
  ]
  const rows: Record<string, string>[] = []
  for (const { what, path, budget = 0, by = ours, other = () => path } of contests) {
    await bare.kv.put('page', (await ours.get(by === ours ? path : article)).text)
    const pairs: [number, number][] = []
    for (let round = 0; round <= ROUNDS; round += 1) {
      const pair: [number, number] = [
        await rate(by.origin, other),
        await rate(bare.origin, () => '/'),
      ]
      if (round > 0) pairs.push(pair)
    }
    const ratio = median(pairs.map(([one, other]) => one / other))
    if (ratio < budget) process.exitCode = 1
    rows.push({
      what,
      'of the bare worker': ratio.toFixed(2),
      budget: budget > 0 ? budget.toFixed(2) : '',
      'requests/s here': median(pairs.map(([one]) => one)).toFixed(0),
    })
  }
  console.table(rows)
  await Promise.all([ours.close(), bare.close()])
}

interface Contest {
  what: string
  /** Of the answer that the bare worker gives too. */
  path: string
  budget?: number
  by?: Newspaper
  /** The path of each request, where it is another one. */
  other?: (count: number) => string
}

/** Answers per second to sixteen clients with connections of their own. */
async function rate(origin: string, pathOf: (count: number) => string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const from = performance.now()
  let count = 0
  let asked = 0
  const client = async () => {
    while (performance.now() - from < SECONDS * 1000) {
      const url = new URL(pathOf(asked), origin)
      asked += 1
      await new Promise<void>((resolve, reject) => {
        get(url, { agent }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
          response.resume().on('end', resolve)
        }).on('error', reject)
      })
      count += 1
    }
  }
  await Promise.all(Array.from({ length: 16 }, client))
  agent.destroy()
  return (count * 1000) / (performance.now() - from)
}

/** Rows read, and time as a ratio of the same query's at the smallest size. */
async function benchQueries(): Promise<void> {
  const table: Record<string, Record<string, string>> = {}
  const first: Record<string, number> = {}
  for (const size of SIZES) {
    const paper = await startNewspaper({})
    await fillCatalogue(paper.d1, size)
    for (const [what, statements] of Object.entries(readerQueries(size))) {
      const times: number[] = []
      let rows = 0
      for (let round = 0; round < 31; round += 1) {
        const prepared = statements.map(({ sql, params }) => paper.d1.prepare(sql).bind(...params))
        const from = performance.now()
        const results = await paper.d1.batch(prepared)
        times.push(performance.now() - from)
        rows = results.reduce((sum, { meta }) => sum + meta.rows_read, 0)
      }
      const time = median(times)
      first[what] ??= time
      table[what] ??= {}
      Object.assign(table[what], {
        [`rows at ${size}`]: String(rows),
        [`time at ${size}`]: `× ${(time / first[what]).toFixed(1)}`,
      })
    }
    await paper.close()
  }
  console.table(table)
}

/** From an empty catalogue to a full one, in the bounded steps of the free plan and in wider ones. */
async function benchRebuild(): Promise<void> {
  const count = 1_000
  const rows: Record<string, string>[] = []
  for (const [plan, vars] of [
    ['free plan', {}],
    ['wider: 1,000 values read, 100 taken in', { SYNC_READS: '1000', SYNC_CHANGES: '100' }],
  ] as const) {
    const paper = await startNewspaper({ SYNC_TOKEN: 'secret', ...vars })
    for (const { id, text } of generate(count)) await paper.kv.put(`article:${id}`, text)
    const headers = { Authorization: 'Bearer secret' }
    const from = performance.now()
    let steps = 0
    let cursor: string | undefined
    for (let done = false; !done; steps += 1) {
      const answer = await paper.ask('/api/v1/sync', {
        method: 'POST',
        headers,
        body: JSON.stringify({ cursor }),
      })
      ;({ done, cursor } = answer.json() as { done: boolean; cursor?: string })
    }
    const perStep = (performance.now() - from) / steps
    rows.push({
      plan,
      articles: String(count),
      steps: String(steps),
      'ms a step here': perStep.toFixed(0),
      'by cron alone': `${((steps * 2) / 60).toFixed(1)} hours`,
    })
    await paper.close()
  }
  console.table(rows)
}
