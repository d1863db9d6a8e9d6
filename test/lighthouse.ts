import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import lighthouse, { type Flags, type Result } from 'lighthouse'
import { startOrigin, withoutFontsAndScript } from './lighthouse-origin.ts'
import { median } from './median.ts'
import { startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'

/**
 * `npm run lighthouse`: Lighthouse's scores of three pages on a phone, each the median of five runs. The
 * paints are also those of the same page without fonts and script, by turns in the same run: that ratio
 * means the same on a machine that is busy.
 */
const PAGES = {
  'front page': '/',
  section: '/section/culture',
  article: '/article/umm-al-qura-calendar',
}
const RUNS = 5
/** Of a paint, by the same paint of the page without fonts and script: medians above it are printed. */
const LIMITS = { 'first-contentful-paint': 1.2, 'largest-contentful-paint': 1.1 }
/** Everything that a previous run has left: with a stored value alone Lighthouse would see a later visit. */
const FIRST_VISIT: Flags['clearStorageTypes'] = [
  'file_systems',
  'shader_cache',
  'service_workers',
  'cache_storage',
  'local_storage',
]
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']

const paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
await putSample(paper)
const browser = await startBrowser()
const origins = {
  ours: await startOrigin(paper.origin),
  plain: await startOrigin(paper.origin, withoutFontsAndScript),
}
const scores: Record<string, string | number>[] = []
const paints: Record<string, string | number>[] = []
const tooLate: string[] = []
for (const [what, path] of Object.entries(PAGES)) {
  const runs: Record<keyof typeof origins, Result[]> = { ours: [], plain: [] }
  // The first visit fills the caches of the worker itself.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const which of run % 2 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const)) {
      const result = await lighthouse(new URL(path, origins[which].origin).href, {
        port: browser.port,
        logLevel: 'error',
        clearStorageTypes: FIRST_VISIT,
        onlyCategories: which === 'ours' ? CATEGORIES : ['performance'],
      })
      if (run > 0 && result) runs[which].push(result.lhr)
    }
  }
  scores.push(scoresOf(what, runs.ours))
  paints.push(paintsOf(what, runs.ours, runs.plain))
  for (const line of shortcomings(runs.ours)) console.log(`${what}: ${line}`)
  if (what !== 'section') tooLate.push(...aboveLimits(what, runs.ours, runs.plain))
}
console.table(scores)
console.table(paints)
await browser.close()
for (const { close } of Object.values(origins)) await close()
await paper.close()
for (const line of tooLate) console.log(line)

function aboveLimits(what: string, ours: Result[], plain: Result[]): string[] {
  return Object.entries(LIMITS)
    .map(([audit, limit]) => ({ audit, limit, ratio: value(ours, audit) / value(plain, audit) }))
    .filter(({ limit, ratio }) => ratio > limit)
    .map(({ audit, limit, ratio }) => `${what}: ${audit} × ${ratio.toFixed(2)}, limit × ${limit}`)
}

function scoresOf(what: string, runs: Result[]): Record<string, string | number> {
  const score = (category: string) =>
    Math.round(100 * median(runs.map(({ categories }) => categories[category]?.score ?? 0)))
  return {
    page: what,
    ...Object.fromEntries(CATEGORIES.map((category) => [category, score(category)])),
    'blocking time': `${value(runs, 'total-blocking-time').toFixed(0)} ms`,
    'layout shift': value(runs, 'cumulative-layout-shift').toFixed(3),
  }
}

/** When the first and the largest paint are there, and what had been loaded at the end. */
function paintsOf(what: string, ours: Result[], plain: Result[]): Record<string, string | number> {
  const paint = (audit: string) =>
    [ours, plain].map((runs) => `${(value(runs, audit) / 1000).toFixed(2)} s`).join(' / ')
  const ratio = (audit: string) => (value(ours, audit) / value(plain, audit)).toFixed(2)
  const sums = [ours, plain].map((runs) => loadedIn(runs[0]))
  return {
    'page / without fonts and script': what,
    'first paint': paint('first-contentful-paint'),
    '×': ratio('first-contentful-paint'),
    'largest paint': paint('largest-contentful-paint'),
    '× ': ratio('largest-contentful-paint'),
    requests: sums.map(({ requests }) => requests).join(' / '),
    KB: sums.map(({ bytes }) => (bytes / 1000).toFixed(0)).join(' / '),
  }
}

function value(runs: Result[], audit: string): number {
  return median(runs.map(({ audits }) => audits[audit]?.numericValue ?? 0))
}

function loadedIn(run: Result | undefined): { requests: number; bytes: number } {
  const { items = [] } = (run?.audits['network-requests']?.details ?? {}) as {
    items?: { transferSize?: number }[]
  }
  const bytes = items.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0)
  return { requests: items.length, bytes }
}

/** The audits that cost points, in Lighthouse's words. */
function shortcomings([run]: Result[]): string[] {
  return CATEGORIES.flatMap((category) =>
    (run?.categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (run?.audits[id]?.score ?? 1) < 0.9)
      .map(
        ({ id }) =>
          `${category}: ${run?.audits[id]?.title} (${run?.audits[id]?.displayValue ?? id})`,
      ),
  )
}

/** The tests' own Chromium, listening for Lighthouse on a port of its choice. */
async function startBrowser(): Promise<{ port: number; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'hudhud-'))
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0']
  const child = spawn(await chromium.executablePath(), [...args, `--user-data-dir=${profile}`])
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk
      const [, found] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said) ?? []
      if (found) resolve(Number(found))
    })
    child.once('exit', () => reject(new Error(said)))
  })
  return {
    port,
    close: async () => {
      child.kill()
      await exited
      await rm(profile, { recursive: true, force: true })
    },
  }
}
