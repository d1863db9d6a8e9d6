import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { bundleCommands } from './bundle-commands.ts'
import { cpuOfWorkers } from './cpu-of-workers.ts'
import { generate } from './generator.ts'
import { type LocalDesk, startLocalDesk } from './local-desk.ts'
import { CONTENT_COMMAND, type LocalPaper, startLocalPaper } from './local-paper.ts'
import { ENV } from './run.ts'

const PICTURES = 500
/** Of the sites that tests start. */
const TOKEN = 'local'
/** As `npm run content` starts the commands. */
const FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=20']

/**
 * Moving in, as an operator does it: a WordPress export of 50,000 stories with 500 pictures is converted,
 * checked, published and compared. Converting and publishing are killed once, in the middle.
 */
export async function benchConvert(count: number): Promise<void> {
  await bundleCommands()
  // Not as on an editor's machine, where each list is synced first.
  const bounds = {
    LOCAL: '',
    SYNC_READS: '1000',
    SYNC_CHANGES: '100',
    SYNC_INDEX: '100',
    SYNC_LISTS: '100',
  }
  const desk = await startLocalDesk(bounds)
  const source = join(desk.folder, 'paper.xml')
  const uploads = join(desk.folder, 'uploads')
  const paper = join(desk.folder, 'paper')
  await writeExport(source, count)
  await writePictures(uploads)
  const rows: Row[] = []
  const step = async (what: string, args: string[], killAt = Number.POSITIVE_INFINITY) => {
    const row = await measured(what, desk, args, killAt)
    rows.push(row)
    console.log(row)
    return row
  }
  const convert = ['convert', source, `--to=${paper}`, `--media=${uploads}`]
  const publish = ['publish', '--no-wait', `--folder=${paper}`]
  await step('convert, killed', convert, count / 3)
  await step('convert, goes on', convert)
  await step('convert, nothing to do', convert)
  await step('check', ['check', `--folder=${paper}`])
  await step('publish, killed', publish, count / 3)
  await step('publish, goes on', publish)
  const sync = await synced('sync', desk)
  rows.push(sync)
  console.log(sync)
  await step('compare', ['compare', source])
  // The same with the program itself, from the command to the site that `npm start` runs.
  const real = await startLocalPaper(bounds)
  rows.push(await measured('publish, by wrangler itself', null, [...publish, ...real.place]))
  console.log(rows.at(-1))
  rows.push(await synced('sync of the same', real))
  await real.close()
  console.table(rows)
  console.log(await readFile(join(paper, 'convert', 'report.txt'), 'utf8'))
  await desk.close()
}

interface Row {
  what: string
  'seconds here': number
  /** Of the command, or of the worker while it syncs: it says more where a machine does much else. */
  'CPU, seconds': number
  'memory, MB (budget 400)'?: number
  said: string
}

/** @param killAt the count in the progress at which the command is killed */
async function measured(
  what: string,
  desk: LocalDesk | null,
  args: string[],
  killAt = Number.POSITIVE_INFINITY,
): Promise<Row> {
  const from = performance.now()
  const command = [...FLAGS, desk?.command ?? CONTENT_COMMAND, ...args, ...(desk?.place ?? [])]
  const env = { ...ENV, ...desk?.env }
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let most = 0
  let cpu = 0
  const listen = (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000)
    most = Math.max(most, peakOf(child))
    cpu = Math.max(cpu, cpuOf(child))
    const counts = [...said.matchAll(/(?:converted|put): (\d+) of /g)]
    if (Number(counts.at(-1)?.[1] ?? 0) >= killAt) child.kill('SIGKILL')
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const watch = setInterval(() => listen(Buffer.alloc(0)), 200)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  const last = said.trim().split('\n').at(-1) ?? ''
  if (code !== 0 && killAt === Number.POSITIVE_INFINITY) console.error(said)
  return {
    what,
    'seconds here': Math.round((performance.now() - from) / 1000),
    'CPU, seconds': Math.round(cpu),
    'memory, MB (budget 400)': Math.round(most / 1024),
    said: last.slice(0, 100),
  }
}

/** The most memory that a process has had so far, in KB; of Linux. */
function peakOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  } catch {
    // It has ended.
    return 0
  }
}

/** Seconds of a processor that a process has had so far, with those of its programs that have ended; of Linux. */
function cpuOf({ pid }: ChildProcess): number {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const ticks = rest.split(' ').slice(11, 15).map(Number)
    return ticks.reduce((sum, one) => sum + one, 0) / TICKS
  } catch {
    // It has ended.
    return 0
  }
}

const TICKS = 100

/** `POST /api/v1/sync`, until the catalogue is complete. */
async function synced(what: string, { origin }: Pick<LocalPaper, 'origin'>): Promise<Row> {
  const from = performance.now()
  const cpu = cpuOfWorkers()
  const sum = { read: 0, applied: 0, removed: 0, refused: 0 }
  let steps = 0
  for (let cursor: string | undefined; ; steps += 1) {
    const response = await fetch(`${origin}/api/v1/sync`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(cursor === undefined ? {} : { cursor }),
    })
    if (response.status === 503) {
      // The step before was cut off, and its lease has not expired.
      await sleep(1000 * Number(response.headers.get('Retry-After') ?? 1))
      continue
    }
    if (!response.ok) throw new Error(await response.text())
    const answer = (await response.json()) as { done: boolean; cursor?: string } & typeof sum
    for (const name of ['read', 'applied', 'removed', 'refused'] as const) sum[name] += answer[name]
    if (steps % 10 === 9)
      console.log(`step ${steps + 1}: ${Math.round(cpuOfWorkers() - cpu)} ms of CPU`)
    if (answer.done) break
    cursor = answer.cursor
  }
  const counts = Object.entries(sum).map(([name, count]) => `${name} ${count}`)
  return {
    what,
    'seconds here': Math.round((performance.now() - from) / 1000),
    'CPU, seconds': Math.round((cpuOfWorkers() - cpu) / 1000),
    said: `${steps + 1} steps; ${counts.join(', ')}`,
  }
}

async function writeExport(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file)
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await write(
    `<rss version="2.0" xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>صحيفة</title><link>http://old.example</link><wp:base_blog_url>http://old.example</wp:base_blog_url>`,
  )
  let index = 0
  for (const { id, text } of generate(count)) {
    const { headline, body, topics, publishedAt } = JSON.parse(text)
    const picture = `<img src="http://old.example/wp-content/uploads/p${index % PICTURES}-300x200.png" alt="صورة" />`
    const html = [picture, ...body].join('\n\n')
    const date = publishedAt.slice(0, 19).replace('T', ' ')
    const tags = topics.map((name: string) => `<category domain="post_tag">${name}</category>`)
    await write(
      `<item><title>${headline}</title><link>http://old.example/${date.slice(0, 4)}/${id}/</link><content:encoded><![CDATA[${html}]]></content:encoded><wp:post_id>${index}</wp:post_id><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:post_name>${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain="category" nicename="news">أخبار</category>${tags.join('')}</item>\n`,
    )
    index += 1
  }
  await write('</channel></rss>\n')
  stream.end()
  await once(stream, 'finish')
}

async function writePictures(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (let index = 0; index < PICTURES; index += 1) {
    const background = { r: index % 256, g: index >> 8, b: 90 }
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background } })
    await picture.png().toFile(join(folder, `p${index}.png`))
  }
}
