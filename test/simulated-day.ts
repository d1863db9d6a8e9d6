import { createHash } from 'node:crypto'
import { parseArticle } from '../content/model/article.ts'
import { articleKey } from '../content/model/key.ts'
import { noChanges, reconcile } from '../worker/catalogue/reconcile.ts'
import { rowOf } from '../worker/catalogue/row.ts'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import { makeTables } from './make-tables.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import type { Totals } from './worker.ts'

/** What happens in the simulated time. */
export interface Script {
  articles: number
  /** Put by `wrangler kv key put`, and by the commands, two in one command. */
  raw: number
  stamped: number
  requests: number
  /** Of cron, one every two minutes. */
  runs: number
}

export const DAY: Script = { articles: 5000, raw: 60, stamped: 40, requests: 20_000, runs: 720 }

/** https://developers.cloudflare.com/workers/platform/pricing/ */
const ALLOWED: Record<keyof Totals | 'requests', number> = {
  requests: 100_000,
  kvReads: 100_000,
  kvLists: 1000,
  kvWrites: 1000,
  rowsRead: 5_000_000,
  rowsWritten: 100_000,
}
const NAMES: Record<keyof typeof ALLOWED, string> = {
  requests: 'requests to the worker',
  kvReads: 'KV reads',
  kvLists: 'KV lists',
  kvWrites: 'KV writes',
  rowsRead: 'D1 rows read',
  rowsWritten: 'D1 rows written',
}

export interface Used {
  what: string
  used: number
  /** Of the free plan in this time. */
  allowed: number
}

const RUN_MS = 120_000
const STORIES_A_COMMAND = 2
export const BEGIN = Date.UTC(2026, 5, 1)
const TOKEN = { Authorization: 'Bearer secret' }

export interface SimulatedDay {
  used: Used[]
  /** How many rows of articles that nobody put are not as they were. */
  rowsTouched: number
  /** Answers of 5xx. */
  failures: number
}

/** Runs the script with a clock that is compressed, behind a cache of one data centre. */
export async function simulateDay(script: Script): Promise<SimulatedDay> {
  const paper = await startNewspaper({ SYNC_TOKEN: 'secret', SNAPSHOT_SECONDS: '2' })
  try {
    await fill(paper, script.articles)
    const untouched = await rowsOf(paper)
    const before = await totalsOf(paper)
    const editors = { kvReads: 0, kvLists: 0, kvWrites: 0 }
    const put = new Set<string>()
    const random = randomFrom(7)
    let failures = 0
    for (let run = 0; run < script.runs; run += 1) {
      const now = BEGIN + run * RUN_MS
      for (const id of dueIn(run, script.runs, script.raw)) {
        const name = `story-${(id * 37) % script.articles}`
        put.add(name)
        editors.kvWrites += 1
        await paper.kv.put(articleKey(name), story(name, now, `خام ${run}`))
      }
      const stamped = dueIn(run, script.runs, script.stamped)
      for (const [index, number] of stamped.entries()) {
        // The commands list all keys, read what they replace, and store that under `history:`.
        if ((number + index) % STORIES_A_COMMAND === 0) {
          editors.kvLists += Math.ceil((script.articles + put.size) / 1000)
        }
        editors.kvReads += 1
        editors.kvWrites += 2
        const name = `news-${number}`
        const text = story(name, now, 'جديد')
        const metadata = { rev: revisionOf(text), at: new Date(now).toISOString() }
        await paper.kv.put(articleKey(name), text, { metadata })
      }
      const headers = { ...TOKEN, 'Test-Now': new Date(now).toISOString() }
      // As cron: it goes on where the run before stopped.
      const body = JSON.stringify({ cursor: '0000000000' })
      const synced = await paper.ask('/api/v1/sync', { method: 'POST', headers, body })
      if (synced.status !== 200) throw new Error(`sync: ${synced.status} ${synced.text}`)
      const paths = dueIn(run, script.runs, script.requests).map(() =>
        addressOf(random, script.articles),
      )
      failures += await read(paper, paths, now)
    }
    const after = await totalsOf(paper)
    const of = (name: keyof Totals) =>
      after[name] - before[name] + (editors[name as keyof typeof editors] ?? 0)
    const counted = { ...after, requests: script.requests + script.runs }
    for (const name of Object.keys(after) as (keyof Totals)[]) counted[name] = of(name)
    const share = script.runs / DAY.runs
    return {
      used: Object.entries(NAMES).map(([name, what]) => ({
        what,
        used: counted[name as keyof typeof ALLOWED],
        allowed: Math.floor(ALLOWED[name as keyof typeof ALLOWED] * share),
      })),
      rowsTouched: await touched(paper, untouched, put),
      failures,
    }
  } finally {
    await paper.close()
  }
}

/** What the free plan allows in a day, with its name for people. */
export function allowedIn(name: keyof typeof ALLOWED): Pick<Used, 'what' | 'allowed'> {
  return { what: NAMES[name], allowed: ALLOWED[name] }
}

/** The table of what was used, for people. */
export function tableOf(used: Used[]): Record<string, string>[] {
  return used.map(({ what, used: count, allowed }) => ({
    what,
    used: count.toLocaleString('en'),
    'free plan': allowed.toLocaleString('en'),
    share: `${((100 * count) / allowed).toFixed(0)} %`,
  }))
}

/** What of these many is due in a run, spread evenly. */
function dueIn(run: number, runs: number, many: number): number[] {
  const from = Math.floor((run * many) / runs)
  const to = Math.floor(((run + 1) * many) / runs)
  return Array.from({ length: to - from }, (_, index) => from + index)
}

/**
 * What readers ask for: half articles, most of them new ones, half of those by a shared link; the front
 * page and sections; a little of everything else.
 */
function addressOf(random: () => number, articles: number): string {
  const kind = random()
  if (kind < 0.25) return '/'
  if (kind < 0.35) return `/section/${['world', 'science', 'culture'][Math.floor(random() * 3)]}`
  if (kind < 0.85) {
    const among = random()
    const newest = among < 0.7 ? 50 : among < 0.9 ? 500 : articles
    const id = articles - 1 - Math.floor(random() * Math.min(newest, articles))
    const shared = random() < 0.5 ? `?fbclid=${Math.floor(random() * 1e12)}` : ''
    return `/article/story-${id}${shared}`
  }
  if (kind < 0.9) return '/api/v1/articles'
  if (kind < 0.95) return '/feed.xml'
  if (kind < 0.97)
    return `/api/v1/search?q=${encodeURIComponent(`خبر ${Math.floor(random() * 50)}`)}`
  if (kind < 0.98) return encodeURI('/topic/القمر')
  return `/article/none-${Math.floor(random() * 100)}`
}

/** @returns how many answers were 5xx */
async function read(paper: Newspaper, paths: string[], now: number): Promise<number> {
  const asked = paths.map((path, index) => {
    const at = new Date(now + (RUN_MS * index) / paths.length).toISOString()
    return { path, headers: { 'Test-Now': at, 'Test-Edge': 'day' } }
  })
  const answer = await paper.ask('/test/batch', { method: 'POST', body: JSON.stringify(asked) })
  return (answer.json() as number[]).filter((status) => status >= 500).length
}

/** A namespace and a catalogue that agree, as after a quiet week. */
export async function fill({ kv, d1 }: Pick<Newspaper, 'kv' | 'd1'>, count: number): Promise<void> {
  await makeTables(d1)
  const begin = BEGIN - 7 * 86_400_000
  for (let start = 0; start < count; start += 100) {
    const apply = Array.from({ length: Math.min(100, count - start) }, (_, index) => {
      const id = `story-${start + index}`
      const text = story(id, begin - (count - start - index) * 3_600_000, 'خبر')
      const row = rowOf(id, parseArticle(text), { revision: revisionOf(text), stamp: null }, begin)
      return { row, text, instead: null }
    })
    await Promise.all(apply.map(({ row, text }) => kv.put(articleKey(row.columns.id), text)))
    const statements = reconcile({ ...noChanges(), apply }, begin)
    await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)))
  }
  await d1.exec(`UPDATE ${T.articles} SET indexed_revision = revision`)
  await d1.exec(`DELETE FROM ${T.stale}`)
}

export function story(id: string, at: number, headline: string): string {
  return JSON.stringify(
    anArticle({
      headline: `${headline} ${id}`,
      section: ['world', 'science', 'culture'][id.length % 3],
      publishedAt: new Date(at).toISOString(),
      topics: ['القمر', `موضوع ${id.at(-1)}`],
      authors: [{ name: 'سلمى' }],
      body: Array(8).fill(
        'ارتفع منسوب النهر ليلًا، وبلغ الماء أول الجسر قبل الفجر بقليل. '.repeat(4),
      ),
    }),
  )
}

async function rowsOf({ d1 }: Newspaper): Promise<Map<string, string>> {
  const { results } = await d1.prepare(`SELECT * FROM ${T.articles}`).all<{ id: string }>()
  return new Map(results.map((row) => [row.id, JSON.stringify(row)]))
}

async function touched(paper: Newspaper, before: Map<string, string>, put: Set<string>) {
  const after = await rowsOf(paper)
  return [...before].filter(([id, row]) => !put.has(id) && after.get(id) !== row).length
}

async function totalsOf(paper: Newspaper): Promise<Totals> {
  return (await paper.get('/test/totals')).json() as Totals
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
