import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KVNamespace } from '@cloudflare/workers-types'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import type { Entry } from '../content/desk/kv/namespace.ts'
import { copyOf, putCopies } from './copies.ts'
import { median } from './median.ts'
import { putSample } from './sample.ts'

const ROOT = join(import.meta.dirname, '..')
const REQUESTS = 200
const ROUNDS = 5
const INTERVAL_MS = 0.2
const LINES = 20

const STORY = 'suez-canal'

/** `other` is never what the isolate answered a moment ago. */
const CONTESTS = [
  {
    what: 'article page',
    path: `/article/${STORY}`,
    other: (count: number) => `/article/${copyOf(count)}`,
    budget: 4,
  },
  { what: 'front page', path: '/', other: (count: number) => `/?count=${count}`, budget: 3.5 },
  {
    what: 'API article',
    path: `/api/v1/articles/${STORY}`,
    other: (count: number) => `/api/v1/articles/${copyOf(count)}`,
    budget: 2,
  },
]

interface Measured {
  ms: number
  lines: [string, number][]
}

interface Profiled {
  kv: KVNamespace
  putAll(entries: Entry[]): Promise<void>
  fetch(path: string): Promise<string>
  sync(): Promise<void>
  /** Milliseconds of the isolate's thread for each request, and where they went. */
  profile(pathOf: (count: number) => string): Promise<Measured>
  close(): Promise<void>
}

/**
 * `npm run bench -- profile`: CPU of the worker alone, without the stores, as the profiler of workerd's
 * inspector sees it: a multiple of the bare worker's, by turns in the same run, and the functions that
 * take the most. A worker that only reads the same shows how much of it is the platform's. It fails above a
 * budget.
 */
export async function benchProfile(): Promise<void> {
  const bare = await start('test/bare-worker.ts')
  const ours = await start('test/same-reads.ts')
  try {
    await putSample(ours)
    await putCopies(ours, STORY)
    for (let run = 0; run < 5; run += 1) await ours.sync()
    const rows: Record<string, string>[] = []
    for (const { what, path, other, budget } of CONTESTS) {
      await bare.kv.put('page', await ours.fetch(path))
      const rounds: Record<'least' | 'reads' | 'again' | 'others', Measured>[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const least = await bare.profile(() => '/')
        const reads = await ours.profile(() => `/same-reads${path}`)
        const again = await ours.profile(() => path)
        const others = await ours.profile(other)
        rounds.push({ least, reads, again, others })
      }
      const ratio = (name: 'reads' | 'again' | 'others') =>
        median(rounds.map((round) => round[name].ms / round.least.ms))
      rows.push({
        what,
        'CPU ms here': median(rounds.map(({ again }) => again.ms)).toFixed(2),
        'of the bare worker': ratio('again').toFixed(1),
        'never the same': ratio('others').toFixed(1),
        'only reads the same': ratio('reads').toFixed(1),
        budget: String(budget),
      })
      if (ratio('again') > budget) process.exitCode = 1
      console.log(`\n${what}: per cent of its CPU`)
      for (const [name, share] of sumOf(rounds.map(({ again }) => again.lines))) {
        console.log(`${(100 * share).toFixed(1).padStart(5)}  ${name}`)
      }
    }
    console.table(rows)
  } finally {
    await Promise.all([bare.close(), ours.close()])
  }
}

/** A worker as it is deployed, but with the names of its functions. */
async function start(main: string): Promise<Profiled> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-profile-'))
  const args = ['deploy', main, '--dry-run', `--outdir=${folder}`, '--minify=false']
  await promisify(execFile)('wrangler', args, {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  })
  const file = `${main.split('/').at(-1)?.replace('.ts', '')}.js`
  const options = convertV4MiniflareOptions({
    modules: true,
    script: await readFile(join(folder, file), 'utf8'),
    compatibilityDate: '2026-11-01',
    kvNamespaces: ['CONTENT'],
    d1Databases: ['CATALOGUE'],
    bindings: {
      SYNC_READS: '200',
      SYNC_CHANGES: '100',
      SNAPSHOT_SECONDS: '0',
      SYNC_TOKEN: 'secret',
    },
    inspectorPort: 0,
  })
  const miniflare = new Miniflare(options)
  const origin = await miniflare.ready
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, origin), init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`)
    return text
  }
  const kv = (await miniflare.getKVNamespace('CONTENT')) as unknown as KVNamespace
  return {
    kv,
    putAll: async (entries) => {
      for (const { key, value, base64, metadata } of entries) {
        const bytes = Uint8Array.from(Buffer.from(value, base64 ? 'base64' : 'utf8'))
        await kv.put(key, bytes, { metadata })
      }
    },
    fetch: ask,
    sync: async () => {
      await ask('/api/v1/sync', { method: 'POST', headers: { Authorization: 'Bearer secret' } })
    },
    profile: async (pathOf) => {
      for (let warm = 0; warm < REQUESTS / 2; warm += 1) await ask(pathOf(-warm))
      return profiled(await miniflare.getInspectorURL(), async () => {
        for (let count = 0; count < REQUESTS; count += 1) await ask(pathOf(count))
      })
    },
    close: async () => {
      await miniflare.dispose()
      await rm(folder, { recursive: true })
    },
  }
}

/** The lines of all rounds, the largest first. */
function sumOf(rounds: [string, number][][]): [string, number][] {
  const sum = new Map<string, number>()
  for (const [name, share] of rounds.flat()) {
    sum.set(name, (sum.get(name) ?? 0) + share / rounds.length)
  }
  return [...sum].toSorted(([, one], [, other]) => other - one).slice(0, LINES)
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
}

async function profiled(inspector: URL, run: () => Promise<void>) {
  const targets = (await (await fetch(new URL('/json', `http://${inspector.host}`))).json()) as {
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? inspector.href)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  let last = 0
  const send = (method: string, params = {}) => {
    last += 1
    const id = last
    const answer = new Promise<unknown>((resolve) => {
      const listen = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data)) as { id?: number; result?: unknown }
        if (message.id !== id) return
        socket.removeEventListener('message', listen)
        resolve(message.result)
      }
      socket.addEventListener('message', listen)
    })
    socket.send(JSON.stringify({ id, method, params }))
    return answer
  }
  await send('Profiler.enable')
  await send('Profiler.setSamplingInterval', { interval: INTERVAL_MS * 1000 })
  await send('Profiler.start')
  await run()
  const { profile } = (await send('Profiler.stop')) as { profile: Profile }
  socket.close()
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, lineNumber } }) => [
      id,
      functionName.startsWith('(')
        ? functionName
        : `${functionName || '(anonymous)'}:${lineNumber}`,
    ]),
  )
  // Samples, not the time between them: on a busy machine that includes what others did.
  const times = new Map<string, number>()
  for (const sample of profile.samples) {
    const name = names.get(sample) ?? '?'
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  times.delete('(idle)')
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0)
  return {
    ms: (busy * INTERVAL_MS) / REQUESTS,
    lines: [...times]
      .map(([name, time]): [string, number] => [name, time / busy])
      .toSorted(([, one], [, other]) => other - one),
  }
}
