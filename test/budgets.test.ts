import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SITE_KEY } from '../content/model/key.ts'
import { bundleIsland } from '../web/build/bundle.ts'
import { atRest, visit } from './browser.ts'
import { bundleWorker } from './bundle-worker.ts'
import { anArticle, type Newspaper, startNewspaper } from './newspaper.ts'
import { putSample } from './sample.ts'
import { openOwnPage } from './watched-page.ts'

const root = join(import.meta.dirname, '..')
const figures: { what: string; measured: string; budget: string }[] = []
let paper: Newspaper

beforeAll(async () => {
  paper = await startNewspaper({
    SYNC_READS: '100',
    SYNC_CHANGES: '100',
  })
  await putSample(paper)
  // With an origin pages say more: their address, and where to share it.
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, origin: 'https://hudhud.example' }))
  const text = await readFile(join(root, 'content/articles/umm-al-qura-calendar.json'), 'utf8')
  await paper.put('six-hundred-words', sixHundredWords(JSON.parse(text)))
  await paper.tick()
  await paper.tick()
})
afterAll(async () => {
  console.table(figures)
  await paper?.close()
})

/** A real story, brought to 600 words with its own paragraphs. */
function sixHundredWords(story: { body: unknown[] }) {
  const words = (value: unknown) => JSON.stringify(value).split(/\s+/).length
  const prose = story.body.filter((block) => typeof block === 'string')
  const body = [...story.body]
  for (let index = 0; words(body) < 640; index += 1) {
    body.push(
      String(prose[index % prose.length])
        .split(' ')
        .reverse()
        .join(' '),
    )
  }
  return anArticle({ ...story, placement: undefined, body })
}

function hold(what: string, measured: number, budget: number, unit: string): void {
  const show = (value: number) =>
    unit === 'bytes' ? `${(value / 1000).toFixed(1)} KB` : String(value)
  figures.push({ what, measured: show(measured), budget: show(budget) })
  expect(measured, what).toBeLessThanOrEqual(budget)
}

function brotli(bytes: string | Buffer, quality: number): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length
}

it('sends a story of 600 words with its styles in the first congestion window', async () => {
  const { text, status } = await paper.get('/article/six-hundred-words')
  expect(status).toBe(200)
  const [toEnd = ''] = text.split('<footer')
  hold('article page to the end of the text, Brotli 4', brotli(toEnd, 4), 14_000, 'bytes')
  hold('article page, Brotli 4', brotli(text, 4), 18_000, 'bytes')
  const front = await paper.get('/')
  figures.push({
    what: 'front page, Brotli 4',
    measured: `${(brotli(front.text, 4) / 1000).toFixed(1)} KB`,
    budget: '',
  })
})

it('loads few bytes of script and font, and nothing that blocks rendering', async () => {
  const { page, close } = await openOwnPage({ viewport: { width: 360, height: 800 } })
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  await visit(page, `${paper.origin}/article/six-hundred-words`)
  const byItself = await loadedIn(responses.splice(0))
  await page.evaluate(() => document.querySelector('.share')?.scrollIntoView())
  await page.waitForFunction(() => document.querySelector('.next h1'))
  await atRest(page)
  const withScroll = await loadedIn(responses)
  const total = (files: typeof byItself, type: string, size: (bytes: Buffer) => number) =>
    files.filter((file) => file.type === type).reduce((sum, { bytes }) => sum + size(bytes), 0)
  const scriptOf = (files: typeof byItself) => total(files, 'script', (bytes) => brotli(bytes, 11))
  expect(scriptOf(byItself)).toBeGreaterThan(0)
  expect(total(byItself, 'font', (bytes) => bytes.length)).toBeGreaterThan(0)
  hold('script that an article loads by itself, Brotli', scriptOf(byItself), 10_000, 'bytes')
  // The next story may be a live one, whose own script has a budget of its own.
  const ownScript = withScroll.filter(({ url }) => !url.includes('/follow-updates-'))
  hold('script that comes with the first scroll, Brotli', scriptOf(ownScript), 3_000, 'bytes')
  // Without the scroll: the next story may have other letters.
  const fonts = total(byItself, 'font', (bytes) => bytes.length)
  hold('fonts of an all-Arabic page', fonts, 52_000, 'bytes')
  const html = brotli((await paper.get('/article/six-hundred-words')).text, 4)
  hold('HTML, script and fonts of a first view', html + scriptOf(byItself) + fonts, 75_000, 'bytes')
  const blocking = await page.evaluate(
    () =>
      performance
        .getEntriesByType('resource')
        .filter(
          (entry) =>
            (entry as PerformanceEntry & { renderBlockingStatus?: string }).renderBlockingStatus ===
            'blocking',
        ).length,
  )
  hold('requests that block rendering', blocking, 0, '')
  await close()
})

it('shows the size of each island, which loads when it is needed', async () => {
  const filesIn = async (folder: string) => {
    const loaders = await readFile(join(root, 'web', folder, 'loaders.ts'), 'utf8')
    return [...loaders.matchAll(/import\('\.\/([\w-]+\.tsx?)'\)/g)].map(
      ([, file = '']) => `${folder}/${file}`,
    )
  }
  const islands = [...(await filesIn('islands')), ...(await filesIn('behaviours'))]
  expect(islands.length).toBeGreaterThan(10)
  for (const file of islands) {
    const size = brotli(await bundleIsland(file), 11)
    expect(size, file).toBeGreaterThan(0)
    if (file.endsWith('/follow-updates.ts')) {
      hold('script of the updates of a live story, Brotli', size, 2_500, 'bytes')
      continue
    }
    figures.push({ what: `island ${file}`, measured: `${(size / 1000).toFixed(1)} KB`, budget: '' })
  }
})

it('asks the stores no more often than allowed when nothing is cached', async () => {
  const cost = async (path: string) => (await paper.get(path)).cost
  const article = await cost('/article/six-hundred-words')
  hold('KV reads of an article page', article.kvReads, 2, '')
  hold('D1 round trips of an article page', article.d1Trips, 1, '')
  hold('D1 rows of an article page', article.rowsRead, 1000, '')
  const front = await cost('/')
  hold('KV reads of the front page', front.kvReads, 2, '')
  hold('D1 round trips of the front page', front.d1Trips, 0, '')
  const section = await cost('/section/science')
  hold('KV reads of a section', section.kvReads, 2, '')
  hold('D1 round trips of a section', section.d1Trips, 0, '')
  const absent = await cost('/article/no-such-story')
  hold('KV reads of an absent article', absent.kvReads, 2, '')
  hold('D1 round trips of an absent article', absent.d1Trips, 1, '')
})

it('has a small bundle', async () => {
  const bundle = await readFile(await bundleWorker('worker/index.ts'))
  hold('worker, gzip', gzipSync(bundle).length, 300_000, 'bytes')
})

/** The scripts, fonts and style sheets among them. */
async function loadedIn(
  responses: Response[],
): Promise<{ url: string; type: string; bytes: Buffer }[]> {
  const files = await Promise.all(
    responses.map(async (response) => {
      const type = response.request().resourceType()
      return ['script', 'font', 'stylesheet'].includes(type)
        ? [{ url: response.url(), type, bytes: await response.body() }]
        : []
    }),
  )
  return files.flat()
}
