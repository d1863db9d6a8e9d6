import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import lighthouse, { type Result } from 'lighthouse'
import { startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'

/** `npm run lighthouse`: Lighthouse's scores of three pages on a phone, each the median of three runs. */
const PAGES = {
  'front page': '/',
  section: '/section/culture',
  article: '/article/umm-al-qura-calendar',
}
const RUNS = 3
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']

const paper = await startNewspaper({ LOCAL: 'true', ORIGIN: 'https://hudhud.example' })
await putSample(paper)
const browser = await startBrowser()
const rows: Record<string, string | number>[] = []
for (const [what, path] of Object.entries(PAGES)) {
  const runs: Result[] = []
  // The first visit fills the caches of the worker itself.
  for (let run = 0; run <= RUNS; run += 1) {
    const result = await lighthouse(new URL(path, paper.origin).href, {
      port: browser.port,
      logLevel: 'error',
      onlyCategories: CATEGORIES,
    })
    if (run > 0 && result) runs.push(result.lhr)
  }
  rows.push(rowOf(what, runs))
  for (const line of shortcomings(runs)) console.log(`${what}: ${line}`)
}
console.table(rows)
await browser.close()
await paper.close()

function rowOf(what: string, runs: Result[]): Record<string, string | number> {
  const score = (category: string) =>
    Math.round(100 * median(runs.map(({ categories }) => categories[category]?.score ?? 0)))
  const value = (audit: string) =>
    median(runs.map(({ audits }) => audits[audit]?.numericValue ?? 0))
  return {
    page: what,
    ...Object.fromEntries(CATEGORIES.map((category) => [category, score(category)])),
    'first paint': `${(value('first-contentful-paint') / 1000).toFixed(1)} s`,
    'largest paint': `${(value('largest-contentful-paint') / 1000).toFixed(1)} s`,
    'blocking time': `${value('total-blocking-time').toFixed(0)} ms`,
    'layout shift': value('cumulative-layout-shift').toFixed(3),
  }
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

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
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
