import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from './generator.ts'
import { type LocalPaper, startLocalPaper } from './local-paper.ts'
import type { Said } from './run.ts'

const COUNT = 1_000

/** Publishing beside wrangler's own bulk put of the same values. */
export async function benchPublish(): Promise<void> {
  const paper = await startLocalPaper()
  const folder = join(paper.folder, 'paper')
  await mkdir(join(folder, 'articles'), { recursive: true })
  await write(folder, '')
  const publish = () => paper.content('publish', `--folder=${folder}`)
  const bare = await timed(() => bulkPut(paper))
  const first = await timed(publish)
  await write(folder, 'تصحيح: ')
  const changed = await timed(publish)
  const nothing = await timed(publish)
  const row = (what: string, time: number) => ({
    what,
    'of wrangler kv bulk put': (time / bare).toFixed(1),
    'seconds here': time.toFixed(1),
    'beyond bulk put': (time - bare).toFixed(1),
  })
  console.table([
    row(`wrangler kv bulk put, ${COUNT} values`, bare),
    row(`publish ${COUNT} new articles, seen by readers`, first),
    row(`publish ${COUNT} changed articles, history stored, seen by readers`, changed),
    row(`publish nothing, ${COUNT} articles compared`, nothing),
  ])
  await paper.close()
}

async function write(folder: string, prefix: string): Promise<void> {
  const ids = ['arab-world', 'world', 'economy', 'science', 'culture', 'sport']
  const sections = ids.map((id) => ({ id, name: id }))
  await writeFile(join(folder, 'site.json'), JSON.stringify({ name: 'هدهد', sections }))
  for (const { id, text } of generate(COUNT)) {
    const article = JSON.parse(text)
    const headline = prefix + article.headline
    await writeFile(
      join(folder, 'articles', `${id}.json`),
      JSON.stringify({ ...article, headline }),
    )
  }
}

/** Under keys that the site does not read, so that it does not see them. */
async function bulkPut(paper: LocalPaper): Promise<Said> {
  const entries = [...generate(COUNT)].map(({ id, text }) => ({ key: `bench:${id}`, value: text }))
  const file = join(paper.folder, 'entries.json')
  await writeFile(file, JSON.stringify(entries))
  return { code: 0, text: (await paper.wrangler('bulk', 'put', file)).text }
}

/** In seconds. */
async function timed(work: () => Promise<Said>): Promise<number> {
  const from = performance.now()
  const { code, text } = await work()
  if (code !== 0) throw new Error(text)
  return (performance.now() - from) / 1000
}
