import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RemoteDesk, startRemoteDesk } from './remote-desk.ts'

/** The first publication in content/README.md is what one sees. */
let desk: RemoteDesk
beforeAll(async () => {
  desk = await startRemoteDesk()
})
afterAll(() => desk.close())

const HEADLINE = 'السفينة تعبر القناة: يوم طويل'
/** What is typed into the file, each time that it is opened. */
const TYPED = [
  story(HEADLINE, 'صباح'),
  story(`"${HEADLINE}"`, 'صباح'),
  story(`"${HEADLINE}"`, 'مساء'),
]

function story(headline: string, time: string): string {
  return `---\nheadline: ${headline}\nsection: news\npublishedAt: 2026-03-05T21:30:00+03:00\nimage: { src: canal.jpg, alt: سفينة, credit: مصوّر }\n---\nعبرت السفينة القناة ${time} اليوم، ولم تتوقف.\n`
}

it('shows in content/README.md what a first publication shows', async () => {
  const readme = await readFile(join(import.meta.dirname, '..', 'content', 'README.md'), 'utf8')
  const [, transcript = ''] =
    /A first publication[\s\S]*?```console\n([\s\S]*?)```/.exec(readme) ?? []
  await mkdir(join(desk.folder, 'media'), { recursive: true })
  // Another picture at each run: one that was met before is not prepared again.
  const background = `#${Date.now().toString(16).slice(-6)}`
  const picture = sharp({ create: { width: 1600, height: 900, channels: 3, background } })
  await writeFile(join(desk.folder, 'media', 'canal.jpg'), await picture.jpeg().toBuffer())
  const typed = [...TYPED]
  let commands = 0
  for (const step of transcript.split(/^\$ /m).filter(Boolean)) {
    const [line = '', ...shown] = step.trimEnd().split('\n')
    const [, site] = /^echo '(.*)' > \S+site\.json$/.exec(line) ?? []
    if (site !== undefined) await desk.write('site.json', site)
    if (line.startsWith('nano ')) await desk.write('articles/ship.md', typed.shift() ?? '')
    const [, given] = /^npm run -s content -- (.*) --folder ~\/my-site$/.exec(line) ?? []
    if (given === undefined) continue
    const args = [...given.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    )
    const [name = '', ...others] = args
    const { text } = await desk.content(name, ...others, `--origin=${desk.origin}`)
    const lines = text
      .replaceAll(desk.origin, 'http://localhost:8787')
      .replaceAll(desk.folder, '/home/reem/my-site')
      .replace(/\b[0-9a-f]{16}\b/g, '15bf15e17a008c4a')
      .trimEnd()
      .split('\n')
    // Outputs run together on a screen; here one comes after the other.
    expect(lines.toSorted(), line).toEqual(shown.toSorted())
    commands += 1
  }
  expect(commands).toBe(7)
})
